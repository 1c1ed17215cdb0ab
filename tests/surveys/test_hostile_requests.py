"""Whatever is sent, the API answers 4xx with a code and a sentence, or keeps what is well-formed; it never fails."""

import datetime as dt
import json
import string
import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akiya.access import as_register
from akiya.models import House, Observation, Photo
from surveys.models import Device, NoChange
from surveys.statements import MOST_LETTERS, MOST_RECORDS
from tests.surveys.conftest import Tablet
from tests.world import World

pytestmark = pytest.mark.django_db
NOW = "2026-11-20T10:00:00+09:00"
FORTUNES = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)


def written() -> list[int]:
    """How many rows there are of every kind that counts for something and that the field may write."""
    with as_register():
        return [model.objects.count() for model in (Observation, Photo, NoChange, House)]


def refused(response: HttpResponse) -> None:
    """The answer is a 4xx with a code for the app and a sentence for the person."""
    assert 400 <= response.status_code < 500, response.content
    body = response.json()
    assert body["code"]
    assert any("ぁ" <= letter <= "ん" for letter in body["message"])


def observation(**more: Any) -> dict[str, Any]:
    return {"house": 8, "answer": "vacant", "seen_at": NOW, **more}


SQL = ["' OR 1=1 --", "1; DROP TABLE akiya_house", "\\'; SELECT pg_sleep(9) --", "%s", "{}", "$1", "0x1", "1e5", "NULL"]
NOT_A_HOUSE = [-1, 2**63, 10**400, 1.5, True, False, "8", "", [], {}, [8], {"id": 8}, *SQL]
NOT_AN_ID = ["", "x", 7, True, "0" * 33, "g" * 32, [], {}, *SQL]
NOT_A_TIME = [
    "",
    "now",
    0,
    1e99,
    True,
    [],
    {},
    "2026-13-01T00:00:00Z",
    "2026-02-30T00:00:00Z",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59",
    "1969-12-31T00:00:00Z",
    "2200-01-02T00:00:00Z",
    "-2026-01-01T00:00:00Z",
    None,
    *SQL,
]
NOT_AN_ANSWER = ["", "VACANT", "空き家", "vacant ", 1, True, [], {}, "x" * 10_000, "\0", *SQL]
NOT_CONCERNS = ["plants", {"plants": True}, ["nothing"], [None], [1], ["plants"] * 9, [[]], 1, *SQL]
NOT_A_NOTE = [1, True, [], {}, "x" * 4001, "a\0b"]
NOT_A_PLACE = [
    1,
    "here",
    [],
    [140.38, 38.36],
    {},
    {"lng": 140.38},
    {"lat": 38.36},
    {"lng": "140.38", "lat": "38.36"},
    {"lng": 181, "lat": 0},
    {"lng": -180.0001, "lat": 0},
    {"lng": 0, "lat": 90.0001},
    {"lng": 0, "lat": -91},
    {"lng": 10**400, "lat": 0},
    {"lng": None, "lat": None},
    {"lng": True, "lat": 0},
    {"lng": [], "lat": {}},
    {"lng": 140, "lat": 38, "accuracy": -1},
    {"lng": 140, "lat": 38, "accuracy": "8"},
    *SQL,
]
MALFORMED = {
    "house": NOT_A_HOUSE,
    "found": NOT_AN_ID,
    "answer": NOT_AN_ANSWER,
    "concerns": NOT_CONCERNS,
    "note": NOT_A_NOTE,
    "photos": [1, "x", ["x"], [1], [None], {}, [str(uuid.uuid4())] * 21],
    "seen_at": NOT_A_TIME,
    "device_seq": [-1, 2**31, 2**63, 1.5, True, "1", [], {}],
    "basis": NOT_AN_ID,
    "withdraws": NOT_AN_ID,
    "place": NOT_A_PLACE,
    "schema": [-1, 2**15, "1", 1.5, None, True, [], {}],
    "app": [1, "x" * 41, "a\0b", [], {}, None],
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_field_that_is_not_well_formed_is_refused_and_nothing_is_written(tablet: Tablet, name: str) -> None:
    before = written()
    for value in MALFORMED[name]:
        body = observation(**{name: value})
        if name == "found":
            body["house"] = None
        refused(tablet.put(f"observations/{uuid.uuid4()}", body))
    assert written() == before


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-0.0e-400e1"])
@pytest.mark.parametrize("axis", ["lng", "lat", "accuracy"])
def test_numbers_that_json_does_not_have_are_refused(tablet: Tablet, axis: str, number: str) -> None:
    place = {"lng": "140.38", "lat": "38.36", "accuracy": "8", axis: number}
    written_out = ",".join(f'"{key}":{value}' for key, value in place.items())
    body = f'{{"house":8,"answer":"vacant","seen_at":"{NOW}","place":{{{written_out}}}}}'
    refused(tablet.put(f"observations/{uuid.uuid4()}", body))


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"house": 8},
        {"answer": "vacant", "seen_at": NOW},
        {"house": 8, "answer": "vacant"},
        {"house": 8, "seen_at": NOW},
        observation(house=8, found=str(uuid.uuid4())),
        observation(house=None, withdraws=str(uuid.uuid4())),
        [],
        [observation()],
        None,
        1,
        "look",
        True,
    ],
)
def test_an_observation_of_nothing_or_of_two_things_is_refused(tablet: Tablet, body: Any) -> None:
    refused(tablet.put(f"observations/{uuid.uuid4()}", body))


