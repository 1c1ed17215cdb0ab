"""Who sees which houses, and which of their columns. Said here once; row-level security says it again.

Every transaction names its actor to the database (``akiya.actor``), a person's number or
``register``, the register itself at work. The policies in the migrations read the person's terms
by that number, so a query that forgets to ask here still finds nothing it should not.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connections, transaction
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from akiya.models import HouseArea, Municipality, Person, Term
from akiya.words import Role

REGISTER = "register"
OFFICE = frozenset({Role.STAFF, Role.VIEWER, Role.ADMIN})
EDITORS = frozenset({Role.STAFF, Role.ADMIN})


class Refused(PermissionError):
    """The actor may not do this."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What one term in force entitles to."""

    term_id: int
    role: Role
    municipality_id: int
    area_id: int | None
    since: dt.date = dt.date.min
    city: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """Everything one person may see and do on one day. The empty scope sees nothing."""

    person_id: int | None = None
    grants: tuple[Grant, ...] = field(default=())

    def _municipalities(self, roles: frozenset[Role]) -> list[int]:
        return sorted({grant.municipality_id for grant in self.grants if grant.role in roles})

    @property
    def sees(self) -> list[int]:
        """Municipalities whose whole register is open."""
        return self._municipalities(OFFICE)

    @property
    def cities(self) -> list[str]:
        """The names of the municipalities whose whole register is open."""
        return sorted({grant.city for grant in self.grants if grant.role in OFFICE})

    @property
    def edits(self) -> list[int]:
        """Municipalities whose register may be written in the office."""
        return self._municipalities(EDITORS)

    @property
    def administers(self) -> list[int]:
        """Municipalities whose people and terms may be changed."""
        return self._municipalities(frozenset({Role.ADMIN}))

    @property
    def heads(self) -> list[int]:
        """Associations whose houses may be looked at in the field."""
        return sorted({grant.area_id for grant in self.grants if grant.area_id is not None})

    @property
    def office_since(self) -> dt.date | None:
        """The first day of the earliest post in the office; None without one."""
        return min((grant.since for grant in self.grants if grant.role in OFFICE), default=None)

    def head_of(self, area_id: int | None) -> Grant | None:
        """The term by which the person heads an association, if one is in force."""
        return next((grant for grant in self.grants if area_id and grant.area_id == area_id), None)

    def houses(self) -> Q:
        """The condition under which a house is visible. Mirrored by the policy on akiya_house."""
        nothing = Q(pk__in=[])
        office = Q(municipality_id__in=self.sees) if self.sees else nothing
        field_houses = HouseArea.objects.filter(area_id__in=self.heads).values("house_id")
        return office | (Q(pk__in=field_houses) if self.heads else nothing)

    def require_editor(self, municipality_id: int) -> None:
        """Raise Refused unless the person may write in the register of this municipality."""
        if municipality_id not in self.edits:
            raise Refused(_("この台帳を書きかえる権限がありません。"))


NOBODY = Scope()


class Console(Scope):
    """Whoever sits at the server's own console: may write in every municipality, as nobody in particular."""

    def require_editor(self, municipality_id: int) -> None:
        """Let everything pass: who can start commands here can reach the tables anyway."""


CONSOLE = Console()


def scope_of(person: Person | None, on: dt.date | None = None) -> Scope:
    """The scope that a person's terms give them on a day, today unless told. One query."""
    if person is None or not person.is_active:
        return NOBODY
    terms = Term.objects.filter(person=person).in_force(on)
    # Not joined: row security may hide the city of a term that is over.
    name = Municipality.objects.filter(pk=OuterRef("municipality")).values("name")
    columns = ("id", "role", "municipality_id", "area_id", "starts_on", Coalesce(Subquery(name), Value("")))
    return Scope(person.pk, tuple(Grant(term, Role(role), *rest) for term, role, *rest in terms.values_list(*columns)))


# ``lock_timeout`` stays as it is where nobody says how long to wait.
ACTOR = """
SELECT before.actor, set_config('akiya.actor', %s, true),
       set_config('lock_timeout', coalesce(%s, before.patience), true)
  FROM (SELECT current_setting('akiya.actor', true) AS actor, current_setting('lock_timeout') AS patience
        OFFSET 0) before
"""


@contextmanager
def acting(actor: str, using: str = "default", patience: dt.timedelta | None = None) -> Iterator[None]:
    """Run the block in a transaction that tells the database who acts, and how long it waits for any lock.

    The settings are local to the transaction: a pooled connection never carries one person's
    rights into the next request.
    """
    waits = None if patience is None else f"{patience / dt.timedelta(milliseconds=1):.0f}ms"
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(ACTOR, [actor, waits])
        before = cursor.fetchone()[0] or ""
        yield
        # A transaction that is rolled back takes the setting back by itself.
        if not connections[using].needs_rollback:
            cursor.execute("SELECT set_config('akiya.actor', %s, true)", [before])


@contextmanager
def acting_as(person: Person | None, patience: dt.timedelta | None = None) -> Iterator[Scope]:
    """Run the block as a person, and give their scope. ``patience``: how long it waits for any lock; None: for ever."""
    with acting(str(person.pk) if person else "", patience=patience):
        yield scope_of(person)


@contextmanager
def as_register() -> Iterator[None]:
    """Run the block as the register itself: derived rows, and commands on the server's own console."""
    with acting(REGISTER):
        yield
