"""What somebody asks to take out, read from text and refused with one clear sentence where it cannot be."""

from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maps import query
from maps.selection import Selection

WGS84 = 4326
PLANES = range(6669, 6688)
"""平面直角座標系 (JGD2011) 第1系 to 第19系."""


class BadOrder(ValueError):
    """What was asked cannot be taken out. The message is for the person who asked."""


class Format(TextChoices):
    """A file format, by the ending of its files."""

    CSV = "csv", gettext_lazy("CSV")
    XLSX = "xlsx", gettext_lazy("Excel（XLSX）")
    GEOJSON = "geojson", gettext_lazy("GeoJSON")
    GPKG = "gpkg", gettext_lazy("GeoPackage")


class Encoding(TextChoices):
    """How a CSV writes its letters."""

    UTF8 = "utf-8", gettext_lazy("UTF-8")
    CP932 = "cp932", gettext_lazy("CP932（Shift_JIS）")


class Headings(TextChoices):
    """What stands in the first row of a table."""

    NAME = "en", gettext_lazy("英語の項目名")
    HEADING = "ja", gettext_lazy("日本語の見出し")


Choice = TypeVar("Choice", bound=TextChoices)


@dataclass(frozen=True, slots=True)
class Order:
    """What is taken out: which houses as of which moment, how they are written, in which reference system.

    ``restricted`` asks for free text and names too.
    """

    format: Format
    selection: Selection = Selection()  # noqa: RUF009 - frozen
    srid: int = settings.STORAGE_SRID
    encoding: Encoding = Encoding.UTF8
    headings: Headings = Headings.NAME
    restricted: bool = False

    @property
    def plane_srid(self) -> int | None:
        """The plane system that was asked for, if one was."""
        return self.srid if self.srid in PLANES else None


def read(
    format: str, filters: QueryDict, crs: str = "", encoding: str = "", headings: str = "", restricted: bool = False
) -> Order:
    """The order that these texts make; empty ones stand for the usual. Raises BadOrder."""
    chosen = _choice(Format, format, _("形式は csv、xlsx、geojson、gpkg のどれかです。"))
    usual = Headings.HEADING if chosen is Format.XLSX else Headings.NAME
    order = Order(
        chosen,
        _selection(filters),
        _srid(crs, chosen),
        _choice(Encoding, encoding or Encoding.UTF8, _("文字コードは utf-8 か cp932 です。")),
        _choice(Headings, headings or usual, _("見出しは en か ja です。")),
        restricted,
    )
    if order.encoding is Encoding.CP932 and chosen is not Format.CSV:
        raise BadOrder(_("CP932 を選べるのは CSV だけです。"))
    return order


def _choice(choices: type[Choice], text: str, sentence: str) -> Choice:
    try:
        return choices(text)
    except ValueError:
        raise BadOrder(sentence) from None


def _selection(filters: QueryDict) -> Selection:
    try:
        return query.selection(filters)
    except query.BadSelection as error:
        raise BadOrder(str(error)) from None


def _srid(text: str, format: Format) -> int:
    """The EPSG number of a reference system that houses can be taken out in."""
    number = text.upper().removeprefix("EPSG:")
    allowed = {settings.STORAGE_SRID, WGS84, *PLANES}
    if not number:
        return WGS84 if format is Format.GEOJSON else settings.STORAGE_SRID
    if not (number.isascii() and number.isdigit()) or len(number) > 5 or int(number) not in allowed:
        raise BadOrder(_("座標系は EPSG の 6668、4326、6669 から 6687 のどれかです。"))
    if format is Format.GEOJSON and int(number) in PLANES:
        raise BadOrder(_("GeoJSON は経度と緯度だけです（RFC 7946）。平面直角座標系は GeoPackage を選んでください。"))
    return int(number)