WHOLE = json.dumps(observation()).encode()
RAW = [
    b"",
    b"\0",
    b"{",
    b"}",
    b"null",
    b"[",
    b"[" * 100_000,
    b'{"a":' * 50_000,
    WHOLE[:-1],
    WHOLE + b"x",
    WHOLE * 2,
    b"\xff\xfe" + WHOLE,
    WHOLE.decode().encode("shift-jis") + b"\x81",
    b"\xef\xbb\xbf" + WHOLE[:5],
    b"<html></html>",
    b"a=1&b=2",
    b'{"house":8,"house":',
    b'{"house":' + b"9" * 5000 + b"}",
    b'"' + b"x" * 100_000 + b'"',
    b"\x1f\x8b\x08" + b"\0" * 50,
    b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--",
    WHOLE.replace(b"vacant", b"\xe3\x81"),
]


@pytest.mark.parametrize("number", range(len(RAW)))
@pytest.mark.parametrize("door", ["observations", "no-change"])
def test_a_body_that_is_no_json_of_ours_is_refused(tablet: Tablet, door: str, number: int) -> None:
    before = written()
    refused(tablet.put(f"{door}/{uuid.uuid4()}", RAW[number]))
    assert written() == before


@pytest.mark.parametrize(
    "name", ["x", "1", "%00", "..", "' OR 1=1", "0" * 5000, "00000000-0000-0000-0000-00000000000g"]
)
@pytest.mark.parametrize("door", ["observations", "no-change", "photos"])
def test_a_name_that_is_no_id_is_refused(tablet: Tablet, door: str, name: str) -> None:
    refused(tablet.put(f"{door}/{name}", observation()))


@pytest.mark.parametrize(
    "path", ["", "x", "observations", "observations/", "package/x", "admin", "openapi.json", "docs"]
)
def test_an_address_that_the_api_does_not_have_is_not_found(tablet: Tablet, path: str) -> None:
    response = tablet.get(path)
    assert response.status_code == 404
    refused(response)


@pytest.mark.parametrize("method", ["get", "post", "patch", "delete"])
def test_a_method_that_a_door_does_not_have_is_not_allowed(tablet: Tablet, method: str) -> None:
    before = written()
    response = getattr(tablet.client, method)(f"/field/api/observations/{uuid.uuid4()}")
    assert response.status_code == 405
    assert response.json()["code"] == "method_not_allowed"
    assert written() == before


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["vacant", NOW]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NAMES = sorted(MALFORMED)


@FORTUNES
@given(st.dictionaries(st.sampled_from(NAMES), JSON, min_size=1))
def test_fields_of_any_content_never_make_it_fail(tablet: Tablet, fields: dict[str, Any]) -> None:
    response = tablet.put(f"observations/{uuid.uuid4()}", observation(**fields))
    assert response.status_code < 500
    if response.status_code >= 400:
        refused(response)


@FORTUNES
@given(st.binary(max_size=300))
def test_bytes_of_any_content_never_make_it_fail(tablet: Tablet, body: bytes) -> None:
    for path in (f"observations/{uuid.uuid4()}", f"no-change/{uuid.uuid4()}"):
        refused(tablet.put(path, body))
    refused(tablet.send_photo(uuid.uuid4(), uuid.uuid4(), body))


def test_two_legal_extremes_together_stop_no_page_of_the_office(tablet: Tablet, world: World) -> None:
    staff = Client()
    staff.force_login(world.staff)
    extremes: dict[str, tuple[Any, Any]] = {
        "device_seq": (0, MOST_RECORDS),
        "schema": (0, 2**15 - 1),
        "seen_at": ("1970-01-01T00:00:00Z", "2199-12-31T23:59:59.999999Z"),
        "note": ("", "\U0010ffff" * MOST_LETTERS),
        "place": ({"lng": -180, "lat": -90, "accuracy": 0}, {"lng": 180, "lat": 90, "accuracy": 1.7e308}),
        "device_time": ("1970-01-01T00:00:00Z", "2199-12-31T23:59:59Z"),
    }
    for said in ({name: ends[at] for name, ends in extremes.items()} for at in (0, 1)):
        response = tablet.say(world.house(8).pk, **said, app="2")
        assert response.status_code == 200, response.content
    with as_register():
        Device.objects.update(seen_at=None, enrolled_at=timezone.now() - dt.timedelta(days=30), pending=2**31 - 1)
    house = f"/houses/{world.house(8).pk}/"
    for page in ("/", "/inbox/", "/inbox/?kind=gap", "/inbox/?kind=silent", "/people/", house):
        assert staff.get(page, follow=True).status_code == 200, page


@FORTUNES
@given(
    st.floats(-180, 180),
    st.floats(-90, 90),
    st.datetimes(dt.datetime(1970, 1, 2), dt.datetime(2199, 12, 30)),
    st.datetimes(dt.datetime(1970, 1, 2), dt.datetime(2199, 12, 30)),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300),
)
def test_every_well_formed_observation_is_taken(
    tablet: Tablet, world: World, lng: float, lat: float, seen: dt.datetime, clock: dt.datetime, note: str
) -> None:
    response = tablet.say(
        world.house(8).pk,
        place={"lng": lng, "lat": lat},
        seen_at=f"{seen.isoformat()}Z",
        device_time=f"{clock.isoformat()}Z",
        note=note,
        app=note.strip(string.whitespace)[:40],
    )
    assert response.status_code == 200, response.content
