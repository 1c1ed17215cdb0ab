"""Somebody new takes a post: an account and the term that begins it, in one."""

import datetime as dt
import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from akiya.access import Scope
from akiya.models import Area, Person, Term
from akiya.not_possible import NotPossible
from akiya.people.accounts import Particulars, open_account
from akiya.people.rights import require_right
from akiya.people.terms import end_term, one_at_a_time, start_term
from akiya.rules.last_day import last_day_before
from akiya.words import AreaKind, Role

# No letter that is mistaken for another when it is read from paper. 16 of 31 are 79 bits.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
PASSWORD_GROUPS = 4


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A new person of the office, and the first password, which is shown once and kept nowhere."""

    person: Person
    password: str


@transaction.atomic
def create_person(login: str, who: Particulars, role: Role, municipality_id: int, by: Scope) -> Newcomer:
    """A person of the office with a term that begins today and a first password, to be changed at once.

    Raises Refused, NotPossible.
    """
    require_right(by, role, municipality_id)
    if role is Role.HEAD:
        raise NotPossible(_("自治会長は、自治会の一覧から加えてください。"))
    password = "-".join("".join(secrets.choice(LETTERS) for _n in range(4)) for _group in range(PASSWORD_GROUPS))
    person = open_account(login, who, password)
    start_term(person, role, municipality_id, timezone.localdate(), by)
    return Newcomer(person, password)


@transaction.atomic
def replace_head(area: Area, who: Particulars, starts_on: dt.date, by: Scope, last_day: dt.date | None = None) -> Term:
    """A new head of an association from a day on; whoever headed it until then ends with the day before.

    The new head gets no password: a device is enrolled, or a passkey. Raises Refused, NotPossible.
    """
    require_right(by, Role.HEAD, area.municipality_id)
    if area.kind != AreaKind.ASSOCIATION or (area.valid_to and area.valid_to <= starts_on):
        raise NotPossible(_("その日に ない自治会です。"))
    one_at_a_time(area.municipality_id)
    for term in Term.objects.filter(area=area, role=Role.HEAD).in_force(starts_on):
        end_term(term, last_day_before(starts_on), by)
    if Term.objects.filter(area=area, role=Role.HEAD, starts_on__gt=starts_on).exists():
        raise NotPossible(_("その日より後に はじまる会長が、もう決まっています。"))
    person = open_account(f"head-{secrets.token_hex(5)}", who, None)
    return start_term(person, Role.HEAD, area.municipality_id, starts_on, by, area, last_day)
