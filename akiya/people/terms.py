"""The one door for people and their terms: who may do what, from when to when."""

import datetime as dt
import secrets
from dataclasses import asdict, dataclass

import pghistory
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from akiya.access import Console, Refused, Scope, as_register
from akiya.edited_meanwhile import require_as_seen
from akiya.models import Area, Person, Term
from akiya.register import NotPossible
from akiya.rules.last_day import ends_after, last_day_before
from akiya.texts.days import era
from akiya.turns import wait_for_turn
from akiya.words import AreaKind, Role

# No letter that is mistaken for another when it is read from paper. 16 of 31 are 79 bits.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
PASSWORD_GROUPS = 4


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A new person of the office, and the first password, which is shown once and kept nowhere."""

    person: Person
    password: str


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is written of a person."""

    name: str
    reading: str = ""
    contact: str = ""

    def stripped(self) -> "Particulars":
        """Without blanks around. Raises NotPossible where no name is left."""
        if not self.name.strip():
            raise NotPossible(_("名前を書いてください。"))
        return Particulars(self.name.strip(), self.reading.strip(), self.contact.strip())


def may_appoint(by: Scope, role: Role, municipality_id: int) -> bool:
    """Whether somebody may begin and end terms of a role in a city: staff those of heads, administrators all."""
    if isinstance(by, Console) or municipality_id in by.administers:
        return True
    return role is Role.HEAD and municipality_id in by.edits


def may_correct(by: Scope, person: Person) -> bool:
    """Whether somebody may correct what is written of a person: who may appoint them to every post they ever held."""
    with as_register():
        posts = set(Term.objects.filter(person=person).values_list("role", "municipality_id"))
    return bool(posts) and all(may_appoint(by, Role(role), city) for role, city in posts)


def require_right(by: Scope, role: Role, municipality_id: int) -> None:
    """Raises Refused where somebody may not begin and end terms of a role in a city."""
    if not may_appoint(by, role, municipality_id):
        raise Refused(_("この任期を 変える権限がありません。"))


@transaction.atomic
def create_person(login: str, who: Particulars, role: Role, municipality_id: int, by: Scope) -> Newcomer:
    """A person of the office with a term that begins today and a first password, to be changed at once.

    Raises Refused, NotPossible.
    """
    require_right(by, role, municipality_id)
    if role is Role.HEAD:
        raise NotPossible(_("自治会長は、自治会の一覧から加えてください。"))
    password = "-".join("".join(secrets.choice(LETTERS) for _n in range(4)) for _group in range(PASSWORD_GROUPS))
    person = _person(login, who, password)
    start_term(person, role, municipality_id, timezone.localdate(), by)
    return Newcomer(person, password)


@transaction.atomic
def correct_person(person: Person, who: Particulars, by: Scope, was: Particulars | None = None) -> Person:
    """Write a person's name, reading or contact anew; the audit keeps what it was.

    ``was``: what the corrector saw, of which only what they changed is written. Raises Refused, NotPossible;
    EditedMeanwhile where another value than that one, and than the new one, stands by now.
    """
    if not may_correct(by, person):
        raise Refused(_("この人の 名前や連絡先を変える権限がありません。"))
    person = Person.objects.select_for_update().get(pk=person.pk)
    seen = asdict(was) if was else {}
    wanted = {name: value for name, value in asdict(who.stripped()).items() if value != seen.get(name)}
    require_as_seen({name: getattr(person, name) for name in wanted}, seen, wanted)
    for name, value in wanted.items():
        setattr(person, name, value)
    person.save(update_fields=wanted.keys())
    return person


@transaction.atomic
def replace_head(area: Area, who: Particulars, starts_on: dt.date, by: Scope, last_day: dt.date | None = None) -> Term:
    """A new head of an association from a day on; whoever headed it until then ends with the day before.

    The new head gets no password: a device is enrolled, or a passkey. Raises Refused, NotPossible.
    """
    require_right(by, Role.HEAD, area.municipality_id)
    if area.kind != AreaKind.ASSOCIATION or (area.valid_to and area.valid_to <= starts_on):
        raise NotPossible(_("その日に ない自治会です。"))
    _one_at_a_time(area.municipality_id)
    for term in Term.objects.filter(area=area, role=Role.HEAD).in_force(starts_on):
        end_term(term, last_day_before(starts_on), by)
    if Term.objects.filter(area=area, role=Role.HEAD, starts_on__gt=starts_on).exists():
        raise NotPossible(_("その日より後に はじまる会長が、もう決まっています。"))
    person = _person(f"head-{secrets.token_hex(5)}", who, None)
    return start_term(person, Role.HEAD, area.municipality_id, starts_on, by, area, last_day)


