"""The filters as they stand beside the map and the list: one form, the same names, the same order."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Collate

from akiya.access import Scope
from akiya.asof.ages import Age
from akiya.asof.counts import Counts
from akiya.asof.selection import Selection, StateClass, of_state
from akiya.models import Area
from akiya.words import AreaKind, Certainty, State
from maps.pages.moments import is_known_then, moment_words
from maps.query import only, written


class Field(NamedTuple):
    """One box of the grid: chosen or not, with its number and the list behind it."""

    state_class: StateClass
    chosen: bool
    number: int
    houses: str


class Kind(NamedTuple):
    """The areas of one kind that were valid on the day, by code."""

    kind: AreaKind
    areas: tuple[Area, ...]


@dataclass(frozen=True)
class FilterForm:
    """What the form shows of a selection and its counts."""

    chosen: Selection
    counts: Counts
    kinds: tuple[Kind, ...]

    @cached_property
    def grid(self) -> list[tuple[State, list[Field]]]:
        """The fields row by row, a row for each state."""
        return [(state, [self._field(StateClass(state, certainty)) for certainty in Certainty]) for state in State]

    def _field(self, state_class: StateClass) -> Field:
        chosen = self.chosen.classes is None or state_class in self.chosen.classes
        return Field(state_class, chosen, self.counts.grid[state_class], written(only(self.chosen, state_class)))

    @property
    def certainties(self) -> type[Certainty]:
        return Certainty

    @property
    def ages(self) -> list[tuple[Age, int]]:
        """Each age with its number."""
        return [(age, self.counts.ages[age]) for age in Age]

    @property
    def any_age(self) -> int:
        return self.counts.of_any_age

    @property
    def narrowing(self) -> int:
        """How many filters are set."""
        chosen = self.chosen
        return sum(
            [
                chosen.classes is not None,
                chosen.area is not None,
                chosen.age is not None,
                bool(chosen.text),
                chosen.box is not None,
            ]
        )

    @property
    def as_known_then(self) -> bool:
        """Whether only what was known by the day itself counts."""
        return is_known_then(self.chosen.when)

    @property
    def moment_words(self) -> str:
        """As of when and as known when the houses are counted."""
        return moment_words(self.chosen.when, self.as_known_then)

    @property
    def query(self) -> str:
        return written(self.chosen)

    @property
    def without_filters(self) -> str:
        """The query string of the same moment with nothing filtered."""
        return written(Selection(when=self.chosen.when))

    @property
    def all_states(self) -> str:
        return written(replace(self.chosen, classes=None))

    @property
    def vacant_only(self) -> str:
        return written(only(self.chosen, *of_state(State.VACANT)))

    @property
    def without_text(self) -> str:
        return written(replace(self.chosen, text=""))

    @property
    def without_box(self) -> str:
        return written(replace(self.chosen, box=None))


def kinds_of_areas(scope: Scope, chosen: Selection) -> tuple[Kind, ...]:
    """The areas that were valid on the selection's day, and the chosen one whenever it was. One query."""
    day = chosen.when.day
    valid = Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gt=day))
    areas = Area.objects.filter(valid | Q(pk=chosen.area), municipality__in=scope.sees)
    found = list(areas.only("id", "kind", "name").order_by(Collate("code", "maps_address"), "id"))
    kinds = [Kind(kind, tuple(area for area in found if area.kind == kind)) for kind in AreaKind]
    return tuple(kind for kind in kinds if kind.areas)
