"""The words of the map's script, in the language of the page. ``{…}`` is filled in by the script."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from akiya.words import Certainty, State
from maps.pages.moments import KNOWN_NOW, KNOWN_THEN

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def counted(key: str, said: Callable[[int], str]) -> dict[str, str]:
    """A phrase with a number under its key, and under key_one as it is said of one."""
    return {key: said(2), f"{key}_one": said(1)}


def phrases() -> "dict[str, StrPromise | str]":
    """Every phrase under its key; states and certainties under their codes."""
    return {
        **{state.value: state.label for state in State},
        **{certainty.value: certainty.label for certainty in Certainty},
        **counted(
            "cell",
            lambda number: ngettext("{state}・{certainty} {number}棟", "{state}・{certainty} {number}棟", number),
        ),
        **counted("month", lambda number: ngettext("{day} 空き家 {number}棟", "{day} 空き家 {number}棟", number)),
        **counted("unit", lambda number: ngettext("棟", "棟", number)),
        "month_between": _("{said}（とりうる数 {least}〜{most}棟）"),
        "between": _("この日の 空き家は {least}〜{most}棟の どこか（下の線の 帯）。"),
        "play": _("再生"),
        "stop": _("止める"),
        "filters": _("しぼりこみ"),
        "filters_set": _("しぼりこみ（{number}）"),
        "known_then": KNOWN_THEN,
        "known_now": KNOWN_NOW,
        "background": _("{name}：{now}"),
        "own_ground": _("台帳の地図"),
        "own_ground_credit": _("道路・建物：{city}"),
        "pale": _("地理院タイル"),
        "pale_credit": _("地理院タイル（国土地理院）"),
        "no_network": _("地理院タイルが とどかないので、台帳の地図に かえました。"),
        "signed_out": _("サインインの時間が 切れました。もう一度 サインインしてください。"),
        "not_loaded": _("読みこめませんでした。電波をたしかめて もう一度 お試しください。"),
        "no_such_house": _("その家は ないか、見る権限がありません。"),
    }
