"""はじめての設定: an invitation on paper that opens the field app on one device, once."""

import datetime as dt
import hmac
import secrets
from typing import NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from akiya.access import Scope, as_register
from akiya.models import Person, Term
from akiya.register import NotPossible
from akiya.words import Role
from surveys.devices import add_device, hashed
from surveys.models import Device, Enrolment
from surveys.paper_numbers import SHORT_DIGITS, new_number

LASTS = dt.timedelta(days=14)
TRIES = 20


class Unknown(LookupError):
    """No such invitation was ever made."""


class Spent(LookupError):
    """The invitation was used, revoked or is too old, or its term is over."""


class Invitation(NamedTuple):
    """What the paper says. The register keeps no copy of ``token`` and ``code``."""

    enrolment: Enrolment
    token: str
    code: str


class Invited(NamedTuple):
    """Whom an invitation is for."""

    enrolment: Enrolment
    term: Term

    @property
    def person(self) -> Person:
        return self.term.person


def hashed_code(code: str) -> bytes:
    """A code as it is stored. All codes there are could be hashed, so only with the server's own key."""
    return hmac.digest(settings.SECRET_KEY.encode(), b"enrolment code" + code.encode(), "sha256")


@transaction.atomic
def invite(term: Term, by: Scope) -> Invitation:
    """Make an invitation for a head's term; earlier ones of the term that were not used end.

    Raises Refused, and NotPossible where the term is not a head's or is over.
    """
    by.require_editor(term.municipality_id)
    if term.role != Role.HEAD:
        raise NotPossible(_("自治会長の任期にだけ、はじめての設定の紙をつくれます。"))
    if _is_over(term):
        raise NotPossible(_("終わった任期の紙は、つくれません。"))
    # Two who press at once make one paper after the other, and the later ends the earlier.
    Term.objects.select_for_update().get(pk=term.pk)
    now = timezone.now()
    revoke(term, by)
    # Numbers whose time is over may be given out again.
    Enrolment.objects.filter(expires_at__lte=now, code_hash__isnull=False).update(code_hash=None)
    token = secrets.token_urlsafe(32)
    for _try in range(TRIES):
        code = new_number()
        try:
            with transaction.atomic():
                enrolment = Enrolment.objects.create(
                    municipality_id=term.municipality_id,
                    term=term,
                    token_hash=hashed(token),
                    code_hash=hashed_code(code),
                    digits=len(code),
                    made_by_id=by.person_id,
                    made_at=now,
                    expires_at=_end_of(timezone.localdate(now) + LASTS),
                )
        except IntegrityError:  # another paper bears this number just now
            continue
        return Invitation(enrolment, token, code)
    raise NotPossible(_("いまは つくれません。しばらくして もう一度 おためしください。"))


def revoke(term: Term, by: Scope) -> int:
    """End every invitation of a term that was not used. Returns how many there were. Raises Refused."""
    by.require_editor(term.municipality_id)
    unused = Enrolment.objects.filter(term=term, used_at=None, revoked_at=None)
    return unused.update(revoked_at=timezone.now(), code_hash=None)


def open_papers() -> QuerySet[Enrolment, Enrolment]:
    """The papers that were given out and can still be used."""
    return Enrolment.objects.filter(used_at=None, revoked_at=None, expires_at__gt=timezone.now())


def are_short_ones_open() -> bool:
    """Whether a paper with a number of six digits is still out. One query."""
    return open_papers().filter(digits=SHORT_DIGITS).exists()


def by_token(token: str) -> Invited:
    """Whom the link of a paper is for. Raises Unknown, Spent."""
    return _invited(Enrolment.objects.filter(token_hash=hashed(token)).first())


def by_code(code: str) -> Invited:
    """Whom the number of a paper is for. Raises Unknown, Spent. A spent number is soon nobody's."""
    return _invited(Enrolment.objects.filter(code_hash=hashed_code(code)).first())


def was_opened_by(device: Device | None, token: str) -> bool:
    """Whether a device was set up by the paper with this link: it comes again, as one who presses twice."""
    return device is not None and Enrolment.objects.filter(token_hash=hashed(token), device=device).exists()


def _invited(enrolment: Enrolment | None) -> Invited:
    if enrolment is None:
        raise Unknown
    with as_register():
        term = Term.objects.select_related("person", "area", "municipality").get(pk=enrolment.term_id)
    is_open = enrolment.used_at is None and enrolment.revoked_at is None and enrolment.expires_at > timezone.now()
    if not is_open or _is_over(term) or not term.person.is_active:
        raise Spent
    return Invited(enrolment, term)


def _end_of(day: dt.date) -> dt.datetime:
    """The last moment of a day: what is printed as good until a day is good on all of it."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.max))


def _is_over(term: Term) -> bool:
    return term.ends_on is not None and term.ends_on <= timezone.localdate()


@transaction.atomic
def accept(invited: Invited, user_agent: str) -> str:
    """Use an invitation up and enrol the device that asks. Returns the device's key. Raises Spent.

    One statement both asks whether the invitation is unused and uses it: of two devices that come
    at the same moment, one waits for the other and then finds it used.
    """
    unused = open_papers().filter(pk=invited.enrolment.pk)
    if unused.update(used_at=timezone.now(), code_hash=None) != 1:
        raise Spent
    return add_device(invited.person, invited.term.municipality_id, user_agent, invited.enrolment)
