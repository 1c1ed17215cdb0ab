"""Filters as they stand in an address: read strictly, and written back in one order.

on, known   the two clocks (akiya.asof.moment.moment); known=on is the day of on itself
cell        a state class: vacant-reported …, once for each that is chosen; none where none is
area        the id of an area
age         a class of akiya.asof.ages.Age
q           text looked for in address, landmark and house number
box         west,south,east,north in degrees
"""

import datetime as dt
import math
from dataclasses import replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from akiya.asof.ages import Age
from akiya.asof.moment import BadMoment, Moment, moment
from akiya.asof.selection import STATE_CLASSES, Selection, StateClass
from akiya.places.box import Box
from akiya.texts.searching import Unreadable, typed
from akiya.web.asked import whole

NO_CLASS = "none"
BY_NAME = {str(state_class): state_class for state_class in STATE_CLASSES}


class BadSelection(ValueError):
    """A filter that cannot be read. The message is for the person who asked."""


def selection(query: QueryDict) -> Selection:
    """The selection that a query string asks for; keys that are not ours are left alone. Raises BadSelection."""
    return Selection(
        when=_when(_one(query, "on"), _one(query, "known")),
        classes=_classes(query.getlist("cell")),
        area=_area(_one(query, "area")),
        age=_age(_one(query, "age")),
        text=_text(_one(query, "q")),
        box=_box(_one(query, "box")),
    )


def pairs(chosen: Selection) -> list[tuple[str, str]]:
    """The query string of a selection as pairs, always in the same order, so that equal ones read equal."""
    found: list[tuple[str, str]] = []
    if chosen.when.on is not None:
        found.append(("on", chosen.when.on.isoformat()))
    if chosen.when.known is not None:
        found.append(("known", _written(chosen.when.known)))
    if chosen.classes is not None:
        found += [("cell", name) for name, state_class in BY_NAME.items() if state_class in chosen.classes]
        if not chosen.classes:
            found.append(("cell", NO_CLASS))
    if chosen.area is not None:
        found.append(("area", str(chosen.area)))
    if chosen.age is not None:
        found.append(("age", chosen.age.value))
    if chosen.text:
        found.append(("q", chosen.text))
    if chosen.box is not None:
        found.append(("box", str(chosen.box)))
    return found


def written(chosen: Selection, **more: object) -> str:
    """The query string of a selection, with further keys after it; empty where nothing is chosen."""
    return urlencode([*pairs(chosen), *((key, str(value)) for key, value in more.items() if value)])


def only(chosen: Selection, *classes: StateClass) -> Selection:
    """The same selection with these fields of the grid alone."""
    return replace(chosen, classes=frozenset(classes))


def _one(query: QueryDict, key: str) -> str:
    values = query.getlist(key)
    if len(values) > 1:
        raise BadSelection(_("しぼりこみの「%(key)s」が 2つ以上あります。") % {"key": key})
    return values[0] if values else ""


def _when(on: str, known: str) -> Moment:
    try:
        read = moment(on, on if known == "on" else known)
    except BadMoment as error:
        raise BadSelection(str(error)) from None
    if read.day > timezone.localdate():
        raise BadSelection(_("先の日付は 見られません。"))
    # Today, with all that is known by the end of it, is now: the projection answers, and faster.
    known_now = None if read.known is not None and read.known >= timezone.now() else read.known
    is_today = read.on == timezone.localdate() and known_now is None
    return Moment(None if is_today else read.on, known_now)


def _written(known: dt.datetime) -> str:
    """The last instant of a day as that day, any other moment in full."""
    local = timezone.localtime(known)
    return local.date().isoformat() if local.time() == dt.time.max else local.isoformat()


def _classes(names: list[str]) -> frozenset[StateClass] | None:
    # A form always sends none, so that one in which every box is empty does not read as one without boxes.
    chosen = {name for name in names if name != NO_CLASS}
    if chosen - BY_NAME.keys():
        raise BadSelection(_("利用状態と確からしさの えらび方が 読めません。"))
    return None if not names or len(chosen) == len(STATE_CLASSES) else frozenset(BY_NAME[name] for name in chosen)


def _area(text: str) -> int | None:
    if not text:
        return None
    area = whole(text)
    if area is None:
        raise BadSelection(_("区域の番号が 読めません。"))
    return area


def _age(text: str) -> Age | None:
    try:
        return Age(text) if text else None
    except ValueError:
        raise BadSelection(_("最後に確認した時期の えらび方が 読めません。")) from None


def _text(text: str) -> str:
    try:
        return typed(text)
    except Unreadable as error:
        raise BadSelection(str(error)) from None


def _box(text: str) -> Box | None:
    if not text:
        return None
    parts = text.split(",")
    try:
        box = Box(*(float(part) for part in parts)) if len(parts) == 4 and len(text) < 100 else None
    except ValueError:
        box = None
    if box is None or not all(math.isfinite(edge) for edge in box):
        raise BadSelection(_("地図の範囲が 読めません。"))
    if not (-180 <= box.west < box.east <= 180 and -90 <= box.south < box.north <= 90):
        raise BadSelection(_("地図の範囲が 正しくありません。"))
    return box
