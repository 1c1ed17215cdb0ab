"""What an export says of itself: as of when, known when, how many, and what the figures mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from akiya.texts.days import era
from akiya.texts.numbers import buildings
from akiya.words import Certainty, State
from maps.exports.order import Order
from maps.exports.rows import Rows

Counts = Mapping[tuple[State, Certainty | None], int]

DEFINITION = _(
    "1行は家屋1棟（建物の数で、住戸の数ではない）。人が住む家屋も、すでにない家屋もふくむ。"
    "「空き家」は台帳が だれも住んでいないと見ている家屋で、住宅・土地統計調査の空き家とは数え方がちがう。"
)


@dataclass(frozen=True)
class About:
    """The facts of one export, before its rows are read. ``municipalities``: names; ``filters``: in words."""

    order: Order
    rows: Rows
    counts: Counts
    municipalities: tuple[str, ...]
    filters: str

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @cached_property
    def changes(self) -> int:
        """How many changes of state go with the houses, 0 where nobody asked for them. One statement."""
        return self.rows.count_changes() if self.order.changes else 0

    def lines(self) -> list[tuple[str, str]]:
        """Heading and value, in the order to be read."""
        day = self.rows.moment.day
        known_at = timezone.localtime(self.rows.known_at)
        restricted = gettext("メモ・名前・理由をふくむ") if self.order.restricted else gettext("ふくまない")
        return [
            (gettext("何の書き出しか"), gettext("空き家台帳の家屋")),
            (gettext("自治体"), gettext("、").join(self.municipalities)),
            (gettext("いつの"), gettext("%(day)s（%(iso)s）") % {"day": era(day), "iso": day.isoformat()}),
            (gettext("いつまでに分かっていたこと"), known_at.isoformat(timespec="seconds")),
            (gettext("しぼりこみ"), self.filters or gettext("なし")),
            (gettext("家屋の数"), buildings(self.total)),
            *self._counted(),
            *([(gettext("利用状態の変化の数"), f"{self.changes:,}")] if self.order.changes else []),
            (gettext("数え方"), str(DEFINITION)),
            (gettext("座標系"), f"EPSG:{self.order.srid}"),
            *([(gettext("図形"), str(self.order.shape.meaning))] if self.order.shape else []),
            (gettext("限られた項目"), restricted),
            (gettext("書き出した時刻"), timezone.localtime().isoformat(timespec="seconds")),
        ]

    def _counted(self) -> list[tuple[str, str]]:
        lines = []
        for state in State:
            number = sum(count for (each, _), count in self.counts.items() if each is state)
            by_certainty = gettext("・").join(
                f"{certainty.label} {self.counts.get((state, certainty), 0):,}" for certainty in Certainty
            )
            told = buildings(number)
            if state is not State.UNKNOWN:
                told = gettext("%(number)s（%(detail)s）") % {"number": told, "detail": by_certainty}
            lines.append((gettext("うち %(state)s") % {"state": state.label}, told))
        return lines

    def as_json(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "on": self.rows.moment.day.isoformat(),
            "known": timezone.localtime(self.rows.known_at).isoformat(),
            "houses": self.total,
            "counts": [
                {"state": state, "certainty": certainty, "houses": number}
                for (state, certainty), number in sorted(self.counts.items(), key=str)
            ],
            "crs": f"EPSG:{self.order.srid}",
            "definition": str(DEFINITION),
            "lines": dict(self.lines()),
        }
