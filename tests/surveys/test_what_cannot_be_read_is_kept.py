"""What a tablet sent and the register cannot read waits for staff, once, as it came."""

import json
import uuid

import pytest

from akiya.access import as_register
from akiya.models import InboxItem, SetAside
from tests.surveys.conftest import Tablet
from tests.world import World

pytestmark = pytest.mark.django_db
HAUNTED = {"house": 8, "answer": "haunted", "seen_at": "2026-11-20T10:00:00+09:00", "note": "まどに あかり"}


def aside() -> list[SetAside]:
    with as_register():
        return list(SetAside.objects.all())


def test_a_field_that_nobody_knows_is_kept_with_its_name_and_waits_in_the_inbox(tablet: Tablet, world: World) -> None:
    observation = uuid.uuid4()
    assert tablet.put(f"observations/{observation}", HAUNTED).status_code == 422
    [kept] = aside()
    assert (kept.subject, kept.kind, kept.reason, kept.person_id) == (
        observation,
        "malformed",
        "malformed",
        world.head.pk,
    )
    assert json.loads(kept.body["body"]) == HAUNTED
    assert kept.body["fault"] == "答えが 正しくありません", "as of a record in a file that is handed over"
    with as_register():
        assert InboxItem.objects.filter(source=f"aside:{kept.pk}").exists()


def test_the_same_again_is_kept_once(tablet: Tablet) -> None:
    observation = uuid.uuid4()
    for _time in range(3):
        tablet.put(f"observations/{observation}", HAUNTED)
    assert len(aside()) == 1


def test_json_that_breaks_off_is_kept_as_it_came(tablet: Tablet) -> None:
    whole = json.dumps(HAUNTED, ensure_ascii=False)
    assert tablet.put(f"observations/{uuid.uuid4()}", whole[:-5].encode()).status_code == 400
    assert [kept.body for kept in aside()] == [{"body": whole[:-5], "fault": "形が 正しくありません"}]


def test_a_page_in_the_place_of_a_photo_is_kept(tablet: Tablet) -> None:
    photo = uuid.uuid4()
    assert tablet.send_photo(photo, uuid.uuid4(), b"<!doctype html>\0\xff").status_code == 422
    fault = "写真として 読めません。"
    said = {"body": "<!doctype html>\\0\\xff", "fault": fault}
    assert [(kept.subject, kept.body) for kept in aside()] == [(photo, said)]


def test_what_has_no_id_is_kept_too(tablet: Tablet) -> None:
    assert tablet.put("observations/house-8", HAUNTED).status_code == 422
    assert len(aside()) == 1


def test_of_a_stranger_nothing_is_kept(stranger: Tablet) -> None:
    assert stranger.put(f"observations/{uuid.uuid4()}", HAUNTED).status_code == 401
    assert aside() == []
