"""An association such as no city has: 300 houses asked about among 2,000 buildings, for what a tablet must bear."""

from tests.server import Server

ASKED = 300
BUILDINGS = 2_000
MAKE = f"""
import datetime as dt
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.db.models import Q
from akiya.access import as_register
from akiya.models import Area, House, HouseArea, Person, Term
from surveys.models import Request, RequestWithdrawal
with as_register():
    term = Term.objects.select_related("area", "person").filter(role="head", person__login="head").latest("pk")
    HouseArea.objects.filter(area=term.area).delete()
    houses = list(House.objects.filter(point__isnull=False, footprint__isnull=False).order_by("pk")[:{BUILDINGS}])
    HouseArea.objects.bulk_create([HouseArea(house=house, area=term.area) for house in houses])
    xs, ys = [h.point.x for h in houses], [h.point.y for h in houses]
    box = Polygon.from_bbox((min(xs), min(ys), max(xs), max(ys)))
    box.srid = houses[0].point.srid
    Area.objects.filter(pk=term.area_id).update(geometry=MultiPolygon(box, srid=box.srid))
    RequestWithdrawal.objects.filter(request__association=term.area).delete()
    Request.objects.filter(association=term.area).delete()
    Request.objects.bulk_create([
        Request(municipality_id=term.municipality_id, house=house, association=term.area, reason="renewal",
                asked_on=dt.date.today())
        for house in houses[::{BUILDINGS // ASKED}][:{ASKED}]
    ])
    print(len(houses))
"""


def make_large(server: Server) -> None:
    """Let the demo town's head have such an association."""
    owner = Server(server.url, {**server.env, "AKIYA_ROLE": "owner"})
    said = owner.manage("shell", "-v0", "-c", MAKE).split()[-1]
    assert said == str(BUILDINGS), said
