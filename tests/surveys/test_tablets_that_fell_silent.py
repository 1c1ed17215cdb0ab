"""届かない端末: a tablet that was not heard of for three days waits in the inbox, until it is, or staff asked."""

import datetime as dt
import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from akiya.access import acting_as, as_register
from akiya.locks import lock_houses
from akiya.register import observations, record
from akiya.words import RequestReason
from surveys.asking import ask
from surveys.half_letters import made_whole
from surveys.models import Device
from surveys.statements import ObservationIn
from tests.akiya.observed import observed
from tests.surveys.conftest import Tablet
from tests.world import World

RECORDED = Path(__file__).resolve().parents[1] / "faults" / "recorded"


@pytest.fixture
def staff(world: World) -> Client:
    client = Client()
    client.force_login(world.staff)
    return client


def known(world: World, **columns: Any) -> Device:
    with as_register():
        Device.objects.filter(person=world.head).update(**columns)
        return Device.objects.get(person=world.head)


def ago(days: float) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=days)


def waits(page: Client, kind: str) -> bool:
    answered = page.get(f"/inbox/?kind={kind}")
    assert answered.status_code == 200
    return "data-row" in answered.content.decode().split("<tbody>")[-1]


def test_silent_with_something_unsent(staff: Client, tablet: Tablet, world: World) -> None:
    known(world, seen_at=ago(4), pending=2)
    assert waits(staff, "silent")
    known(world, seen_at=ago(2))
    assert not waits(staff, "silent")
    known(world, seen_at=ago(4), pending=0)
    assert not waits(staff, "silent")


def test_silent_is_one_thing_in_the_inbox_and_on_the_page_of_people(
    staff: Client, tablet: Tablet, world: World
) -> None:
    """Also where nothing is left to send: what is asked of the association waits for the tablet, too."""
    known(world, seen_at=ago(4), pending=0)
    with acting_as(world.staff) as by:
        ask(world.house(7), RequestReason.RENEWAL, by)
    for days, is_silent in ((4, True), (2, False)):
        known(world, seen_at=ago(days))
        assert waits(staff, "silent") is is_silent
        assert ("連絡がとだえています" in staff.get("/people/").content.decode()) is is_silent


@pytest.mark.parametrize("ends", [(0, 2**63 - 1), (2**63 - 3, 2**63 - 1)])
def test_numbers_at_the_ends_of_what_a_row_can_hold_stop_no_page(
    staff: Client, tablet: Tablet, world: World, monkeypatch: pytest.MonkeyPatch, ends: tuple[int, int]
) -> None:
    """As the register took them before there was a bound."""
    device = known(world, seen_at=timezone.now(), pending=0)
    with monkeypatch.context() as yesterday, acting_as(world.head) as head:
        yesterday.setattr(observations, "lock_houses", lambda houses: lock_houses(houses)._replace(at=ago(2)))
        for sequence in ends:
            record(observed(world.house(7), device=device.pk, device_seq=sequence, app_version="2"), head)
    assert staff.get("/").status_code == 200
    assert waits(staff, "gap")
    key = f"gap:{device.pk}:{max(ends)}"
    page = staff.get("/inbox/", {"kind": "gap", "item": key})
    assert page.status_code == 200
    assert str(min(ends) + 1) in page.content.decode()


def test_once_asked_it_waits_no_more_until_it_falls_silent_anew(staff: Client, tablet: Tablet, world: World) -> None:
    device = known(world, seen_at=ago(9), pending=2)
    assert device.seen_at is not None
    key = f"silent:{device.pk}:{device.seen_at.astimezone(dt.UTC):%Y%m%d%H%M%S}"
    assert staff.post("/inbox/settle/", {"key": key, "resolution": "seen", "reason": "電話で聞いた"}).status_code == 302
    assert not waits(staff, "silent")
    known(world, seen_at=ago(5))
    assert waits(staff, "silent")


def test_a_number_missing_between_two_waits_after_a_day(
    staff: Client, tablet: Tablet, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = known(world, seen_at=timezone.now(), pending=0)

    def sends(*sequences: int) -> None:
        with acting_as(world.head) as head:
            for sequence in sequences:
                said = observed(world.house(6 + sequence), device=device.pk, device_seq=sequence, app_version="2")
                record(said, head)

    with monkeypatch.context() as yesterday:
        yesterday.setattr(observations, "lock_houses", lambda houses: lock_houses(houses)._replace(at=ago(2)))
        sends(1, 2, 4)
    assert waits(staff, "gap")
    sends(3)
    assert not waits(staff, "gap")


@pytest.mark.parametrize("path", sorted(RECORDED.glob("*.json")), ids=lambda path: path.stem)
def test_of_what_an_app_really_sent_nothing_is_missed(
    staff: Client, tablet: Tablet, world: World, monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    """All that a tablet had kept has arrived: its photos and its word of no change took numbers of their own."""
    device = known(world, seen_at=timezone.now(), pending=0)
    rows = [row for _key, row in json.loads(made_whole(path.read_bytes()))["stores"]["outbox"]["rows"]]
    said = [row for row in rows if row["kind"] == "observation"]
    assert len(said) < len(rows)
    with monkeypatch.context() as yesterday, acting_as(world.head) as head:
        yesterday.setattr(observations, "lock_houses", lambda houses: lock_houses(houses)._replace(at=ago(2)))
        yesterday.setattr(observations, "moment", lambda: ago(2))
        for row in said:
            body = {**row["body"], "house": world.house(7).pk, "found": None, "basis": None, "withdraws": None}
            record(ObservationIn.model_validate({**body, "answer": body["answer"] or "unsure"}).observed(
                uuid.UUID(row["id"]), device.pk), head)  # fmt: skip
    assert not waits(staff, "gap")
