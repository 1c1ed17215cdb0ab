"""A filter in words, for the people who read a file years later."""

from django.utils import translation

from akiya.models import Area
from maps.selection import Selection


def in_words(selection: Selection) -> str:
    """What narrows the houses, in Japanese; empty where nothing does. At most one query, as the person who acts."""
    with translation.override("ja"):
        return "、".join(_parts(selection))


def _parts(selection: Selection) -> list[str]:
    parts = []
    if selection.cells is not None:
        chosen = [f"{cell.state.label}（{cell.certainty.label}）" for cell in sorted(selection.cells)]
        parts.append(f"利用状態 {'・'.join(chosen) or 'なし'}")
    if selection.area is not None:
        area = Area.objects.filter(pk=selection.area).values_list("name", flat=True).first()
        parts.append(f"区域 {area or '（ない区域）'}")
    if selection.age is not None:
        parts.append(f"最後の確認が {selection.age.label}")
    if selection.text:
        parts.append(f"「{selection.text}」をふくむ")
    if selection.box is not None:
        parts.append(f"地図の範囲 {selection.box}")
    return parts
