"""A filter in words, for the people who read a file years later."""

from django.utils.translation import gettext as _

from akiya.models import Area
from akiya.templatetags.register import state_words
from maps.selection import Selection


def in_words(selection: Selection) -> str:
    """What narrows the houses; empty where nothing does. At most one query, as the person who acts."""
    return _("、").join(_parts(selection))


def _parts(selection: Selection) -> list[str]:
    parts = []
    if selection.cells is not None:
        chosen = _("・").join(state_words(*cell) for cell in sorted(selection.cells)) or _("なし")
        parts.append(_("利用状態 %(states)s") % {"states": chosen})
    if selection.area is not None:
        area = Area.objects.filter(pk=selection.area).values_list("name", flat=True).first()
        parts.append(_("区域 %(name)s") % {"name": area or _("（ない区域）")})
    if selection.age is not None:
        parts.append(_("最後の確認が %(age)s") % {"age": selection.age.label})
    if selection.text:
        parts.append(_("「%(text)s」をふくむ") % {"text": selection.text})
    if selection.box is not None:
        parts.append(_("地図の範囲 %(box)s") % {"box": selection.box})
    return parts
