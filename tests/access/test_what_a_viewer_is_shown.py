"""閲覧: who looks houses up for another duty is shown what stands of them, and no photo, no hint and no list of homes.

空家等対策の推進に関する特別措置法 第10条 lets the city use what it holds inside the office for the tasks of that law.
That mail came back or water was closed is told to those who do them.
"""

import csv
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from akiya.access import Refused, acting_as, as_register
from akiya.asof.selection import STATE_CLASSES, Selection, of_state
from akiya.evidence.records import records_of
from akiya.media import photos
from akiya.models import Photo, Signal
from akiya.register import add_signal, decide, record
from akiya.words import Basis, Precision, SignalKind, State
from maps.exports import folder, jobs
from maps.exports.narrowing import narrowed
from maps.exports.order import Order
from maps.exports.worker import work
from maps.formats import Format
from maps.models import ExportJob
from tests.access.cast import picture
from tests.akiya.observed import observed
from tests.world import World

pytestmark = pytest.mark.django_db
OF_VACANT = of_state(State.VACANT)


@pytest.fixture(autouse=True)
def story(world: World) -> None:
    """House 7 is vacant, with a photo and with mail that came back; house 8 is lived in."""
    seen = observed(world.house(7), "vacant")
    with acting_as(world.head) as head:
        record(seen, head)
        photos.keep(seen.id, seen.id, *picture(), by=head)
    today = timezone.localdate()
    with acting_as(world.staff) as staff:
        add_signal(world.house(7), SignalKind.MAIL_RETURNED, today, staff)
        for number, state in ((7, State.VACANT), (8, State.OCCUPIED)):
            decide(world.house(number), state, today, Precision.DAY, Basis.VISIT, "現地", staff)


def page(world: World, login: str, address: str) -> str:
    client = Client()
    client.force_login(world.person(login))
    return client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/houses/{}/", "/map/houses/{}/"])
def test_the_page_of_a_house_shows_what_stands_and_neither_photo_nor_hint(world: World, address: str) -> None:
    address = address.format(world.house(7).pk)
    seen = page(world, "viewer", address)
    assert "空き家（確認）" in seen
    assert "写真は 空き家の担当だけが 見られます" in seen
    for hidden in ("郵便返戻", "/photos/", "兆候"):
        assert hidden not in seen
    for login in ("staff", "admin"):
        shown = page(world, login, address)
        assert "郵便返戻" in shown
        assert "/photos/" in shown


def test_the_photo_itself_is_not_there_for_a_viewer(world: World) -> None:
    client = Client()
    client.force_login(world.viewer)
    with as_register():
        photo = Photo.objects.get()
    assert client.get(f"/photos/{photo.pk}/").status_code == 404


def test_the_database_alone_keeps_photos_and_hints_from_a_viewer(world: World) -> None:
    for login, number in (("viewer", 0), ("head", 1), ("staff", 1), ("admin", 1), ("west-head", 0)):
        with acting_as(world.person(login)):
            assert Photo.objects.count() == number, login
    for login, number in (("viewer", 0), ("head", 0), ("staff", 1), ("admin", 1)):
        with acting_as(world.person(login)):
            assert Signal.objects.count() == number, login


def test_the_filter_alone_keeps_them_too(world: World) -> None:
    with acting_as(world.viewer) as viewer:
        pass
    with as_register():
        found = records_of(world.house(7), viewer)
        assert Photo.objects.filter(photos.visible_to(viewer)).count() == 0
    assert [each.kind for each in found if each.kind == "signal" or each.photos] == []


def taken_by(world: World, login: str, selection: Selection = Selection()) -> list[int]:  # noqa: B008 - frozen
    """The numbers of the houses that somebody takes out."""
    with acting_as(world.person(login)) as scope:
        job = jobs.ask(Order(Format.CSV, selection), world.mihon, "調べもの", scope)
    step = work(job.pk)
    assert step is not None
    with (folder.of(job.pk) / step.files[0]["name"]).open(encoding="utf-8-sig") as file:
        return sorted(int(row["house_number"]) for row in csv.DictReader(file))


def test_a_viewer_takes_out_the_vacant_houses_and_staff_all(world: World) -> None:
    assert taken_by(world, "viewer") == [7]
    assert taken_by(world, "staff") == list(range(1, 13))
    assert taken_by(world, "admin") == list(range(1, 13))


def test_a_viewer_who_asks_for_homes_is_refused_in_words(world: World) -> None:
    homes = Selection(classes=frozenset(STATE_CLASSES) - OF_VACANT)
    with acting_as(world.viewer) as viewer, pytest.raises(Refused, match="空き家だけ"):
        jobs.ask(Order(Format.CSV, homes), world.mihon, "調べもの", viewer)


def test_the_page_says_so_and_counts_only_those(world: World) -> None:
    said = "閲覧の人が 書き出せるのは 空き家だけです。"
    assert said in page(world, "viewer", "/export/")
    assert said not in page(world, "staff", "/export/")


def test_what_was_asked_with_more_rights_is_narrowed_to_those_of_the_day(world: World) -> None:
    with acting_as(world.staff) as staff:
        job = jobs.ask(Order(Format.CSV), world.mihon, "調べもの", staff)
    with as_register():
        world.staff.terms.update(role="viewer")
    step = work(job.pk)
    assert step is not None
    assert step.rows == 1


def test_a_file_with_homes_is_not_fetched_by_who_is_only_a_viewer_by_now(world: World) -> None:
    taken_by(world, "staff")
    with as_register():
        job = ExportJob.objects.get()
        world.staff.terms.update(role="viewer")
    client = Client()
    client.force_login(world.staff)
    name = next(Path(folder.of(job.pk)).glob("houses_*.csv")).name
    assert client.get(f"/export/{job.pk}/files/{name}").status_code == 403


def test_who_writes_in_one_city_and_looks_in_another_takes_all_of_the_one(world: World) -> None:
    with acting_as(world.staff) as scope:
        assert narrowed(Selection(), [world.mihon.pk], scope) == Selection()
        assert narrowed(Selection(), [world.ranka.pk], scope).classes == OF_VACANT
