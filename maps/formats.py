"""How what is taken out is written: formats, letters, headings, and what stands for a house on a map."""

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Format(TextChoices):
    """A file format, by the ending of its files."""

    CSV = "csv", gettext_lazy("CSV")
    XLSX = "xlsx", gettext_lazy("Excel（XLSX）")
    GEOJSON = "geojson", gettext_lazy("GeoJSON")
    GPKG = "gpkg", gettext_lazy("GeoPackage")


WITH_GEOMETRY = frozenset({Format.GEOJSON, Format.GPKG})


class Encoding(TextChoices):
    """How a CSV writes its letters."""

    UTF8 = "utf-8", gettext_lazy("UTF-8")
    CP932 = "cp932", gettext_lazy("CP932（Shift_JIS）")


class Headings(TextChoices):
    """What stands in the first row of a table."""

    NAME = "en", gettext_lazy("英語の項目名")
    HEADING = "ja", gettext_lazy("日本語の見出し")


class Shape(TextChoices):
    """What stands on the map for a house, in the formats that hold geometry."""

    POINT = "point", gettext_lazy("点")
    FOOTPRINT = "footprint", gettext_lazy("建物の外形")

    @property
    def meaning(self) -> "StrPromise":
        """What the geometry of a file is, and of the houses that have none of it."""
        if self is Shape.POINT:
            return gettext_lazy("家屋の位置の点。位置の わからない家屋では空。")
        return gettext_lazy(
            "GeoPackage は 点の層 houses のほかに、外形の分かる家屋だけの層 footprints。"
            "GeoJSON は 外形、外形の わからない家屋では点。どちらも わからない家屋では空。"
        )
