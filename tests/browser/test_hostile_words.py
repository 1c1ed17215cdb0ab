"""A script in every text of the register: every page is opened, and none of them runs it."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import CharField, Field, TextField
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.access.matrix import MATRIX
from tests.browser.field import show
from tests.server import PASSWORD, Server, town

pytestmark = pytest.mark.browser
PAYLOAD = "'\"><img src=x onerror=hit()>"
PAGES_OF_A_KIND = 3
LEFT_ALONE = {
    "password": "a hash",
    "login": "what is signed in with",
    "code": "of a municipality: six digits by constraint; of an area: the key that its house numbers hang on",
    "confirmed_by": "a reference to evidence, held together by constraint",
    "evidence": "a reference to evidence, held together by constraint",
    "file": "a path that the register makes",
    "kind": "a word of a fixed list",
    "pgh_label": "a word of a fixed list",
    "filters": "written by the register from what it has understood",
    "InboxItem.key": "a name that the register makes",
    "InboxItem.source": "a reference to evidence",
    "Settlement.key": "a name that the register makes",
    "Settlement.evidence": "a reference to evidence",
}
NOT_A_PAGE = re.compile(
    r"^(tiles|photos|field/api|language|health|map/houses|map/areas)|\.svg$|/status$|/files/|json|logout|webauthn|counts/|curve/"
)

POSTED = {
    route
    for route in MATRIX
    if route.endswith(("/end/", "/revoke/", "/stop/", "/again", "/ask/", "/decide/", "/paper/", "/settle/", "/undo/"))
}
"""Addresses that take a form and show no page of their own."""


def texts() -> Iterator[tuple[str, Field]]:
    """Every column that takes words as they come, of every table of ours."""
    for model in apps.get_models():
        if model._meta.app_label not in {"akiya", "surveys", "maps"}:
            continue
        for field in model._meta.fields:
            left_alone = LEFT_ALONE.keys() & {field.name, f"{model.__name__}.{field.name}"}
            if isinstance(field, CharField | TextField) and not field.choices and not left_alone:
                yield model._meta.db_table, field


def poison(url: str) -> None:
    """Put the script into every text of every row, as an owner of the tables can."""
    with psycopg.connect(url, autocommit=True) as owner:
        for table, field in texts():
            owner.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
            owner.execute(
                f'UPDATE "{table}" SET "{field.column}" = left(%s || ctid::text, %s)',
                [PAYLOAD, field.max_length or 200],
            )
            owner.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with town(f"{settings.TEST_DATABASE}_hostile_words", 120, 3, tmp_path_factory.mktemp("media")) as server:
        yield server


@pytest.fixture
def hits() -> list[str]:
    return []


@pytest.fixture
def context(chromium: Browser, poisoned: Server, hits: list[str]) -> Iterator[BrowserContext]:
    context = chromium.new_context(base_url=poisoned.url, viewport={"width": 1440, "height": 900}, locale="ja-JP")
    context.set_default_timeout(15_000)
    context.expose_function("hit", lambda: hits.append("a script ran"))
    # The policy of the pages would stop the script; that it had to is a hit, too.
    context.on("console", lambda said: hits.append(said.text) if "Content Security Policy" in said.text else None)
    context.on("dialog", lambda dialog: hits.append(dialog.message))
    yield context
    context.close()


def harmless(page: Page, hits: list[str]) -> None:
    assert page.locator("img[src=x], [onerror]").count() == 0, page.url
    assert hits == [], page.url


def route_of(path: str) -> str | None:
    try:
        return resolve(path).route
    except Resolver404:
        return None


def walk(page: Page, hits: list[str]) -> Counter[str]:
    """Follow every link of every page, three of each kind, and leave nothing pressed."""
    ahead, seen, opened = ["/", "/changes/", "/people/office/"], set[str](), Counter[str]()
    while ahead:
        path = ahead.pop(0)
        route = route_of(urlsplit(path).path)
        if path in seen or route is None or opened[route] >= PAGES_OF_A_KIND or NOT_A_PAGE.search(route):
            continue
        seen.add(path)
        opened[route] += 1
        answer = page.goto(path)
        assert answer and answer.status < 500, path
        page.wait_for_load_state("networkidle")
        harmless(page, hits)
        ahead += page.locator("a[href^='/']").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return opened


def test_no_page_of_the_office_runs_what_stands_in_its_texts(
    context: BrowserContext, poisoned: Server, hits: list[str]
) -> None:
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill("admin")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").click()
    page.wait_for_url(lambda url: "/accounts/" not in url, timeout=60_000)
    page.goto("/export/")
    page.get_by_label("書き出す理由").fill("確かめるため")
    page.get_by_role("button", name="書き出す", exact=True).click()
    expect(page.locator("a[href*='/files/']").first).to_be_visible(timeout=60_000)
    poison(poisoned.env["DATABASE_OWNER_URL"])

    opened = walk(page, hits)
    of_the_office = {
        route for route in MATRIX if not NOT_A_PAGE.search(route) and not route.startswith(("field", "accounts"))
    }
    assert of_the_office - set(opened) - POSTED == set()

    page.goto("/map/")
    page.wait_for_load_state("networkidle")
    page.locator("#map").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#card .card-sheet")).to_be_visible()
    assert "<img src=x" in page.locator("#card").inner_text()
    harmless(page, hits)


def test_no_screen_of_the_field_app_does(context: BrowserContext, poisoned: Server, hits: list[str]) -> None:
    poison(poisoned.env["DATABASE_OWNER_URL"])
    link = next(word for word in poisoned.manage("enrol", "head").split() if "/field/enrol/" in word)
    page = context.new_page()
    page.goto(link[link.index("/field/") :])
    harmless(page, hits)
    page.locator("form button[type=submit]").click()
    page.wait_for_url("**/field/")
    page.locator("a.row").first.wait_for()
    assert "<img src=x" in page.locator("main").inner_text()
    house = (page.locator("ol a.row").first.get_attribute("href") or "").rsplit("/", 1)[-1]
    for screen in (
        "",
        "all",
        f"question/{house}",
        f"photo/{house}",
        f"memo/{house}",
        "map",
        "found",
        "no-change",
        "sent",
    ):
        show(page, screen)
        harmless(page, hits)
