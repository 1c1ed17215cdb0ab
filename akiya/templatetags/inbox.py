"""Words that only the inbox needs."""

import datetime as dt
from typing import Any

from django import template
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from akiya.evidence.words import FLAGS
from akiya.inbox.listing import Numbers, Row
from akiya.inbox.registry import KINDS
from akiya.models import SetAside
from akiya.texts.days import clock, era
from akiya.texts.house_labels import house_label
from akiya.words import Answer, Channel, Concern, InboxKind

register = template.Library()

FIELDS = {
    "id": gettext_lazy("記録の番号"),
    "answer": gettext_lazy("答え"),
    "concerns": gettext_lazy("気になること"),
    "note": gettext_lazy("メモ"),
    "seen_at": gettext_lazy("見た日"),
    "channel": gettext_lazy("どうやって"),
    "house": gettext_lazy("家"),
    "found": gettext_lazy("見つけた家の番号"),
    "place": gettext_lazy("場所"),
    "withdraws": gettext_lazy("取り消す記録"),
    "from_on": gettext_lazy("いつから"),
    "to_on": gettext_lazy("いつまで"),
    "said_at": gettext_lazy("言った日"),
    "sha256": gettext_lazy("写真のしるし"),
    "observation": gettext_lazy("答えの番号"),
    "body": gettext_lazy("届いたまま"),
    "fault": gettext_lazy("読めなかったわけ"),
    "photos": gettext_lazy("写真"),
}
ASIDE = {
    "observation": gettext_lazy("あとから届いた別の答え"),
    "photo": gettext_lazy("あとから届いた別の写真"),
    "no_change": gettext_lazy("あとから届いた別の「変わりなし」"),
    "malformed": gettext_lazy("形が正しくない記録"),
    "draft": gettext_lazy("答えの とちゅうだった記録"),
}


@register.filter
def item_name(row: Row) -> str:
    """What an item is about: an address, a house's number, or an association where there is no house."""
    if row.number is not None:
        return house_label(row.address, row.number)
    return row.association or _("台帳にない家")


@register.filter
def item_words(row: Row) -> str:
    """What is the matter, in one line."""
    kind = KINDS[InboxKind(row.kind)]
    if kind.observations > 1:
        words = {
            "a": said_by(row.by, row.channel, row.answer),
            "b": said_by(row.other_by, row.other_channel, row.other_answer),
        }
        return _("%(a)s／%(b)s") % words
    flags = _("・").join(str(FLAGS.get(flag, flag)) for flag in row.flags if flag != "found")
    if row.answer or flags:
        answer = str(Answer(row.answer).label) if row.answer else _("前の答えを取り消す")
        return _("%(answer)s（%(flags)s）") % {"answer": answer, "flags": flags} if flags else answer
    return str(kind.line)


def said_by(association: str, channel: str, answer: str) -> str:
    """自治会「住んでいる」; without an association the channel: 窓口「住んでいる」."""
    who = association or str(Channel(channel).label)
    return _("%(who)s「%(answer)s」") % {"who": who, "answer": Answer(answer).label}


@register.simple_tag
def kind_tag(kind: str) -> SafeString:
    """The kind of an item, the urgent ones marked by colour and word."""
    known = KINDS[InboxKind(kind)]
    return format_html('<span class="{}">{}</span>', f"tag {known.urgency}".strip(), known.kind.label)


@register.simple_tag
def ways_for_many(row: Row) -> str:
    """What may be done with an item together with others, for the bar to know."""
    return " ".join(way.resolution.value for way in KINDS[InboxKind(row.kind)].ways if way.many)


@register.simple_tag
def waiting_in(numbers: Numbers, area: int | None) -> int:
    """How much waits in an association, everywhere without one."""
    return numbers.of(None, area)


@register.simple_tag
def aside_title(aside: SetAside) -> str:
    return str(ASIDE.get(aside.kind, aside.kind))


@register.filter
def field_name(name: str) -> str:
    """The name of a field of what was set aside; fields that we do not know keep the name they came with."""
    return str(FIELDS.get(name, name))


@register.filter
def field_value(value: Any, name: str) -> str:
    """A value of what was set aside, in words where we have them. It may be anything at all."""
    if name == "answer" and value in Answer.values:
        return str(Answer(value).label)
    if name == "channel" and value in Channel.values:
        return str(Channel(value).label)
    if name == "concerns" and isinstance(value, list):
        return _("・").join(str(Concern(each).label) if each in Concern.values else str(each)[:40] for each in value)
    if name == "place" and isinstance(value, dict):
        return place_words(value)
    moment = moment_of(value) if name.endswith("_at") else None
    if moment is not None:
        return f"{era(moment)} {clock(moment)}"
    return str(value)[:400]


def place_words(place: dict[Any, Any]) -> str:
    """A position in degrees, to about a metre, with its accuracy; as it came where it is none."""
    longitude, latitude, accuracy = (place.get(name) for name in ("longitude", "latitude", "accuracy"))
    if not isinstance(longitude, int | float) or not isinstance(latitude, int | float):
        return str(place)[:400]
    if not longitude and not latitude:
        return _("位置は 届いていません")
    words = {"latitude": f"{latitude:.5f}", "longitude": f"{longitude:.5f}"}
    where = _("北緯%(latitude)s° 東経%(longitude)s°") % words
    if not isinstance(accuracy, int | float):
        return where
    return _("%(where)s（±%(metres)s m）") % {"where": where, "metres": f"{accuracy:.0f}"}


def moment_of(value: Any) -> dt.datetime | None:
    """The moment that a text stands for, if it does."""
    try:
        return parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
