"""What cannot be given is said in one sentence, with a way back."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django import Settings

from akiya.access import Refused, acting_as
from akiya.asof.moment import BadMoment
from akiya.models import House
from akiya.pages import failures
from akiya.register import NotPossible, edit_house
from akiya.urls import handler400, handler403, handler404, handler429, handler500  # noqa: F401
from akiya.urls import urlpatterns as real
from akiya.web.request import ActingRequest
from tests.akiya.pages.office import text_of
from tests.world import World

RAISES: dict[str, tuple[Exception, int]] = {
    "gone": (Http404(), 404),
    "denied": (PermissionDenied("だめです。"), 403),
    "refused": (Refused("書けません。"), 403),
    "moment": (BadMoment("日付が読めません。"), 400),
    "impossible": (NotPossible("できません。"), 400),
    "bad": (BadRequest("読めません。"), 400),
    "odd": (SuspiciousOperation(), 400),
    "large": (RequestDataTooBig(), 413),
    "broken": (ZeroDivisionError(), 500),
}


def raises(request: ActingRequest, name: str) -> HttpResponse:
    """Write something, then fail."""
    if request.user.is_authenticated:
        house = House.objects.visible_to(request.scope).order_by("pk")[0]
        edit_house(house, {"landmark": "HALF WRITTEN"}, request.scope)
    raise RAISES[name][0]


urlpatterns = [path("raise/<str:name>/", raises), *real]


@pytest.fixture
def failing(settings: Settings, world: World) -> Client:
    settings.ROOT_URLCONF = __name__
    client = Client(raise_request_exception=False)
    client.force_login(world.staff)
    return client


@pytest.mark.parametrize("name", RAISES)
def test_every_failure_is_one_sentence_and_a_way_back(failing: Client, name: str) -> None:
    error, status = RAISES[name]
    response = failing.get(f"/raise/{name}/")
    assert response.status_code == status
    assert "はじめに もどる" in text_of(response)
    assert text_of(response).count("<h1>") == 1
    if str(error) and status < 500:
        assert str(error) in text_of(response)


@pytest.mark.parametrize("name", RAISES)
def test_a_failure_leaves_nothing_half_written(failing: Client, world: World, name: str) -> None:
    failing.get(f"/raise/{name}/")
    with acting_as(world.staff):
        assert not House.objects.filter(landmark="HALF WRITTEN").exists()


def test_a_failure_of_ours_asks_nothing_of_the_database(world: World, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    request = RequestFactory().get("/")
    request.user = world.staff
    with django_assert_num_queries(0):
        assert failures.failed(request).status_code == 500


def test_a_form_without_its_mark_is_refused_with_a_hint(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.staff)
    response = client.post(f"/houses/{world.house(7).pk}/decide/", {})
    assert response.status_code == 403
    assert "読みこみ直して" in text_of(response)


def test_a_wrong_method_is_said_in_a_page(failing: Client, world: World) -> None:
    response = failing.delete(f"/houses/{world.house(7).pk}/decide/")
    assert response.status_code == 405
    assert "POST" in response["Allow"]
    assert "はじめに もどる" in text_of(response)


def test_too_many_tries_are_said(rf: RequestFactory) -> None:
    request: HttpRequest = rf.get("/")
    response = failures.too_many(request)
    assert response.status_code == 429
    assert "少し待って" in text_of(response)
