"""職員にわたす: the file of a tablet that could not send is taken in once, and a file that is none is refused."""

import base64
import hashlib
import io
import json
import subprocess
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from akiya.access import as_register
from akiya.models import House, InboxItem, Observation, Photo, SetAside
from bootstrap.packages import node
from surveys.models import Device, NoChange
from surveys.outline import MOST_DEPTH
from tests.access.cast import picture
from tests.surveys.conftest import Tablet, ago, observations
from tests.world import World


@pytest.fixture
def staff(world: World) -> Client:
    client = Client()
    client.force_login(world.staff)
    return client


def hand_in(page: Client, content: Any) -> HttpResponse:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return page.post("/inbox/handover/", {"file": SimpleUploadedFile("わたす.json", data)})


WRITE = """import { handover } from "file://MODULE";
let text = "";
for await (const piece of process.stdin) text += piece;
const held = JSON.parse(text).map((one) => ({
  ...one,
  bytes: new Map(one.bytes.map(([id, letters]) => [id, Uint8Array.from(Buffer.from(letters, "base64")).buffer])),
}));
process.stdout.write(JSON.stringify(handover(held, new Date())));"""
MODULE = Path(__file__).resolve().parents[2] / "surveys/static/surveys/field/file.js"


def written_by_the_app(*holdings: dict[str, Any]) -> dict[str, Any]:
    """What the app's own module makes of what a tablet holds."""
    command = [*node(), "--input-type=module", "-e", WRITE.replace("MODULE", str(MODULE))]
    done = subprocess.run(command, input=json.dumps(holdings), capture_output=True, text=True, check=True, timeout=60)
    file: dict[str, Any] = json.loads(done.stdout)
    return file


def entry(world: World, number: int = 7, **body: Any) -> dict[str, Any]:
    said = {"house": world.house(number).pk, "answer": "vacant", "seen_at": ago(days=2), "schema": 1, **body}
    kept = {"seq": 1, "label": "みどり町1丁目 7-11", "at": ago(days=2), "open": False}
    return {"kind": "observation", "id": str(uuid.uuid4()), **kept, "body": said}


