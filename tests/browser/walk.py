"""Every page of the office, found as a person finds it: by following the links."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.access.matrix import MATRIX
from tests.browser.traffic import Traffic
from tests.server import PASSWORD

PAGES_OF_A_KIND = 3
BEGINNINGS = ("/", "/changes/", "/waiting/reported/", "/people/office/")
NOT_A_PAGE = re.compile(
    r"^(tiles|photos|field/api|language|health|map/houses|map/areas)"
    r"|\.svg$|/status$|/files/|/table\.|json|logout|webauthn|counts/|curve/|suggest/|named/"
)
POSTED = {
    route
    for route in MATRIX
    if route.endswith(
        (
            "/end/",
            "/revoke/",
            "/stop/",
            "/again",
            "/ask/",
            "/decide/",
            "/paper/",
            "/settle/",
            "/undo/",
            "/reopen/",
            "/reset/",
            "/newcomer/",
            "/withdraw/",
            "/down/",
            "/back/",
        )
    )
}
"""Addresses that take a form and show no page of their own, or only right after it."""

OF_THE_OFFICE = {
    route
    for route in MATRIX
    if not NOT_A_PAGE.search(route) and not route.startswith(("field", "accounts")) and route not in POSTED
}


def route_of(path: str) -> str | None:
    """The pattern that answers to an address, None where none does."""
    try:
        return resolve(path).route
    except Resolver404:
        return None


def walk(page: Page) -> Iterator[str]:
    """Open every page that a link leads to, three of each kind, and press nothing; give the route of each."""
    ahead, seen, opened, traffic = list(BEGINNINGS), set[str](), Counter[str](), Traffic(page)
    while ahead:
        path = ahead.pop(0)
        route = route_of(urlsplit(path).path)
        if path in seen or route is None or opened[route] >= PAGES_OF_A_KIND or NOT_A_PAGE.search(route):
            continue
        seen.add(path)
        opened[route] += 1
        answer = page.goto(path)
        assert answer and answer.status < 500, path
        traffic.rest()
        links = page.locator("a[href^='/']").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        ahead += links
        yield route


def enter(page: Page, login: str) -> None:
    """Sign in at the door, with the password that every person of a test's town has."""
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").click()
    # A password is slow to check on purpose, and slower still where the machine has other work.
    page.wait_for_url(lambda url: "/accounts/" not in url, timeout=60_000)
