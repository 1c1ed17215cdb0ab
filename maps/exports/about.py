"""What an export says of itself: as of when, known when, how many, and what the figures mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone, translation

from akiya.texts.eras import When, wareki
from akiya.words import Certainty, Precision, State
from maps.exports.order import Order
from maps.exports.rows import Rows

Counts = Mapping[tuple[State, Certainty | None], int]

DEFINITION = (
    "1行は家屋1棟（建物の数で、住戸の数ではない）。人が住む家屋も、すでにない家屋もふくむ。"
    "「空き家」は台帳が だれも住んでいないと見ている家屋で、住宅・土地統計調査の空き家とは数え方がちがう。"
)


@dataclass(frozen=True, slots=True)
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

    def lines(self) -> list[tuple[str, str]]:
        """Heading and value, in the order to be read."""
        day = self.rows.moment.day
        known_at = timezone.localtime(self.rows.known_at)
        with translation.override("ja"):
            return [
                ("何の書き出しか", "空き家台帳の家屋"),
                ("自治体", "、".join(self.municipalities)),
                ("いつの", f"{wareki(When(day, Precision.DAY))}（{day.isoformat()}）"),
                ("いつまでに分かっていたこと", known_at.isoformat(timespec="seconds")),
                ("絞りこみ", self.filters or "なし"),
                ("家屋の数", f"{self.total:,}棟"),
                *self._counted(),
                ("数え方", DEFINITION),
                ("座標系", f"EPSG:{self.order.srid}"),
                ("限られた項目", "メモ・名前・理由をふくむ" if self.order.restricted else "ふくまない"),
                ("書き出した時刻", timezone.localtime().isoformat(timespec="seconds")),
            ]

    def _counted(self) -> list[tuple[str, str]]:
        lines = []
        for state in State:
            number = sum(count for (each, _), count in self.counts.items() if each is state)
            by_certainty = "・".join(
                f"{certainty.label} {self.counts.get((state, certainty), 0):,}" for certainty in Certainty
            )
            detail = "" if state is State.UNKNOWN else f"（{by_certainty}）"
            lines.append((f"うち {state.label}", f"{number:,}棟{detail}"))
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
            "definition": DEFINITION,
            "lines": dict(self.lines()),
        }
