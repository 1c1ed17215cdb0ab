"""What was typed and not taken stands on the page that says why: nobody writes a reason twice."""

import re
from urllib.parse import urlencode

import pytest
from django.test import Client

from akiya.access import acting_as, as_register
from akiya.media.takedowns import take_down
from akiya.models import Decision, Photo
from akiya.words import RequestReason
from surveys.asking import ask
from tests.akiya.pages.office import signed_in, text_of
from tests.akiya.pages.test_staff_decide import GOOD, decisions
from tests.akiya.pages.test_taking_photos_down import photo
from tests.world import World

__all__ = ["photo"]
TYPED = "application/x-www-form-urlencoded"
REASON = "近所の人から 苦情があった"


def test_a_photo_that_a_colleague_took_down_meanwhile(staff_page: Client, world: World, photo: Photo) -> None:
    with acting_as(world.admin) as colleague:
        take_down(photo, "顔", colleague)
    answer = staff_page.post(f"/photos/{photo.pk}/down/", {"reason": REASON, "house": world.house(7).pk})
    assert answer.status_code == 400
    assert "もう下げてあります。" in text_of(answer) and f"書いた理由：{REASON}" in text_of(answer)
    assert 'id="photos"' in text_of(answer)


def test_a_reason_of_blanks_opens_the_form_again(staff_page: Client, world: World, photo: Photo) -> None:
    answer = staff_page.post(f"/photos/{photo.pk}/down/", {"reason": "  "})
    assert answer.status_code == 400
    assert '<details class="take-down" open>' in text_of(answer)


def test_a_request_that_is_not_withdrawn_from_the_page_of_its_house(staff_page: Client, world: World) -> None:
    house = world.house(7)
    with acting_as(world.staff) as staff:
        ask(house, RequestReason.RENEWAL, staff)
    answer = staff_page.post("/requests/withdraw/", {"house": house.pk, "why": REASON})
    assert answer.status_code == 400
    assert f'value="{REASON}"' in text_of(answer) and 'id="requests"' in text_of(answer)


@pytest.mark.parametrize("address", ["/houses/{}/decide/", "/houses/{}/retract/?evidence=decision:1"])
def test_what_was_sent_after_the_sign_in_had_ended(world: World, address: str) -> None:
    here = address.format(world.house(7).pk)
    answer = Client().post(here, urlencode({**GOOD, "reason": REASON}), TYPED)
    assert answer.status_code == 401
    said = text_of(answer)
    assert f'action="{here}"' in said and f'name="reason" value="{REASON}"' in said
    assert "/accounts/login/" in said


def test_it_is_sent_again_as_it_was(world: World) -> None:
    here, before = f"/houses/{world.house(7).pk}/decide/", decisions()
    said = text_of(Client().post(here, urlencode({**GOOD, "reason": REASON}), TYPED))
    again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', said.partition("data-again")[2]))
    assert signed_in(world.staff).post(here, again).status_code == 302
    assert decisions() == before + 1
    with as_register():
        assert Decision.objects.latest("pk").reason == REASON


def test_who_only_looks_goes_to_the_sign_in_and_back(world: World) -> None:
    assert Client().get(f"/houses/{world.house(7).pk}/").status_code == 302
