"""The one door for terms: who holds which post, from when to when."""

import datetime as dt

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from akiya.access import Console, Scope, as_register
from akiya.locks import lock_municipality
from akiya.models import Area, Person, Term
from akiya.not_possible import NotPossible
from akiya.people.rights import require_right
from akiya.rules.last_day import ends_after
from akiya.texts.days import era
from akiya.words import Role


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
    one_at_a_time(municipality_id)
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


def one_at_a_time(municipality_id: int) -> None:
    """Whoever else changes who holds a post in a city waits until this transaction ends."""
    with as_register():
        lock_municipality(municipality_id)


def days_of(term: Term) -> str:
    """The days of a term in words, with its last one."""
    begun = _("%(day)sから") % {"day": era(term.starts_on)}
    if term.has_no_days:
        return _("%(begun)sの予定を 取りやめ") % {"begun": begun}
    return begun if term.last_day is None else begun + " " + _("%(day)sまで") % {"day": era(term.last_day)}


def _as_it_stands(term: Term) -> Term:
    """The term once nobody else can change it any more, with the end that somebody may have given it meanwhile."""
    one_at_a_time(term.municipality_id)
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
