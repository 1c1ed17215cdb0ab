"""A forgotten password: an administrator hands out a link, and by it the person chooses a new one, once.

From the moment the link is made the old password opens nothing and every session of the person is over; a new
password ends them again.
"""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from akiya.access import OFFICE, Console, Refused, Scope, as_register
from akiya.models import PasswordReset, Person, Term
from akiya.not_possible import NotPossible

LASTS = dt.timedelta(days=1)


class Unknown(LookupError):
    """No such link was ever made."""


class Spent(LookupError):
    """The link was used, a newer one was made, or it is too old."""


@dataclass(frozen=True, slots=True)
class Reset:
    """What the paper says. The register keeps no copy of ``token``."""

    row: PasswordReset
    token: str


def may_reset(by: Scope, person: Person) -> bool:
    """Whether somebody may take a person's password away: administrators, those of their own city's office."""
    return _city_of(by, person) is not None


@transaction.atomic
def reset_password(person: Person, by: Scope, drop_keys: bool = False) -> Reset:
    """Take the password away and make a link to choose another; earlier links end.

    ``drop_keys``: the passkeys, the app and the recovery codes go too, where the person has lost them. Raises
    Refused, and NotPossible for the own password.
    """
    city = _city_of(by, person)
    if city is None:
        raise Refused(_("この人の パスワードを変える権限がありません。"))
    if person.pk == by.person_id:
        raise NotPossible(_("ご自分の パスワードは、サインインの設定で 変えられます。"))
    person = Person.objects.select_for_update().get(pk=person.pk)
    now, token = timezone.now(), secrets.token_urlsafe(32)
    _open(person).update(revoked_at=now)
    row = PasswordReset.objects.create(
        municipality_id=city,
        person=person,
        token_hash=_hashed(token),
        made_by_id=by.person_id,
        made_at=now,
        expires_at=now + LASTS,
    )
    person.set_unusable_password()  # whose session was signed with the old one is signed out
    person.save(update_fields=["password"])
    if drop_keys:
        Authenticator.objects.filter(user=person).delete()
    return Reset(row, token)


def by_token(token: str) -> PasswordReset:
    """Whom a link is for. Raises Unknown, Spent."""
    row = PasswordReset.objects.select_related("person").filter(token_hash=_hashed(token)).first()
    if row is None:
        raise Unknown
    if not row.person.is_active or not _open(row.person).filter(pk=row.pk).exists():
        raise Spent
    return row


@transaction.atomic
def choose(row: PasswordReset, password: str) -> None:
    """Use a link up for a new password. Of two that come at one moment, one is Spent."""
    # The person first and then their links, as reset_password has them, or each would wait for the other.
    person = Person.objects.select_for_update().get(pk=row.person_id)
    if _open(person).filter(pk=row.pk).update(used_at=timezone.now()) != 1:
        raise Spent
    person.set_password(password)
    person.must_choose_password = False
    person.save(update_fields=["password", "must_choose_password"])


def _open(person: Person) -> QuerySet[PasswordReset, PasswordReset]:
    return PasswordReset.objects.filter(person=person, used_at=None, revoked_at=None, expires_at__gt=timezone.now())


def _city_of(by: Scope, person: Person) -> int | None:
    """The city for whose office the person works, where ``by`` decides there and in every other such city."""
    with as_register():
        terms = Term.objects.filter(person=person, role__in=OFFICE).not_over().order_by("-starts_on")
        cities = list(terms.values_list("municipality_id", flat=True))
    is_theirs = isinstance(by, Console) or all(city in by.administers for city in cities)
    return cities[0] if cities and is_theirs else None


def _hashed(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
