"""A photo that shows what it should not is taken down: nobody sees it, nothing is lost, and who did it stands there."""

import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from akiya.access import Refused, acting_as, as_register
from akiya.media import photos
from akiya.media.takedowns import put_back, take_down
from akiya.models import Photo, Takedown
from akiya.register import NotPossible, record
from tests.access.cast import picture
from tests.akiya.observed import observed
from tests.akiya.pages.office import text_of
from tests.world import World

FORM = "人の顔が写っている"


@pytest.fixture
def photo(world: World) -> Photo:
    """A photo that the head of 東自治会 took at house 7."""
    seen, number = observed(world.house(7), "vacant"), uuid.uuid4()
    with acting_as(world.head) as head:
        record(seen, head)
        photos.keep(number, seen.id, *picture(), by=head)
    with as_register():
        return Photo.objects.get(pk=number)


def down(client: Client, photo: Photo, reason: str = FORM) -> int:
    return client.post(f"/photos/{photo.pk}/down/", {"reason": reason, "house": ""}, follow=True).status_code


def page_of(client: Client, world: World) -> str:
    return text_of(client.get(f"/houses/{world.house(7).pk}/"))


def test_it_is_served_to_nobody_and_its_files_stay(staff_page: Client, world: World, photo: Photo) -> None:
    assert staff_page.get(f"/photos/{photo.pk}/").status_code == 200
    assert down(staff_page, photo) == 200
    for size in ("", "?size=thumb"):
        assert staff_page.get(f"/photos/{photo.pk}/{size}").status_code == 404
    assert f"/photos/{photo.pk}/?" not in page_of(staff_page, world)
    for file in (photo.file, photos.thumbnail_of(photo.file)):
        assert (Path(settings.MEDIA_ROOT) / file).exists()


def test_the_page_says_who_took_it_down_and_why_and_lets_it_be_put_back(
    staff_page: Client, world: World, photo: Photo
) -> None:
    down(staff_page, photo)
    page = page_of(staff_page, world)
    assert "見えなくした写真" in page
    assert FORM in page
    assert world.staff.name in page
    staff_page.post(f"/photos/{photo.pk}/back/", {"reason": "まちがい", "house": world.house(7).pk})
    assert staff_page.get(f"/photos/{photo.pk}/").status_code == 200
    assert "見えなくした写真" not in page_of(staff_page, world)


def test_it_may_be_taken_down_again_after_it_was_put_back(staff_page: Client, photo: Photo) -> None:
    for _nth in range(2):
        down(staff_page, photo)
        assert staff_page.get(f"/photos/{photo.pk}/").status_code == 404
        staff_page.post(f"/photos/{photo.pk}/back/", {"reason": "まちがい"})
        assert staff_page.get(f"/photos/{photo.pk}/").status_code == 200


def test_a_reason_is_needed(staff_page: Client, photo: Photo) -> None:
    assert down(staff_page, photo, reason="  ") == 400
    assert staff_page.get(f"/photos/{photo.pk}/").status_code == 200


def test_of_two_who_take_it_down_the_second_is_told(world: World, photo: Photo) -> None:
    with acting_as(world.staff) as scope:
        take_down(photo, FORM, scope)
        with pytest.raises(NotPossible, match="もう下げて"):
            take_down(photo, FORM, scope)
        put_back(photo, FORM, scope)
        with pytest.raises(NotPossible, match="下げてありません"):
            put_back(photo, FORM, scope)


@pytest.mark.parametrize("login", ["viewer", "head", "other-staff"])
def test_who_does_not_write_in_the_city_takes_nothing_down(world: World, photo: Photo, login: str) -> None:
    with acting_as(world.person(login)) as scope, pytest.raises(Refused):
        take_down(photo, FORM, scope)


def test_the_database_hides_it_from_the_head_who_took_it_even_where_nobody_asks(world: World, photo: Photo) -> None:
    with acting_as(world.head):
        assert Photo.objects.filter(pk=photo.pk).exists()
    with acting_as(world.staff) as scope:
        take_down(photo, FORM, scope)
    with acting_as(world.head):
        assert not Photo.objects.filter(pk=photo.pk).exists()
        assert not Takedown.objects.exists()
    with acting_as(world.staff) as scope:
        put_back(photo, FORM, scope)
    with acting_as(world.head):
        assert Photo.objects.filter(pk=photo.pk).exists()


@pytest.mark.parametrize("login", ["viewer", "head", "other-staff"])
def test_the_database_lets_nobody_else_write_one(world: World, photo: Photo, login: str) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), acting_as(world.person(login)):
        Takedown.objects.create(municipality=world.mihon, photo=photo, reason=FORM)


@pytest.mark.parametrize("statement", ["UPDATE akiya_takedown SET reason = 'x'", "DELETE FROM akiya_takedown"])
def test_what_was_done_is_never_altered(world: World, photo: Photo, statement: str) -> None:
    with acting_as(world.staff) as scope:
        take_down(photo, FORM, scope)
    with pytest.raises(ProgrammingError), transaction.atomic(), acting_as(world.staff), connection.cursor() as cursor:
        cursor.execute(statement)


def test_administrators_read_it_among_the_deeds(world: World, photo: Photo, client: Client) -> None:
    with acting_as(world.staff) as scope:
        take_down(photo, FORM, scope)
    client.force_login(world.admin)
    page = text_of(client.get("/deeds/", {"kind": "photo_out"}))
    assert FORM in page
    assert world.staff.name in page


def test_a_viewer_learns_nothing_of_it(world: World, photo: Photo, client: Client) -> None:
    with acting_as(world.staff) as scope:
        take_down(photo, FORM, scope)
    client.force_login(world.viewer)
    assert FORM not in page_of(client, world)


def test_a_reason_that_is_a_script_stays_text(staff_page: Client, world: World, photo: Photo) -> None:
    down(staff_page, photo, "<script>alert(1)</script>")
    page = page_of(staff_page, world)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
