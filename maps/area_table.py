"""The table of areas on plain values: how many houses of a selection each holds, of which kind, and the rate."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from akiya.asof.bounds import Open, bounds_of
from akiya.asof.counts import Counts, InArea
from akiya.asof.selection import STATE_CLASSES, Selection, StateClass, of_state
from akiya.words import State

MEANINGS = (
    gettext_lazy("空き家＝だれも住んでいないと見られる建物（棟）。"),
    gettext_lazy("空き家率＝空き家÷建物のある家屋（利用状態で しぼっていても、建物のある家屋は すべて数える）。"),
    gettext_lazy("区域は 重なることも すきまもあるので、足しても市全体には なりません。"),
)
"""What the numbers count, a sentence each."""
BETWEEN = gettext_lazy(
    "とりうる数＝変わった日が 二つの日の あいだとしか 分からない家を、少なくとも・多くとも で 数えたもの。"
)
"""What the bounds of a number are."""


class Figure(TextChoices):
    """A column of the table. All are numbers of houses but the rate."""

    VACANT = "vacant", State.VACANT.label
    RATE = "rate", gettext_lazy("空き家率")
    STANDING = "standing", gettext_lazy("建物のある家屋")
    OCCASIONAL = "occasional", State.OCCASIONAL.label
    OCCUPIED = "occupied", State.OCCUPIED.label
    UNKNOWN = "unknown", State.UNKNOWN.label
    GONE = "gone", State.GONE.label
    TOTAL = "total", gettext_lazy("計")

    @property
    def state(self) -> State | None:
        """The state whose houses it counts, None where it counts those of several."""
        return State(self.value) if self.value in State else None


@dataclass(frozen=True, slots=True)
class Line:
    """One area, or the whole: each number, and the selection of the houses that it counts."""

    code: str
    name: str
    figures: Mapping[Figure, int]
    behind: Mapping[Figure, Selection]
    vacant: tuple[int, int] | None
    """The least and the most vacant houses that the evidence allows; None where only some of them are chosen."""

    @property
    def rate(self) -> float | None:
        """Vacant houses in a hundred houses that stand; None where none stands.

        The vacant ones are those that the selection chose, the standing ones all, whatever states were chosen:
        of a hundred houses some are vacant and confirmed, not all of the chosen.
        """
        standing = self.figures[Figure.STANDING]
        return 100 * self.figures[Figure.VACANT] / standing if standing else None


@dataclass(frozen=True, slots=True)
class Table:
    """A line an area, and the whole selection, in which a house counts once whatever areas it lies in."""

    lines: Sequence[Line]
    total: Line

    @property
    def is_open(self) -> bool:
        """Whether some number of vacant houses is known between bounds alone."""
        return any(line.vacant and line.vacant[0] < line.vacant[1] for line in (*self.lines, self.total))


def table_of(chosen: Selection, areas: Sequence[InArea], whole: Counts, undecided: Sequence[Open]) -> Table:
    """The table of a selection without an area, from its houses by state class in each area and in all.

    ``undecided``: those of them whose state on the day is open.
    """
    lines = [
        line(
            each.code, each.name, each.grid, replace(chosen, area=each.id), [h for h in undecided if each.id in h.areas]
        )
        for each in areas
    ]
    return Table(lines, line("", _("全体（1棟は 1回だけ 数える）"), whole.grid, chosen, undecided))


def line(code: str, name: str, grid: Mapping[StateClass, int], here: Selection, undecided: Sequence[Open]) -> Line:
    """One line from the numbers of every state class."""
    behind = {figure: replace(here, classes=classes) for figure, classes in classes_of(here.classes).items()}
    figures = {
        figure: sum(number for state_class, number in grid.items() if classes is None or state_class in classes)
        for figure, classes in classes_of(here.classes).items()
    }
    counts_all = here.classes is None or of_state(State.VACANT) <= here.classes
    around = bounds_of(undecided)[State.VACANT].around(figures[Figure.VACANT])
    return Line(code, name, figures, behind, around if counts_all else None)


def classes_of(chosen: frozenset[StateClass] | None) -> dict[Figure, frozenset[StateClass] | None]:
    """The classes that each number counts, where these are chosen."""
    allowed = frozenset(STATE_CLASSES) if chosen is None else chosen

    def of(figure: Figure) -> frozenset[StateClass] | None:
        if figure is Figure.TOTAL:
            return chosen
        if figure is Figure.STANDING:
            return frozenset(state_class for state_class in STATE_CLASSES if state_class.state is not State.GONE)
        return frozenset(state_class for state_class in allowed if state_class.state is figure.state)

    return {figure: of(figure) for figure in Figure if figure is not Figure.RATE}


@dataclass(frozen=True, slots=True)
class Sorting:
    """The column that the lines are sorted by, None for the order of their codes, and its direction."""

    figure: Figure | None = None
    down: bool = False

    def __str__(self) -> str:
        return f"{'-' if self.down else ''}{self.figure.value if self.figure else 'code'}"

    def order(self, lines: Sequence[Line]) -> list[Line]:
        """The lines in this order, equal ones by code; what has no rate comes last in either direction."""
        value = self._value()
        if value is None:
            return list(reversed(lines)) if self.down else list(lines)
        known = sorted((each for each in lines if value(each) is not None), key=value, reverse=self.down)  # type: ignore[arg-type]
        return [*known, *(each for each in lines if value(each) is None)]

    def _value(self) -> Callable[[Line], float | None] | None:
        figure = self.figure
        if figure is None:
            return None
        return (lambda each: each.rate) if figure is Figure.RATE else (lambda each: each.figures[figure])


BY_CODE = Sorting()
