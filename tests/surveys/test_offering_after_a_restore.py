"""After a restore a tablet names what it sent, and sends again what the register lacks."""

import uuid

import pytest

from akiya.access import acting_as
from akiya.models import Term
from akiya.people.terms import end_term
from surveys.epoch import epoch
from tests.surveys.conftest import Tablet, ago
from tests.world import World, yesterday

pytestmark = pytest.mark.django_db


def offered(tablet: Tablet, *ids: object) -> dict[str, object]:
    response = tablet.client.post(
        "/field/api/offer",
        {"ids": [str(each) for each in ids]},
        content_type="application/json",
        headers={"X-CSRFToken": tablet.client.cookies["csrftoken"].value},
    )
    assert response.status_code == 200, response.content
    said: dict[str, object] = response.json()
    return said


def test_what_is_here_is_not_asked_for_again(tablet: Tablet, world: World) -> None:
    observation, word, lost = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    tablet.say(world.house(8).pk, id=observation)
    tablet.put(f"no-change/{word}", {"from": "2026-09-01", "to": "2026-09-02", "said_at": ago(days=1)})
    assert offered(tablet, observation, lost, word, lost) == {"missing": [str(lost)], "epoch": epoch()}


def test_what_was_set_aside_is_here_too(tablet: Tablet, world: World) -> None:
    with acting_as(world.staff) as staff:
        end_term(Term.objects.get(person=world.head), yesterday(), staff)
    word = uuid.uuid4()
    tablet.put(f"no-change/{word}", {"from": "2026-09-01", "to": "2026-09-02", "said_at": ago(days=1)})
    assert offered(tablet, word)["missing"] == []


@pytest.mark.parametrize("body", ['{"ids": "x"}', '{"ids": [1]}', "{}", "[", '{"ids": ["not-an-id"]}'])
def test_what_cannot_be_read_is_refused(tablet: Tablet, body: str) -> None:
    headers = {"X-CSRFToken": tablet.client.cookies["csrftoken"].value}
    response = tablet.client.post("/field/api/offer", body, content_type="application/json", headers=headers)
    assert response.status_code in {400, 422}
    assert response.json()["code"] in {"malformed", "unreadable"}


def test_a_stranger_learns_nothing(stranger: Tablet) -> None:
    headers = {"X-CSRFToken": stranger.client.cookies["csrftoken"].value}
    response = stranger.client.post("/field/api/offer", {"ids": []}, content_type="application/json", headers=headers)
    assert response.status_code == 401
