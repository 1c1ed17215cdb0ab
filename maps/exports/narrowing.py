"""Which houses a person may take out: who writes in the register all, who only reads it the vacant ones."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from akiya.access import Refused, Scope
from akiya.asof.selection import CELLS, Selection
from akiya.words import State

VACANT = frozenset(cell for cell in CELLS if cell.state is State.VACANT)


def takes_all(municipality_ids: Iterable[int], scope: Scope) -> bool:
    """Whether houses that are lived in may be taken out too."""
    return set(municipality_ids) <= set(scope.edits)


def narrowed(selection: Selection, municipality_ids: Iterable[int], scope: Scope) -> Selection:
    """What of a selection the person may take out. Raises Refused where that is nothing."""
    if takes_all(municipality_ids, scope):
        return selection
    cells = VACANT if selection.cells is None else selection.cells & VACANT
    if not cells:
        raise Refused(_("閲覧の人が 書き出せるのは 空き家だけです。"))
    return replace(selection, cells=cells)
