"""Photos are on the disk before the register says that they are kept, and open only to whoever may see them."""

import errno
import hashlib
import io
import os
import uuid
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from PIL import Image

from akiya.access import Refused, acting_as, as_register
from akiya.media.photos import Damaged, PhotoReceipt, TooLarge, keep, thumbnail_of, write_safely
from akiya.media.pictures import NotAnImage
from akiya.models import Person, Photo, SetAside
from tests.akiya.pictures import drawn, encoded, with_exif
from tests.world import World

pytestmark = pytest.mark.django_db
JPEG = with_exif()


@pytest.fixture(autouse=True)
def media(settings: LazySettings, tmp_path: Path) -> Path:
    """A media folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def kept_by(person: Person, data: bytes = JPEG, photo: uuid.UUID | None = None, sha256: str = "") -> PhotoReceipt:
    with acting_as(person) as scope:
        digest = sha256 or hashlib.sha256(data).hexdigest()
        return keep(photo or uuid.uuid4(), uuid.uuid4(), io.BytesIO(data), digest, scope)


def row(receipt: PhotoReceipt) -> Photo:
    with as_register():
        return Photo.objects.get(pk=receipt.id)


def files(media: Path) -> list[Path]:
    return sorted(path for path in media.rglob("*") if path.is_file())


def test_it_lies_under_its_own_hash_with_a_small_copy_beside_it(world: World, media: Path) -> None:
    photo = row(kept_by(world.head))
    whole, small = media / photo.file, media / thumbnail_of(photo.file)
    assert hashlib.sha256(whole.read_bytes()).hexdigest() == whole.stem
    assert files(media) == sorted([whole, small])
    assert (photo.width, photo.height) == Image.open(whole).size
    assert max(Image.open(small).size) == 480


def test_of_the_original_its_hash_its_time_and_its_place_are_kept(world: World) -> None:
    photo = row(kept_by(world.head))
    assert bytes(photo.original_sha256) == hashlib.sha256(JPEG).digest()
    assert photo.taken_at is not None
    assert photo.position is not None
    assert photo.position.coords == pytest.approx((140.385, 38.36))


def test_a_city_may_choose_not_to_keep_the_place(world: World, settings: LazySettings) -> None:
    settings.PHOTO_POSITIONS = False
    assert row(kept_by(world.head)).position is None


def test_it_belongs_to_the_association_of_whoever_took_it(world: World) -> None:
    photo = row(kept_by(world.head))
    assert (photo.municipality_id, photo.association_id) == (world.mihon.pk, world.area("東自治会").pk)


def test_the_same_photo_again_is_the_same_photo(world: World, media: Path) -> None:
    name = uuid.uuid4()
    first, second = kept_by(world.head, photo=name), kept_by(world.head, photo=name)
    assert first == second
    assert len(files(media)) == 2


def test_another_photo_under_the_same_id_is_a_conflict_and_both_are_kept(world: World, media: Path) -> None:
    name, other = uuid.uuid4(), encoded(drawn(100, 100))
    kept_by(world.head, photo=name)
    assert kept_by(world.head, other, photo=name).conflict
    with as_register():
        aside = SetAside.objects.get(subject=name)
    assert aside.body["sha256"] == hashlib.sha256(other).hexdigest()
    assert (media / aside.body["file"]).exists()


@pytest.mark.parametrize("sha256", ["0" * 64, "", "x", hashlib.sha256(JPEG).hexdigest()[:-1]])
def test_bytes_that_are_not_those_that_were_sent_are_refused(world: World, media: Path, sha256: str) -> None:
    with acting_as(world.head) as scope, pytest.raises(Damaged):
        keep(uuid.uuid4(), uuid.uuid4(), io.BytesIO(JPEG), sha256, scope)
    assert files(media) == []


def test_what_is_no_picture_leaves_nothing(world: World, media: Path) -> None:
    with pytest.raises(NotAnImage):
        kept_by(world.head, b"<html>")
    with as_register():
        assert not Photo.objects.exists()
    assert files(media) == []


def test_what_is_far_too_large_is_not_even_looked_at(world: World, settings: LazySettings) -> None:
    with pytest.raises(TooLarge):
        kept_by(world.head, bytes(settings.PHOTO_BYTES + 1))


@pytest.mark.parametrize("login", ["viewer"])
def test_whoever_may_not_write_may_not_send_any(world: World, login: str) -> None:
    with pytest.raises(Refused):
        kept_by(world.person(login))


def test_the_files_are_synced_before_the_row_is_written(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    sync, write = os.fsync, Photo.save
    monkeypatch.setattr(os, "fsync", lambda descriptor: (order.append("sync"), sync(descriptor))[1])
    monkeypatch.setattr(Photo, "save", lambda *a, **k: (order.append("row"), write(*a, **k))[1])
    kept_by(world.head)
    assert order.count("row") == 1
    assert order[-1] == "row"
    # Each of two files, the folder it stands in, and the names of three new folders.
    assert order.count("sync") == 2 + 2 + 3


def test_a_full_disk_leaves_neither_file_nor_row(world: World, media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        kept_by(world.head)
    monkeypatch.undo()
    assert files(media) == []
    with as_register():
        assert not Photo.objects.exists()


def test_a_file_is_there_whole_or_not_at_all(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_safely(media / "a" / "b.jpg", b"old")

    def cut(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", cut)
    with pytest.raises(KeyboardInterrupt):
        write_safely(media / "a" / "b.jpg", b"new")
    assert [path.read_bytes() for path in files(media)] == [b"old"]


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize(
    ("login", "status"),
    [("staff", 200), ("viewer", 404), ("admin", 200), ("other-staff", 404)],
)
def test_who_writes_in_its_city_sees_it_and_nobody_else(world: World, login: str, status: int) -> None:
    photo = kept_by(world.head)
    assert signed_in(world.person(login)).get(f"/photos/{photo.id}/").status_code == status


@pytest.mark.parametrize("login", ["head", "west-head", "former"])
def test_nobody_else_sees_it_in_the_office(world: World, login: str) -> None:
    photo = kept_by(world.head)
    assert signed_in(world.person(login)).get(f"/photos/{photo.id}/").status_code in {302, 403}


def test_without_a_session_nobody_sees_it(world: World) -> None:
    response = Client().get(f"/photos/{kept_by(world.head).id}/")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/login/")


def test_it_is_a_picture_and_private(world: World) -> None:
    response = signed_in(world.staff).get(f"/photos/{kept_by(world.head).id}/")
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Cache-Control"].startswith("private")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert Image.open(io.BytesIO(response.getvalue())).size == (640, 480)


def test_its_small_copy_is_asked_for_by_size(world: World) -> None:
    response = signed_in(world.staff).get(f"/photos/{kept_by(world.head).id}/?size=thumb")
    assert Image.open(io.BytesIO(response.getvalue())).size == (480, 360)


def test_it_is_not_sent_twice(world: World) -> None:
    client, address = signed_in(world.staff), f"/photos/{kept_by(world.head).id}/"
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_behind_a_proxy_the_proxy_sends_it(world: World, settings: LazySettings) -> None:
    settings.ACCEL_PREFIX = "/private"
    receipt = kept_by(world.head)
    response = signed_in(world.staff).get(f"/photos/{receipt.id}/")
    assert response.headers["X-Accel-Redirect"] == f"/private/{row(receipt).file}"
    assert response.content == b""


def test_a_photo_whose_file_is_lost_is_not_found(world: World, media: Path) -> None:
    receipt = kept_by(world.head)
    for file in files(media):
        file.unlink()
    assert signed_in(world.staff).get(f"/photos/{receipt.id}/").status_code == 404