def file_of(world: World, *entries: Any, held: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """The file of a tablet that holds these entries. ``held``: what else it holds; ``more``: what is wrong in it."""
    with as_register():
        device = Device.objects.filter(person=world.head).first()
    whose = {
        "device": str(device.pk) if device else None,
        "association": {"id": world.area("東自治会").pk, "name": "東"},
    }
    holding = {"holder": None, "name": None, **whose, "entries": entries, "drafts": [], "bytes": [], **(held or {})}
    file = written_by_the_app(holding)
    by_hand = {each["id"]: each["holder"] for each in entries if "holder" in each}
    for each in file["entries"]:
        each["holder"] = by_hand.get(each["id"], each["holder"])
    return {**file, **more}


def bytes_of(photo: str, data: io.BytesIO) -> dict[str, Any]:
    return {"bytes": [[photo, base64.b64encode(data.getvalue()).decode()]]}


def test_what_could_not_be_sent_is_taken_in_as_the_tablets_own(staff: Client, tablet: Tablet, world: World) -> None:
    said = entry(world)
    data, sha256 = picture()
    photo = {
        "kind": "photo",
        "id": str(uuid.uuid4()),
        "observation": said["id"],
        "sha256": sha256,
        "type": "image/jpeg",
    }
    unchanged = {"from": "2026-01-01", "to": "2026-02-01", "said_at": ago(days=1)}
    nothing = {"kind": "no-change", "id": str(uuid.uuid4()), "body": unchanged}
    answered = hand_in(staff, file_of(world, said, nothing, photo, held=bytes_of(photo["id"], data)))
    assert answered.status_code == 200 and "受け取りました" in answered.content.decode()
    with as_register():
        kept = Observation.objects.get(pk=said["id"])
        assert (kept.person_id, kept.channel, kept.held) == (world.head.pk, "tablet", False)
        assert Photo.objects.count() == 1 and NoChange.objects.count() == 1


def test_what_has_arrived_already_is_named_and_not_taken_twice(staff: Client, tablet: Tablet, world: World) -> None:
    said = entry(world)
    assert tablet.put(f"observations/{said['id']}", said["body"]).status_code == 200
    answered = hand_in(staff, file_of(world, said))
    assert "もう届いていました" in answered.content.decode() and observations() == 1
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
    assert answered.status_code == 200 and observations() == 1
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
    assert answered.count("受け取れませんでした</td>") == 2 and observations() == 1
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
        said = {
            str(observation.pk): (observation.person_id, observation.held) for observation in Observation.objects.all()
        }
    assert said == {own["id"]: (world.head.pk, False), earlier["id"]: (world.former.pk, True)}


def test_the_words_of_somebody_unknown_here_are_refused(staff: Client, tablet: Tablet, world: World) -> None:
    for holder in (2**40, world.person("other-head").pk, world.staff.pk):
        assert hand_in(staff, file_of(world, entry(world), entry(world) | {"holder": holder})).status_code == 400
    assert observations() == 0


def test_a_photo_whose_bytes_are_lost_is_named(staff: Client, tablet: Tablet, world: World) -> None:
    said = entry(world)
    lost = {"kind": "photo", "id": str(uuid.uuid4()), "observation": said["id"], "sha256": "0" * 64}
    assert "残っていませんでした" in hand_in(staff, file_of(world, said, lost)).content.decode()


def test_a_tablet_that_forgot_its_number_is_known_by_whose_words_it_holds(
    staff: Client, tablet: Tablet, world: World
) -> None:
    said = entry(world)
    forgotten = {"holder": world.head.pk, "device": None, "association": None}
    assert hand_in(staff, file_of(world, said, held=forgotten)).status_code == 200
    with as_register():
        assert Observation.objects.get().person_id == world.head.pk


def test_what_was_begun_is_shown_and_waits_in_the_inbox_once(staff: Client, tablet: Tablet, world: World) -> None:
    data, sha256 = picture()
    shot = str(uuid.uuid4())
    begun = {
        "house": world.house(7).pk,
        "note": "ポストにチラシ<b>",
        "photos": [{"id": shot, "type": "image/jpeg", "sha256": sha256}],
    }
    found = {"house": str(uuid.uuid4()), "note": "", "photos": [], "point": [140.1, 38.2]}
    file = file_of(world, held={"holder": world.head.pk, "drafts": [begun, found], **bytes_of(shot, data)})
    for _again in range(2):
        page = hand_in(staff, file).content.decode()
        assert "ポストにチラシ&lt;b&gt;" in page and "見つけた家" in page and f"/{shot}" in page
    with as_register():
        House.objects.filter(pk=world.house(7).pk).update(address="みほん町九丁目 9")
    staff.cookies["django_language"] = "en"
    assert hand_in(staff, file).status_code == 200, "in another language, and when the house bears another label"
    staff.cookies["django_language"] = "ja"
    assert observations() == 0, "it is nobody's answer"
    with as_register():
        assert sorted(aside.kind for aside in SetAside.objects.all()) == ["draft", "draft"]
    assert staff.get(f"/photos/{shot}/").status_code == 200


def test_half_a_letter_at_the_end_of_a_memo_takes_nothing_with_it(staff: Client, tablet: Tablet, world: World) -> None:
    cut, whole = entry(world, note="ねこ\ud83d"), entry(world, 8)
    assert hand_in(staff, file_of(world, cut, whole)).status_code == 200
    with as_register():
        assert {observation.note for observation in Observation.objects.all()} == {"ねこ\ufffd", ""}


def test_what_is_wrong_with_a_file_is_said_in_words(staff: Client, tablet: Tablet, world: World) -> None:
    file = file_of(world, entry(world), entry(world))
    file["entries"][1]["id"] = "?"
    said = hand_in(staff, file).content.decode()
    assert "ファイルの 2番目の記録（みどり町1丁目 7-11）の 番号が 正しくありません。" in said and "entries" not in said
    read = hand_in(staff, file_of(world, entry(world, seen_at="?"))).content.decode()
    assert "見た日時が 正しくありません" in read and "seen_at" not in read


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
    assert observations() == 0


def test_a_file_too_large_is_refused(staff: Client, world: World, settings: LazySettings) -> None:
    settings.BODY_BYTES = {"surveys:handover": 10_000}
    refused = hand_in(staff, b" " * 10_000)
    assert (refused.status_code, "大きすぎます" in refused.content.decode()) == (413, True)


def test_a_form_of_another_site_is_refused(world: World) -> None:
    page = Client(enforce_csrf_checks=True)
    page.force_login(world.staff)
    assert hand_in(page, file_of(world)).status_code == 403


@pytest.mark.parametrize("levels", [50, 500, 900, 100_000])
def test_a_record_as_deep_as_anybody_likes_breaks_nothing(staff: Client, world: World, levels: int) -> None:
    deep = {"kind": "observation", "id": str(uuid.uuid4()), "body": {"a": "HERE"}}
    content = json.dumps(file_of(world, deep)).encode()
    assert hand_in(staff, content.replace(b'"HERE"', b"[" * levels + b"]" * levels)).status_code == (
        200 if levels < MOST_DEPTH else 400
    )


def test_a_photo_larger_than_photos_are_is_refused_and_the_answer_kept(
    staff: Client, tablet: Tablet, world: World, settings: LazySettings
) -> None:
    settings.PHOTO_BYTES = 100_000
    said, data = entry(world), bytes(settings.PHOTO_BYTES + 1)
    photo = {"id": str(uuid.uuid4()), "observation": said["id"], "sha256": hashlib.sha256(data).hexdigest()}
    told = hand_in(staff, file_of(world, said, photos=[photo | {"base64": base64.b64encode(data).decode()}]))
    assert "写真が 大きすぎます" in told.content.decode() and observations() == 1


def test_a_memo_longer_than_any_waits_with_its_beginning(staff: Client, tablet: Tablet, world: World) -> None:
    long = entry(world, note="あ" * 50_000)
    assert hand_in(staff, file_of(world, long, entry(world))).status_code == 200 and observations() == 1
    with as_register():
        assert SetAside.objects.get().body["body"].count("\\u3042") > 1_000


def test_no_file_is_refused(staff: Client, world: World) -> None:
    assert staff.post("/inbox/handover/", {}).status_code == 400


def test_a_file_of_another_city_is_refused(world: World, tablet: Tablet) -> None:
    page = Client()
    page.force_login(world.other_staff)
    assert hand_in(page, file_of(world, entry(world))).status_code in {400, 403}
    assert observations() == 0
