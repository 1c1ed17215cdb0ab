"""What somebody asks to take out, read from text and refused with one clear sentence where it cannot be."""

from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext as _

from akiya.asof.selection import Selection
from akiya.places.crs import PLANE_SRIDS, STORAGE_SRID, WGS84
from akiya.web.asked import whole
from maps import query
from maps.formats import WITH_GEOMETRY, Encoding, Format, Headings, Shape


class BadOrder(ValueError):
    """What was asked cannot be taken out. The message is for the person who asked."""


Choice = TypeVar("Choice", bound=TextChoices)


@dataclass(frozen=True, slots=True)
class Order:
    """What is taken out: which houses as of which moment, how they are written, in which reference system.

    ``restricted`` asks for free text and names too; ``footprints`` for the outline of each building; ``changes`` for
    the history of each house; ``language`` is that of all words in the files but of what people wrote.
    """

    format: Format
    selection: Selection = Selection()  # noqa: RUF009 - frozen
    srid: int = STORAGE_SRID
    encoding: Encoding = Encoding.UTF8
    headings: Headings = Headings.NAME
    restricted: bool = False
    footprints: bool = False
    language: str = settings.LANGUAGE_CODE
    changes: bool = False

    @property
    def shape(self) -> Shape | None:
        """The geometry of the file, None where its format holds none."""
        if self.format not in WITH_GEOMETRY:
            return None
        return Shape.FOOTPRINT if self.footprints else Shape.POINT

    @property
    def plane_srid(self) -> int | None:
        """The plane system that was asked for, if one was."""
        return self.srid if self.srid in PLANE_SRIDS else None


def read(
    format: str,
    filters: QueryDict,
    crs: str = "",
    encoding: str = "",
    headings: str = "",
    restricted: bool = False,
    footprints: bool = False,
    language: str = settings.LANGUAGE_CODE,
    changes: bool = False,
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
        footprints,
        language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE,
        changes,
    )
    if footprints and order.shape is None:
        raise BadOrder(_("建物の外形を書き出せるのは GeoPackage と GeoJSON だけです。"))
    if changes and chosen is Format.GEOJSON:
        raise BadOrder(_("利用状態の変化を書き出せるのは CSV、Excel、GeoPackage だけです。"))
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
    allowed = {STORAGE_SRID, WGS84, *PLANE_SRIDS}
    if not number:
        return WGS84 if format is Format.GEOJSON else STORAGE_SRID
    srid = whole(number)
    if srid is None or srid not in allowed:
        raise BadOrder(_("座標系は EPSG の 6668、4326、6669 から 6687 のどれかです。"))
    if format is Format.GEOJSON and srid in PLANE_SRIDS:
        raise BadOrder(_("GeoJSON は経度と緯度だけです（RFC 7946）。平面直角座標系は GeoPackage を選んでください。"))
    return srid
