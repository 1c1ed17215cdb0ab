"""A figure of quality.md: what was measured, what it should be, and whether it holds."""

import json
import operator
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

HOLDS: dict[str, Callable[[float, float], bool]] = {"<=": operator.le, ">=": operator.ge, "==": operator.eq}


@dataclass(frozen=True)
class Figure:
    """``goal`` is written as in quality.md: ``<= 300``. ``value`` is in ``unit``."""

    name: str
    value: float
    goal: str
    unit: str
    note: str = ""

    @property
    def holds(self) -> bool:
        sign, limit = self.goal.split()
        return HOLDS[sign](self.value, float(limit))


def table(figures: Iterable[Figure]) -> str:
    """The figures as lines of a table, in their order."""
    rows = [
        f"{'✓' if figure.holds else '✗'} {figure.name:<28}{figure.value:>12,.1f} {figure.unit:<8}"
        f"{figure.goal:>10}   {figure.note}"
        for figure in figures
    ]
    return "\n".join(rows)


def keep(figures: Iterable[Figure], path: Path) -> None:
    """Write the figures as JSON: a list of name, value, goal, holds, unit, note."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [{**asdict(figure), "holds": figure.holds} for figure in figures]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1))
