"""The one door for people and their terms: who may do what, from when to when."""

import datetime as dt
import secrets
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from akiya.access import Console, Refused, Scope
from akiya.models import Area, Person, Term
from akiya.register import NotPossible
from akiya.words import AreaKind, Role

# No letter that is mistaken for another when it is read from paper. 16 of 31 are 79 bits.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
PASSWORD_GROUPS = 4


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A new person of the office, and the first password, which is shown once and kept nowhere."""

    person: Person
    password: str


def may_appoint(by: Scope, role: Role, municipality_id: int) -> bool:
    """Whether somebody may begin and end terms of a role in a city: staff those of heads, administrators all."""
    if isinstance(by, Console) or municipality_id in by.administers:
        return True
    return role is Role.HEAD and municipality_id in by.edits


def _require(by: Scope, role: Role, municipality_id: int) -> None:
    if not may_appoint(by, role, municipality_id):
        raise Refused(_("この任期を 変える権限がありません。"))


@transaction.atomic
def create_person(login: str, name: str, role: Role, municipality_id: int, by: Scope) -> Newcomer:
    """A person of the office with a term that begins today and a first password. Raises Refused, NotPossible."""
    _require(by, role, municipality_id)
    if role is Role.HEAD:
        raise NotPossible(_("自治会長は、自治会の一覧から加えてください。"))
    password = "-".join("".join(secrets.choice(LETTERS) for _n in range(4)) for _group in range(PASSWORD_GROUPS))
    person = _person(login, name, password)
    start_term(person, role, municipality_id, timezone.localdate(), by)
    return Newcomer(person, password)


@transaction.atomic
def replace_head(area: Area, name: str, starts_on: dt.date, by: Scope, ends_on: dt.date | None = None) -> Term:
    """A new head of an association from a day on; whoever headed it until then ends on that day.

    The new head gets no password: a device is enrolled, or a passkey. Raises Refused, NotPossible.
    """
    _require(by, Role.HEAD, area.municipality_id)
    if area.kind != AreaKind.ASSOCIATION or (area.valid_to and area.valid_to <= starts_on):
        raise NotPossible(_("その日に ない自治会です。"))
    for term in Term.objects.filter(area=area, role=Role.HEAD).in_force(starts_on):
        end_term(term, starts_on, by)
    if Term.objects.filter(area=area, role=Role.HEAD, starts_on__gt=starts_on).exists():
        raise NotPossible(_("その日より後に はじまる会長が、もう決まっています。"))
    person = _person(f"head-{secrets.token_hex(5)}", name, None)
    return start_term(person, Role.HEAD, area.municipality_id, starts_on, by, area, ends_on)


def start_term(
    person: Person,
    role: Role,
    municipality_id: int,
    starts_on: dt.date,
    by: Scope,
    area: Area | None = None,
    ends_on: dt.date | None = None,
) -> Term:
    """A person holds a post from a day up to, and without, another. Raises Refused, NotPossible."""
    _require(by, role, municipality_id)
    if ends_on is not None and ends_on <= starts_on:
        raise NotPossible(_("任期のおわりは、はじまりより後の日にしてください。"))
    return Term.objects.create(
        person=person, role=role, municipality_id=municipality_id, area=area, starts_on=starts_on, ends_on=ends_on
    )


@transaction.atomic
def end_term(term: Term, ends_on: dt.date, by: Scope) -> Term:
    """The term ends with the beginning of a day; on that day it opens nothing any more.

    A day before the first makes it a term of no days. Raises Refused; NotPossible for the term by
    which the administrator acts, so that no city is left without one.
    """
    _require(by, Role(term.role), term.municipality_id)
    if term.role == Role.ADMIN and term.person_id == by.person_id:
        raise NotPossible(_("ご自分の 管理者の任期は、ほかの管理者が おわらせます。"))
    term.ends_on = max(ends_on, term.starts_on)
    term.save(update_fields=["ends_on"])
    return term


def _person(login: str, name: str, password: str | None) -> Person:
    name, login = name.strip(), login.strip()
    if not name or not login:
        raise NotPossible(_("名前を書いてください。"))
    try:
        with transaction.atomic():
            return Person.objects.create_person(login, name, password)
    except IntegrityError:
        raise NotPossible(_("この利用者番号は もう使われています。")) from None
