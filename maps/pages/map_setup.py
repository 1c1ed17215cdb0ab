"""What the map's script needs to know before it asks for anything."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from akiya.access import Scope
from akiya.models import House, Municipality
from akiya.request import ActingRequest
from akiya.templatetags.house import era_year
from akiya.templatetags.register import era
from maps import curve
from maps.pages.phrases import phrases
from maps.version import Counter, version

PALE = "/xyz/pale/{z}/{x}/{y}.png"
SOURCE = "https://maps.gsi.go.jp/development/ichiran.html"
TILE = "{z}/{x}/{y}"
MIDDLE = (
    "SELECT avg(ST_X(point)), avg(ST_Y(point)) FROM akiya_house"
    " WHERE municipality_id = ANY(%s::bigint[]) AND point IS NOT NULL"
)


def setup(request: ActingRequest) -> dict[str, Any]:
    """Addresses, days, places, words. Places are [longitude, latitude] in degrees (EPSG:6668)."""
    today = timezone.localdate()
    house = chosen_house(request)
    return {
        "addresses": addresses(),
        "months": [month(day, today) for day in curve.month_ends(today)],
        "bounds": bounds(request.scope),
        "middle": list(house.point.coords) if house and house.point else middle(request.scope),
        "house": house.pk if house else None,
        "background": background(),
        "phrases": {key: str(said) for key, said in phrases().items()},
    }


def addresses() -> dict[str, str]:
    """Where the script asks; in tiles the numbers are put in by the script."""
    zero = {"z": 0, "x": 0, "y": 0}
    return {
        "houses": reverse("maps:house_tile", kwargs=zero).replace("0/0/0", TILE),
        "ground": f"{reverse('maps:ground_tile', kwargs=zero).replace('0/0/0', TILE)}?v={version(Counter.GROUND)}",
        "counts": reverse("maps:counts"),
        "curve": reverse("maps:curve"),
        "card": reverse("maps:card", args=[0]).replace("/0/", "/{house}/"),
        "border": reverse("maps:border", args=[0]).replace("/0/", "/{area}/"),
        "list": reverse("maps:list"),
    }


def month(day: dt.date, today: dt.date) -> dict[str, str]:
    """One stop of the slider: the day, as it is said, and as it is written beside; its year under the rail."""
    weekday = date_format(day, "D")
    beside = _("%(day)s（%(weekday)s）") % {"day": day.isoformat(), "weekday": weekday}
    if day == today:
        beside = _("%(day)s・今日") % {"day": beside}
    return {"on": day.isoformat(), "said": era(day), "beside": beside, "year": era_year(day)}


def bounds(scope: Scope) -> list[float] | None:
    """West, south, east and north of the city, None where its border is not known."""
    extents = [city.boundary.extent for city in Municipality.objects.filter(pk__in=scope.sees) if city.boundary]
    if not extents:
        return None
    west, south, east, north = zip(*extents, strict=True)
    return [min(west), min(south), max(east), max(north)]


def middle(scope: Scope) -> list[float] | None:
    """The middle of the houses, None where none has a position. One query."""
    with connection.cursor() as cursor:
        cursor.execute(MIDDLE, [scope.sees])
        longitude, latitude = cursor.fetchone()
    return [longitude, latitude] if longitude is not None else None


def chosen_house(request: ActingRequest) -> House | None:
    """The house that the address names, where there is one that the person may see."""
    number = request.GET.get("house", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return House.objects.visible_to(request.scope).filter(pk=int(number)).only("id", "point").first()


def background() -> dict[str, Any]:
    """The map under the houses that comes over the network. Under an invented town the real one would mislead."""
    host = settings.BACKGROUND_TILES
    return {"tiles": f"{host}{PALE}" if host else "", "source": SOURCE, "first": bool(host) and not settings.DEMO}
