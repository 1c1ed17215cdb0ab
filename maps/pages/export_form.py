"""The form by which houses are taken out."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from akiya.asof.selection import Selection
from akiya.models import Municipality
from akiya.pages.office_form import OfficeForm
from akiya.places.crs import PLANE_SRIDS, STORAGE_SRID, WGS84
from maps import query
from maps.exports.order import BadOrder, Order, read
from maps.formats import Encoding, Format, Headings

USES = {
    Format.XLSX: gettext_lazy("見る・印刷する・表計算に。項目の説明のシートつき"),
    Format.CSV: gettext_lazy("ほかのシステムやプログラムに渡す。項目の説明は別のファイル"),
    Format.GPKG: gettext_lazy("QGIS などの地図ソフトで開く。座標系を選べる"),
    Format.GEOJSON: gettext_lazy("ウェブの地図に載せる。経度と緯度だけ"),
}
AUTOMATIC = ("", gettext_lazy("形式に合わせる"))
LENGTH_OF_A_DAY = len("2026-11-20")


def reference_systems(plane: int) -> list[tuple[str, Any]]:
    """The reference systems to choose from, the city's own plane system before the other eighteen."""
    zones = [
        (str(srid), _("平面直角 第%(zone)d系（EPSG:%(srid)d）") % {"zone": PLANE_SRIDS.index(srid) + 1, "srid": srid})
        for srid in PLANE_SRIDS
    ]
    zones.sort(key=lambda zone: zone[0] != str(plane))
    return [
        AUTOMATIC,
        (str(STORAGE_SRID), _("経度・緯度 JGD2011（EPSG:6668）")),
        (str(WGS84), _("経度・緯度 WGS 84（EPSG:4326）")),
        *zones,
    ]


class ExportForm(OfficeForm):
    """Which houses as of when, in which format, and why."""

    format = forms.ChoiceField(
        label=gettext_lazy("形式"),
        choices=[(format.value, format.label) for format in USES],
        widget=forms.RadioSelect,
        initial=Format.XLSX,
        error_messages={"required": gettext_lazy("形式を選んでください。")},
    )
    on = forms.CharField(
        label=gettext_lazy("いつの"),
        required=False,
        max_length=10,
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}),
        help_text=gettext_lazy("書かなければ 今日の状態です。"),
    )
    known = forms.CharField(
        label=gettext_lazy("いつまでに分かっていたこと"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("書かなければ いま分かっていることすべてです。"),
    )
    crs = forms.ChoiceField(label=gettext_lazy("座標系"), required=False)
    encoding = forms.ChoiceField(
        label=gettext_lazy("CSV の文字コード"),
        required=False,
        choices=[("", gettext_lazy("UTF-8（ふつう）")), (Encoding.CP932.value, Encoding.CP932.label)],
        help_text=gettext_lazy("CP932 で書けない文字は 〓 になり、すべて一覧で知らせます。"),
    )
    headings = forms.ChoiceField(
        label=gettext_lazy("CSV と Excel の見出し"), required=False, choices=[AUTOMATIC, *reversed(Headings.choices)]
    )
    restricted = forms.BooleanField(
        label=gettext_lazy("限られた項目もふくめる（メモ・見た人の名前・決定の理由）"), required=False
    )
    footprints = forms.BooleanField(label=gettext_lazy("建物の外形もふくめる（GeoPackage と GeoJSON）"), required=False)
    changes = forms.BooleanField(
        label=gettext_lazy("利用状態の変化もふくめる（1行が1回の変化。GeoJSON のほか）"), required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("書き出す理由"),
        max_length=200,
        help_text=gettext_lazy("だれが、いつ、なぜ書き出したかは 記録に残ります。"),
        error_messages={"required": gettext_lazy("書き出す理由を書いてください。")},
    )
    filters = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
    municipality = forms.ChoiceField(label=gettext_lazy("自治体"))

    def __init__(self, *args: Any, cities: Sequence[Municipality], may_restrict: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cities = {city.code: city for city in cities}
        self.fields["crs"].choices = reference_systems(cities[0].plane_srid)  # type: ignore[attr-defined]
        self.fields["municipality"].choices = [(city.code, city.name) for city in cities]  # type: ignore[attr-defined]
        if len(cities) == 1:
            self.fields["municipality"].required = False
            self.fields["municipality"].widget = forms.HiddenInput()
        if not may_restrict:
            del self.fields["restricted"]
        known = str(self["known"].value() or "")
        if len(known) in {0, LENGTH_OF_A_DAY}:
            self.fields["known"].widget = forms.DateInput(attrs={"type": "date", "class": "input"})

    @property
    def formats(self) -> list[tuple[forms.boundfield.BoundWidget, Any]]:
        """Each format with what it is good for."""
        return list(zip(self["format"], USES.values(), strict=True))

    @property
    def city(self) -> Municipality:
        """The municipality that was chosen, or the only one."""
        return self.cities.get(self.cleaned_data.get("municipality", "")) or next(iter(self.cities.values()))

    @property
    def selection(self) -> Selection:
        """The houses that the form speaks of: where a clock cannot be read those of today, where nothing can all."""
        written = {name: self[name].value() or "" for name in ("filters", "on", "known")}
        for filters in (written, {**written, "on": "", "known": ""}):
            with suppress(query.BadSelection):
                return query.selection(_filters(filters))
        return Selection()

    @property
    def hidden_errors(self) -> list[str]:
        """What is wrong with fields that nobody sees."""
        return [str(error) for field in self.hidden_fields() for error in field.errors]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors:
            try:
                found["order"] = self._order(found)
            except BadOrder as error:
                self.add_error(None, str(error))
        return found

    def _order(self, found: dict[str, Any]) -> Order:
        return read(
            found["format"],
            _filters(found),
            found["crs"],
            found["encoding"],
            found["headings"],
            found.get("restricted", False),
            found["footprints"],
            get_language() or settings.LANGUAGE_CODE,
            found["changes"],
        )


def _filters(found: dict[str, Any]) -> QueryDict:
    """The map's filter with the two clocks of the form in place of its own."""
    filters = QueryDict(found["filters"], mutable=True)
    for clock in ("on", "known"):
        filters.setlist(clock, [found[clock]] if found[clock] else [])
    return filters
