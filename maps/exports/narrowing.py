"""Which houses a person may take out: who writes in the register all, who only reads it the vacant ones."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from akiya.access import Refused, Scope
from akiya.asof.selection import Selection, of_state
from akiya.words import State

VACANT = of_state(State.VACANT)


def takes_all(municipality_ids: Iterable[int], scope: Scope) -> bool:
    """Whether houses that are lived in may be taken out too."""
    return set(municipality_ids) <= set(scope.edits)


def narrowed(selection: Selection, municipality_ids: Iterable[int], scope: Scope) -> Selection:
    """What of a selection the person may take out. Raises Refused where that is nothing."""
    if takes_all(municipality_ids, scope):
        return selection
    classes = VACANT if selection.classes is None else selection.classes & VACANT
    if not classes:
        raise Refused(_("閲覧の人が 書き出せるのは 空き家だけです。"))
    return replace(selection, classes=classes)