@transaction.atomic
def start_term(
    person: Person,
    role: Role,
    municipality_id: int,
    starts_on: dt.date,
    by: Scope,
    area: Area | None = None,
    last_day: dt.date | None = None,
) -> Term:
    """A person holds a post from a day to another, both with it. Raises Refused, NotPossible."""
    require_right(by, role, municipality_id)
    if last_day is not None and last_day < starts_on:
        raise NotPossible(_("任期の終わりの日は、はじまりの日か それより後にしてください。"))
    term = Term(
        person=person,
        role=role,
        municipality_id=municipality_id,
        area=area,
        starts_on=starts_on,
        ends_on=ends_after(last_day) if last_day else None,
    )
    _one_at_a_time(municipality_id)
    _refuse_overlap(term, starts_on)
    term.save()
    return term


@transaction.atomic
def end_term(term: Term, last_day: dt.date, by: Scope) -> Term:
    """The term ends with a day, the last on which it opens anything: yesterday ends it at once.

    A day before the first makes it a term of no days; a later day than before must be free. Raises Refused;
    NotPossible for the term by which the administrator acts and for the last of a city, so that none is left without.
    """
    require_right(by, Role(term.role), term.municipality_id)
    if term.role == Role.ADMIN and term.person_id == by.person_id:
        raise NotPossible(_("ご自分の 管理者の任期は、ほかの管理者が おわらせます。"))
    was = _as_it_stands(term).ends_on
    term.ends_on = max(ends_after(last_day), term.starts_on)
    if term.role == Role.ADMIN and not isinstance(by, Console):
        _refuse_nobody_left(term)
    if was is not None and term.ends_on > was:
        _refuse_overlap(term, was)
    term.save(update_fields=["ends_on"])
    return term


@transaction.atomic
def reopen_term(term: Term, last_day: dt.date | None, reason: str, by: Scope) -> Term:
    """A term that was ended by mistake goes on, to another last day or to none yet. Raises Refused, NotPossible."""
    require_right(by, Role(term.role), term.municipality_id)
    was = _as_it_stands(term).ends_on
    if was is None:
        raise NotPossible(_("この任期は 終わっていません。"))
    if not reason.strip():
        raise NotPossible(_("理由を書いてください。"))
    if last_day is not None and last_day < term.starts_on:
        raise NotPossible(_("任期の終わりの日は、はじまりの日か それより後にしてください。"))
    if term.area and term.area.valid_to and term.area.valid_to <= timezone.localdate():
        raise NotPossible(_("いまは ない自治会です。"))
    term.ends_on = ends_after(last_day) if last_day else None
    _refuse_overlap(term, was)
    with pghistory.context(reason=reason.strip()):
        term.save(update_fields=["ends_on"])
    return term


def days_of(term: Term) -> str:
    """The days of a term in words, with its last one."""
    begun = _("%(day)sから") % {"day": era(term.starts_on)}
    if term.has_no_days:
        return _("%(begun)sの予定を 取りやめ") % {"begun": begun}
    return begun if term.last_day is None else begun + " " + _("%(day)sまで") % {"day": era(term.last_day)}


def _one_at_a_time(municipality_id: int) -> None:
    """Whoever else changes who holds a post in a city waits until this transaction ends."""
    with as_register():
        wait_for_turn(municipality_id)


def _as_it_stands(term: Term) -> Term:
    """The term once nobody else can change it any more, with the end that somebody may have given it meanwhile."""
    _one_at_a_time(term.municipality_id)
    with as_register():
        term.refresh_from_db(fields=["ends_on"])
    return term


def _refuse_nobody_left(term: Term) -> None:
    """Whoever administers a city, somebody else does on the day after. Raises NotPossible."""
    with as_register():
        others = Term.objects.filter(municipality=term.municipality_id, role=Role.ADMIN, person__is_active=True)
        if not others.exclude(pk=term.pk).in_force(term.ends_on).exists():
            raise NotPossible(_("その次の日から 管理者が いなくなります。さきに ほかの人を 管理者にしてください。"))


def _refuse_overlap(term: Term, since: dt.date) -> None:
    """No association has two heads on one day, and nobody holds one post twice. Raises NotPossible.

    ``since``: the first day that is new to the term. What lies before it stands, and is nobody's fault today.
    """
    same = Term.objects.filter(municipality=term.municipality_id, role=term.role, area=term.area).exclude(pk=term.pk)
    if term.role != Role.HEAD:
        same = same.filter(person=term.person_id)
    other = same.overlapping(since, term.ends_on).select_related("person").first()
    if other is not None:
        words = {"name": other.person.name, "days": days_of(other)}
        raise NotPossible(_("%(name)sさんの任期（%(days)s）と 重なります。") % words)


def _person(login: str, who: Particulars, password: str | None) -> Person:
    who, login = who.stripped(), login.strip()
    if not login:
        raise NotPossible(_("利用者番号を書いてください。"))
    must_choose = password is not None
    try:
        with transaction.atomic():
            return Person.objects.create_person(
                login, who.name, password, reading=who.reading, contact=who.contact, must_choose_password=must_choose
            )
    except IntegrityError:
        raise NotPossible(_("この利用者番号は もう使われています。")) from None
