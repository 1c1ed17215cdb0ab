"""Staff retract a record, and put it back."""

import pytest
from django.test import Client

from akiya.access import as_register
from akiya.models import Retraction
from tests.akiya.observed import occupancy
from tests.akiya.pages.office import tell_a_story, text_of
from tests.world import World


def retract(client: Client, world: World, evidence: str, reason: str = "まちがい") -> object:
    return client.post(f"/houses/{world.house(7).pk}/retract/?evidence={evidence}", {"reason": reason}, follow=True)


def test_a_retracted_decision_no_longer_stands(world: World, staff_page: Client) -> None:
    decision = tell_a_story(world, world.house(7))
    page = text_of(retract(staff_page, world, f"decision:{decision.pk}"))  # type: ignore[arg-type]
    assert occupancy(world.house(7)).certainty == "reported"
    assert "取り消しました。" in page


def test_it_is_put_back_by_retracting_the_retraction(world: World, staff_page: Client) -> None:
    decision = tell_a_story(world, world.house(7))
    retract(staff_page, world, f"decision:{decision.pk}")
    with as_register():
        retraction = Retraction.objects.latest("pk")
    page = text_of(retract(staff_page, world, f"retraction:{retraction.pk}"))  # type: ignore[arg-type]
    assert occupancy(world.house(7)).certainty == "confirmed"
    assert "もどしました。" in page


def test_the_page_before_says_what_will_be_retracted(world: World, staff_page: Client) -> None:
    decision = tell_a_story(world, world.house(7))
    page = text_of(staff_page.get(f"/houses/{world.house(7).pk}/retract/?evidence=decision:{decision.pk}"))
    assert "職員の決定 空き家" in page
    assert "この記録を 取り消す" in page


def test_without_a_reason_nothing_is_retracted(world: World, staff_page: Client) -> None:
    decision = tell_a_story(world, world.house(7))
    response = retract(staff_page, world, f"decision:{decision.pk}", reason=" ")
    assert response.status_code == 400  # type: ignore[attr-defined]
    assert occupancy(world.house(7)).certainty == "confirmed"


def test_the_same_record_is_retracted_once(world: World, staff_page: Client) -> None:
    decision = tell_a_story(world, world.house(7))
    retract(staff_page, world, f"decision:{decision.pk}")
    response = retract(staff_page, world, f"decision:{decision.pk}")
    assert response.status_code == 400  # type: ignore[attr-defined]
    assert "もう取り消されています" in text_of(response)  # type: ignore[arg-type]


@pytest.mark.parametrize("evidence", ["", "decision:0", "look:x", "'; DROP TABLE akiya_house; --", "%00"])
def test_a_record_that_is_not_of_this_house_is_not_found(world: World, staff_page: Client, evidence: str) -> None:
    assert retract(staff_page, world, evidence).status_code == 404  # type: ignore[attr-defined]


def test_a_viewer_retracts_nothing(world: World, viewer_page: Client) -> None:
    decision = tell_a_story(world, world.house(7))
    assert retract(viewer_page, world, f"decision:{decision.pk}").status_code == 403  # type: ignore[attr-defined]
    assert occupancy(world.house(7)).certainty == "confirmed"
