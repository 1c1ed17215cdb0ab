"""Guessing a password is slow from everywhere together, and keeps nobody out of the browser that they use."""

import pytest
from django.http import HttpResponse
from django.test import Client

from akiya.people import known_browsers
from akiya.people.attempts import count_wrong
from akiya.people.known_browsers import COOKIE, MOST
from akiya.people.sign_in import FROM_A_PLACE, FROM_A_PLACE_FOR_ALL, OF_A_KNOWN_BROWSER, OF_ALL_STRANGERS
from tests.akiya.pages.office import text_of
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db
A_PLACE, A_MINUTE, IN_ALL = FROM_A_PLACE.most, FROM_A_PLACE_FOR_ALL.most, OF_ALL_STRANGERS.most
STOPPED = "まちがいが続きました"
STRANGE = "ほかの所からの まちがいが続いています"


def guess(browser: Client, login: str = "staff", password: str = "ちがう言葉です", place: str = "") -> HttpResponse:
    said = {"login": login, "password": password}
    return browser.post("/accounts/login/", said, **({"REMOTE_ADDR": place} if place else {}))  # type: ignore[arg-type]


def goes_in(browser: Client, login: str = "staff", place: str = "") -> bool:
    return guess(browser, login, PASSWORD, place).status_code == 302


def a_known_browser(*logins: str) -> Client:
    """A browser in which some people signed in, and out again."""
    browser = Client(REMOTE_ADDR="198.51.100.1")
    for login in logins:
        assert goes_in(browser, login)
        browser.post("/accounts/logout/")
    return browser


def attacked(login: str = "staff") -> None:
    """No guess at a login is left to strangers: as after the attack below, which takes its time."""
    for _nth in range(IN_ALL):
        count_wrong(OF_ALL_STRANGERS, known_browsers.mark(login))


def test_many_wrong_passwords_from_one_address_are_not_answered_for_a_while(world: World) -> None:
    for _nth in range(A_PLACE):
        assert STOPPED not in text_of(guess(Client()))
    assert STOPPED in text_of(guess(Client(), password=PASSWORD)), "the right one comes too late"


def test_they_stop_nobody_elsewhere(world: World) -> None:
    for _nth in range(A_PLACE + 1):
        guess(Client(), place="192.0.2.1")
    assert goes_in(Client(), place="192.0.2.2")


def test_nor_anybody_else_at_the_same_address(world: World) -> None:
    for _nth in range(A_PLACE + 1):
        guess(Client())
    assert goes_in(Client(), "viewer")


def test_from_all_addresses_together_so_many_are_answered_in_an_hour(world: World) -> None:
    for nth in range(IN_ALL):
        assert STRANGE not in text_of(guess(Client(), place=f"203.0.113.{nth}"))
    page = text_of(guess(Client(), password=PASSWORD, place="192.0.2.9"))
    assert STRANGE in page


def test_who_is_attacked_goes_in_where_they_went_in_before(world: World) -> None:
    browser = a_known_browser("staff")
    attacked()
    assert goes_in(browser)


def test_and_where_a_whole_hall_mistypes_in_one_minute(world: World) -> None:
    browser = a_known_browser("staff")
    for nth in range(A_MINUTE + 1):
        guess(Client(REMOTE_ADDR="198.51.100.1"), f"colleague-{nth}")
    assert goes_in(browser)


def test_a_known_browser_has_no_more_guesses_than_another(world: World) -> None:
    browser = a_known_browser("staff")
    for _nth in range(OF_A_KNOWN_BROWSER.most):
        assert STOPPED not in text_of(guess(browser))
    assert STOPPED in text_of(guess(browser, password=PASSWORD))


def test_being_known_as_one_helps_nobody_to_guess_at_another(world: World) -> None:
    browser = a_known_browser("viewer")
    attacked("staff")
    assert STRANGE in text_of(guess(browser, "staff", PASSWORD))


def test_a_computer_that_several_share_knows_each(world: World) -> None:
    browser = a_known_browser("staff", "viewer")
    attacked("staff")
    attacked("viewer")
    assert goes_in(browser, "staff")
    browser.post("/accounts/logout/")
    assert goes_in(browser, "viewer")


def test_right_passwords_use_up_no_guess(world: World) -> None:
    for nth in range(A_PLACE + 2):
        assert goes_in(Client()), nth


def test_a_wrong_password_lets_no_browser_be_known(world: World) -> None:
    browser = Client()
    guess(browser)
    assert COOKIE not in browser.cookies


@pytest.mark.parametrize("written", ["", "x", "ours.deadbeefdeadbeef", "a.b.c:1:c2ln", "é"])
def test_what_somebody_else_wrote_into_the_cookie_is_nobody_s(world: World, written: str) -> None:
    browser = Client()
    browser.cookies[COOKIE] = written
    attacked()
    assert STRANGE in text_of(guess(browser, password=PASSWORD, place="192.0.2.9"))


def test_the_cookie_names_nobody_and_goes_only_to_the_door(world: World) -> None:
    cookie = a_known_browser("staff").cookies[COOKIE]
    assert "staff" not in cookie.value
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/accounts/", True, "Lax")


def test_of_many_people_in_one_browser_the_latest_are_known(world: World) -> None:
    browser = Client()
    assert goes_in(browser)
    request = browser.get("/accounts/login/").wsgi_request
    for nth in range(MOST):
        request.COOKIES[COOKIE] = browser.cookies[COOKIE].value
        response = HttpResponse()
        known_browsers.remember(request, response, f"colleague-{nth}")
        browser.cookies[COOKIE] = response.cookies[COOKIE].value
    request.COOKIES[COOKIE] = browser.cookies[COOKIE].value
    assert not known_browsers.name_for(request, "staff")
    assert known_browsers.name_for(request, "colleague-0")
