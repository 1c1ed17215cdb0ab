"""見てもらう: staff ask the association of a house, and the page of the house says so."""

import datetime as dt

import pytest
from django.test import Client

from akiya.access import Refused, acting_as, as_register
from akiya.models import Person
from akiya.register import NotPossible
from akiya.words import RequestReason
from surveys.asking import ask
from surveys.models import Request
from surveys.withdrawing import withdraw
from tests.world import World

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def count() -> int:
    with as_register():
        return Request.objects.count()


def test_the_button_asks_the_association_of_the_house(world: World) -> None:
    house = world.house(8).pk
    response = signed_in(world.staff).post(f"/houses/{house}/ask/", {"reason": "signal"})
    assert (response.status_code, response.headers["Location"]) == (302, f"/houses/{house}/")
    with as_register():
        asked = Request.objects.get()
    assert (asked.association_id, asked.reason, asked.person_id) == (
        world.area("東自治会").pk,
        "signal",
        world.staff.pk,
    )


def test_the_page_of_the_house_says_so(world: World) -> None:
    staff, house = signed_in(world.staff), world.house(8).pk
    assert "見てもらう（依頼）" in staff.get(f"/houses/{house}/").content.decode()
    staff.post(f"/houses/{house}/ask/", {"reason": "renewal"})
    page = staff.get(f"/houses/{house}/").content.decode()
    assert "答えを待っている" in page
    assert "見てもらう（依頼）" not in page


def test_viewers_neither_see_it_nor_ask(world: World) -> None:
    viewer, house = signed_in(world.viewer), world.house(8).pk
    signed_in(world.staff).post(f"/houses/{house}/ask/", {"reason": "dispute"})
    page = viewer.get(f"/houses/{house}/").content.decode()
    assert 'id="requests"' not in page
    assert "食いちがい" not in page
    assert viewer.post(f"/houses/{house}/ask/", {"reason": "signal"}).status_code == 403
    assert count() == 1


@pytest.mark.parametrize("reason", ["", "audit", "because", "\0", "x" * 5000])
def test_a_reason_that_is_not_given_by_hand_is_refused(world: World, reason: str) -> None:
    response = signed_in(world.staff).post(f"/houses/{world.house(8).pk}/ask/", {"reason": reason})
    assert response.status_code == 400
    assert count() == 0


def test_a_house_of_another_city_is_not_found(world: World) -> None:
    theirs = world.house(1, "069981").pk
    assert signed_in(world.staff).post(f"/houses/{theirs}/ask/", {"reason": "signal"}).status_code == 404
    with acting_as(world.staff) as staff, pytest.raises(Refused):
        ask(world.house(1, "069981"), RequestReason.SIGNAL, staff)


def test_a_house_is_not_asked_about_twice_at_once(world: World) -> None:
    with acting_as(world.staff) as staff:
        ask(world.house(8), RequestReason.SIGNAL, staff)
        with pytest.raises(NotPossible):
            ask(world.house(8), RequestReason.RENEWAL, staff)
    assert count() == 1


def test_a_house_in_no_association_is_nobodys_to_look_at(world: World) -> None:
    with as_register():
        world.house(8).housearea_set.all().delete()
    with acting_as(world.staff) as staff, pytest.raises(NotPossible):
        ask(world.house(8), RequestReason.SIGNAL, staff)


def test_what_waits_is_shown_however_much_was_asked_since(world: World) -> None:
    staff, house = signed_in(world.staff), world.house(8)
    with acting_as(world.staff) as scope:
        first = ask(house, RequestReason.RENEWAL, scope)
    with as_register():
        for days in range(6):
            Request.objects.create(
                municipality=world.mihon,
                house=house,
                association=world.area("西自治会"),
                reason="renewal",
                asked_on=first.asked_on + dt.timedelta(days=days + 1),
                closed_on=first.asked_on + dt.timedelta(days=days + 1),
            )
    page = staff.get(f"/houses/{house.pk}/").content.decode()
    assert f'name="request" value="{first.pk}"' in page and "見てもらう（依頼）" not in page


def test_only_what_somebody_withdrew_is_called_withdrawn(world: World) -> None:
    staff, house = signed_in(world.staff), world.house(8)
    with acting_as(world.staff) as scope:
        first = ask(house, RequestReason.RENEWAL, scope)
    with as_register():
        Request.objects.filter(pk=first.pk).update(closed_on=first.asked_on)
    page = staff.get(f"/houses/{house.pk}/").content.decode()
    assert "新しい依頼に まとめた" in page and '<span class="tag">取り下げ</span>' not in page
    with acting_as(world.staff) as scope:
        withdraw([ask(house, RequestReason.SIGNAL, scope).pk], "別の調査", scope)
    assert '<span class="tag">取り下げ</span>' in staff.get(f"/houses/{house.pk}/").content.decode()
