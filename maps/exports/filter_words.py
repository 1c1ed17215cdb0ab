"""A filter in words, for the people who read a file years later."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from akiya.asof.selection import Selection
from akiya.models import Area
from akiya.texts.states import state_words


def in_words(selection: Selection, areas: Mapping[int, str] | None = None) -> str:
    """What narrows the houses; empty where nothing does.

    ``areas``: their names where they are known; else one query at most, as the person who acts.
    """
    return _("、").join(_parts(selection, area_names([selection]) if areas is None else areas))


def area_names(selections: Iterable[Selection]) -> dict[int, str]:
    """The names of the areas that some selections name, as far as who acts may see them. One query at most."""
    ids = {selection.area for selection in selections if selection.area is not None}
    return dict(Area.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def _parts(selection: Selection, areas: Mapping[int, str]) -> list[str]:
    parts = []
    if selection.classes is not None:
        chosen = _("・").join(state_words(*state_class) for state_class in sorted(selection.classes)) or _("なし")
        parts.append(_("利用状態 %(states)s") % {"states": chosen})
    if selection.area is not None:
        parts.append(_("区域 %(name)s") % {"name": areas.get(selection.area) or _("（ない区域）")})
    if selection.age is not None:
        parts.append(_("最後の確認が %(age)s") % {"age": selection.age.label})
    if selection.text:
        parts.append(_("「%(text)s」をふくむ") % {"text": selection.text})
    if selection.box is not None:
        parts.append(_("地図の範囲 %(box)s") % {"box": selection.box})
    return parts
