"""職員にわたす: the file of a tablet that could not send is taken in once, and a file that is none is refused."""

import base64
import json
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from akiya.access import as_register
from akiya.models import InboxItem, Observation, Photo, SetAside
from surveys.models import Device, NoChange
from tests.access.cast import picture
from tests.surveys.conftest import Tablet, ago, looks
from tests.world import World


@pytest.fixture
def staff(world: World) -> Client:
    client = Client()
    client.force_login(world.staff)
    return client


def hand_in(page: Client, content: Any) -> HttpResponse:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return page.post("/inbox/handover/", {"file": SimpleUploadedFile("わたす.json", data)})


def entry(world: World, number: int = 7, **body: Any) -> dict[str, Any]:
    said = {"house": world.house(number).pk, "answer": "vacant", "seen_at": ago(days=2), "schema": 1, **body}
    return {"kind": "observation", "id": str(uuid.uuid4()), "body": said}


def file_of(world: World, *entries: Any, **more: Any) -> dict[str, Any]:
    with as_register():
        device = Device.objects.filter(person=world.head).first()
    return {
        "format": "akiya-field-handover",
        "version": 1,
        "device": str(device.pk) if device else None,
        "association": world.area("東自治会").pk,
        "made_at": timezone.now().isoformat(),
        "entries": list(entries),
        "photos": [],
        **more,
    }


def test_what_could_not_be_sent_is_taken_in_as_the_tablets_own(staff: Client, tablet: Tablet, world: World) -> None:
    said = entry(world)
    data, sha256 = picture()
    photo = {"id": str(uuid.uuid4()), "observation": said["id"], "sha256": sha256, "type": "image/jpeg"}
    photo["base64"] = base64.b64encode(data).decode()
    unchanged = {"from": "2026-01-01", "to": "2026-02-01", "said_at": ago(days=1)}
    nothing = {"kind": "no-change", "id": str(uuid.uuid4()), "body": unchanged}
    answered = hand_in(staff, file_of(world, said, nothing, photos=[photo]))
    assert answered.status_code == 200 and "受け取りました" in answered.content.decode()
    with as_register():
        kept = Observation.objects.get(pk=said["id"])
        assert (kept.person_id, kept.channel, kept.held) == (world.head.pk, "tablet", False)
        assert Photo.objects.count() == 1 and NoChange.objects.count() == 1


def test_what_has_arrived_already_is_named_and_not_taken_twice(staff: Client, tablet: Tablet, world: World) -> None:
    said = entry(world)
    assert tablet.put(f"observations/{said['id']}", said["body"]).status_code == 200
    answered = hand_in(staff, file_of(world, said))
    assert "もう届いていました" in answered.content.decode() and looks() == 1
    assert "もう届いていました" in hand_in(staff, file_of(world, said)).content.decode()


def test_another_statement_under_a_known_id_is_kept_beside_it(staff: Client, tablet: Tablet, world: World) -> None:
    said = entry(world)
    tablet.put(f"observations/{said['id']}", said["body"])
    said["body"]["answer"] = "occupied"
    assert "同じ番号の別の記録" in hand_in(staff, file_of(world, said)).content.decode()
    with as_register():
        assert InboxItem.objects.filter(kind="conflict").count() == 1


def test_a_record_that_cannot_be_read_waits_and_stops_no_other(staff: Client, tablet: Tablet, world: World) -> None:
    wrong = {"kind": "observation", "id": str(uuid.uuid4()), "body": {"answer": "maybe\0\ud800", "deep": [[[{}]]]}}
    answered = hand_in(staff, file_of(world, wrong, entry(world)))
    assert answered.status_code == 200 and looks() == 1
    with as_register():
        assert SetAside.objects.get().kind == "malformed"
    assert "形が正しくない記録" in staff.get("/inbox/").content.decode()


def test_a_photo_that_is_none_is_refused_and_the_answer_kept(staff: Client, tablet: Tablet, world: World) -> None:
    said = entry(world)
    photos = [
        {"id": str(uuid.uuid4()), "observation": said["id"], "sha256": "0" * 64, "base64": "!!"},
        {"id": str(uuid.uuid4()), "observation": said["id"], "sha256": "0" * 64, "base64": "AAAA"},
    ]
    answered = hand_in(staff, file_of(world, said, photos=photos)).content.decode()
    assert answered.count("受け取れませんでした</td>") == 2 and looks() == 1
    with as_register():
        assert not Photo.objects.exists()


def test_without_a_device_it_is_the_head_of_the_association(staff: Client, world: World) -> None:
    said = entry(world)
    assert hand_in(staff, file_of(world, said, device=None)).status_code == 200
    with as_register():
        assert Observation.objects.get().person_id == world.head.pk


def test_each_holder_of_a_shared_tablet_speaks_for_themselves(staff: Client, tablet: Tablet, world: World) -> None:
    own = entry(world) | {"holder": world.head.pk}
    earlier = entry(world, 8) | {"holder": world.former.pk}
    assert hand_in(staff, file_of(world, own, earlier)).status_code == 200
    with as_register():
        said = {str(look.pk): (look.person_id, look.held) for look in Observation.objects.all()}
    assert said == {own["id"]: (world.head.pk, False), earlier["id"]: (world.former.pk, True)}


def test_the_words_of_somebody_unknown_here_are_refused(staff: Client, tablet: Tablet, world: World) -> None:
    for holder in (2**40, world.person("other-head").pk, world.staff.pk):
        assert hand_in(staff, file_of(world, entry(world), entry(world) | {"holder": holder})).status_code == 400
    assert looks() == 0


def test_a_photo_whose_bytes_are_lost_is_named(staff: Client, tablet: Tablet, world: World) -> None:
    said = entry(world)
    lost = {"id": str(uuid.uuid4()), "observation": said["id"], "sha256": "0" * 64, "base64": None}
    assert "残っていませんでした" in hand_in(staff, file_of(world, said, photos=[lost])).content.decode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"[]",
        b"\xff\xfe\x00",
        b"<html></html>",
        b"[" * 100_000,
        {"format": "other"},
        {"format": "akiya-field-handover", "version": 2},
        {"format": "akiya-field-handover", "version": 1},
        {"format": "akiya-field-handover", "version": 1, "made_at": "x", "entries": []},
        {"format": "akiya-field-handover", "version": 1, "made_at": "2026-01-01T00:00:00Z", "entries": [{}]},
        {"format": "akiya-field-handover", "version": 1, "made_at": "2026-01-01T00:00:00Z", "entries": []},
        {
            "format": "akiya-field-handover",
            "version": 1,
            "made_at": "2026-01-01T00:00:00Z",
            "entries": [],
            "device": "'",
        },
    ],
)
def test_a_file_that_is_none_is_refused_in_one_sentence(staff: Client, world: World, content: Any) -> None:
    refused = hand_in(staff, content)
    said = refused.content.decode()
    assert refused.status_code == 400 and said.count('class="errors"') == 1
    assert looks() == 0


def test_a_file_too_large_is_refused(staff: Client, world: World) -> None:
    assert "大きすぎます" in hand_in(staff, b" " * (32 * 2**20 + 1)).content.decode()


def test_no_file_is_refused(staff: Client, world: World) -> None:
    assert staff.post("/inbox/handover/", {}).status_code == 400


def test_a_file_of_another_city_is_refused(world: World, tablet: Tablet) -> None:
    page = Client()
    page.force_login(world.other_staff)
    assert hand_in(page, file_of(world, entry(world))).status_code in {400, 403}
    assert looks() == 0
