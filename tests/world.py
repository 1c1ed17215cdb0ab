"""A world small enough to hold in mind.

みほん市 (069990) is a square kilometre cut in two: 東自治会 east of 140.38°, 西自治会 west of it, both
inside 中央地区. Houses stand 0.001° apart on one street, six in each association, numbered 1 to 12 from
the west. らんか市 (069981) lies beside it with one association and two houses. Nothing is known of any house.
Words in capitals are canaries: they must never be seen by who may not see them.
"""

import datetime as dt
from functools import cached_property

from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.utils import timezone

from akiya.access import as_register
from akiya.models import Area, House, HouseArea, Municipality, Occupancy, Person, Term
from akiya.projections.found_by import text_of_area, texts_of
from akiya.texts.forms import RULES
from akiya.words import AreaKind, Role

BEGINNING = dt.date(2015, 4, 1)
PASSWORD = "みほんの長いことば-2026"


def square(west: float, east: float, south: float = 38.355, north: float = 38.365) -> MultiPolygon:
    """A box in degrees (EPSG:6668)."""
    return MultiPolygon(Polygon.from_bbox((west, south, east, north)), srid=6668)


def yesterday() -> dt.date:
    """The last day of a term that opens nothing today."""
    return timezone.localdate() - dt.timedelta(days=1)


def build() -> None:
    """Write the world. Called once, as the owner."""
    mihon = _city("069990", "みほん市", square(140.37, 140.39))
    ranka = _city("069981", "らんか市", square(140.39, 140.40))
    west = _area(mihon, "西自治会", square(140.37, 140.38))
    east = _area(mihon, "東自治会", square(140.38, 140.39))
    _area(mihon, "中央地区", square(140.37, 140.39), AreaKind.DISTRICT)
    other = _area(ranka, "らんか自治会", square(140.39, 140.40))
    for number in range(1, 13):
        longitude = round(140.3745 + 0.001 * (number - 1), 4)
        area = west if longitude < 140.38 else east
        _house(mihon, number, longitude, f"{'CANARYWEST' if area == west else 'CANARYEAST'}{number}", area)
    for number in (1, 2):
        _house(ranka, number, 140.3945 + 0.001 * number, f"CANARYOTHER{number}", other)
    _person("staff", "佐藤 花", Role.STAFF, mihon)
    _person("viewer", "鈴木 一", Role.VIEWER, mihon)
    _person("admin", "高橋 実", Role.ADMIN, mihon)
    _person("head", "東 太郎", Role.HEAD, mihon, east)
    _person("west-head", "西 次郎", Role.HEAD, mihon, west)
    _person("former", "前野 会長", Role.HEAD, mihon, east, ends_on=dt.date(2020, 4, 1))
    _person("other-staff", "他市 職員", Role.STAFF, ranka)
    _person("other-head", "他市 会長", Role.HEAD, ranka, other)


def _city(code: str, name: str, boundary: MultiPolygon) -> Municipality:
    return Municipality.objects.create(code=code, name=name, plane_srid=6678, boundary=boundary)


def _area(city: Municipality, name: str, geometry: MultiPolygon, kind: AreaKind = AreaKind.ASSOCIATION) -> Area:
    return Area.objects.create(
        municipality=city,
        kind=kind,
        code=name,
        name=name,
        search_text=text_of_area(name),
        search_rules=RULES,
        geometry=geometry,
        valid_from=BEGINNING,
    )


def _house(city: Municipality, number: int, longitude: float, address: str, association: Area) -> House:
    landmark = f"{number}本目の松"
    found_by = texts_of(city.name, address=address, landmark=landmark, number=number)
    house = House.objects.create(
        municipality=city,
        number=number,
        point=Point(longitude, 38.36, srid=6668),
        footprint=Polygon.from_bbox((longitude - 5e-5, 38.35995, longitude + 5e-5, 38.36005)),
        address=address,
        landmark=landmark,
        **found_by._asdict(),
    )
    house.refresh_from_db(fields=["cell"])
    Occupancy.objects.create(house=house, municipality=city, cell=house.cell)
    for area in Area.objects.filter(municipality=city, geometry__covers=house.point):
        HouseArea.objects.create(house=house, area=area)
    assert HouseArea.objects.filter(house=house, area=association).exists()
    return house


def _person(
    login: str,
    name: str,
    role: Role,
    city: Municipality,
    area: Area | None = None,
    ends_on: dt.date | None = None,
) -> Person:
    password = None if role is Role.HEAD else PASSWORD
    person = Person.objects.create_person(login, name, password)
    Term.objects.create(person=person, municipality=city, role=role, area=area, starts_on=BEGINNING, ends_on=ends_on)
    return person


class World:
    """Names for what ``build`` wrote. Read by the register, whoever the test acts as."""

    def person(self, login: str) -> Person:
        return Person.objects.get(login=login)

    @cached_property
    def staff(self) -> Person:
        return self.person("staff")

    @cached_property
    def viewer(self) -> Person:
        return self.person("viewer")

    @cached_property
    def admin(self) -> Person:
        return self.person("admin")

    @cached_property
    def head(self) -> Person:
        return self.person("head")

    @cached_property
    def west_head(self) -> Person:
        return self.person("west-head")

    @cached_property
    def former(self) -> Person:
        return self.person("former")

    @cached_property
    def other_staff(self) -> Person:
        return self.person("other-staff")

    @cached_property
    def mihon(self) -> Municipality:
        return self._find(Municipality, code="069990")

    @cached_property
    def ranka(self) -> Municipality:
        return self._find(Municipality, code="069981")

    def area(self, name: str) -> Area:
        return self._find(Area, name=name)

    def house(self, number: int, city: str = "069990") -> House:
        """A house of みほん市 by its number: 1 to 6 in 西自治会, 7 to 12 in 東自治会."""
        return self._find(House, municipality__code=city, number=number)

    def heads(self, person: Person, association: str, starts_on: dt.date) -> Term:
        """Somebody heads an association of みほん市 from a day on."""
        with as_register():
            return Term.objects.create(
                person=person,
                municipality=self.mihon,
                role=Role.HEAD,
                area=self.area(association),
                starts_on=starts_on,
            )

    def _find(self, model, **key):  # type: ignore[no-untyped-def]
        with as_register():
            return model.objects.get(**key)
