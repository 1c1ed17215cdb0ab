"""A real Chromium before a real server process on a real PostGIS with a generated town in it.

The town is committed, because the server is another process: tests here share it, and each works
on houses of its own.
"""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Response, StorageState

from tests.browser.chromium import for_pages
from tests.browser.field import NOTE_PRESSES, ask_about_enough, tablet_of
from tests.browser.poisoned import poison
from tests.browser.walk import enter
from tests.server import ROOT, Server, town

SCREENS = ROOT / "var" / "screens"
HOUSES = 600
SEED = 7
SIZES = {"desktop": (1440, 900), "tablet": (820, 1180), "phone": (360, 780)}
# Without these Chromium asks Google's hosts for things, and no test of ours may leave the machine.
# Whoever looks at every page holds two posts.
SECOND_POST = """
INSERT INTO akiya_term (person_id, municipality_id, role, starts_on)
SELECT person_id, municipality_id, 'staff', starts_on FROM akiya_term WHERE role = 'admin'
"""
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """gunicorn and the worker of exports on a town of their own."""
    name = f"{settings.TEST_DATABASE}_town"
    with town(name, HOUSES, SEED, tmp_path_factory.mktemp("media")) as server:
        yield server


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=for_pages(), args=CHROMIUM_FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def poisoned(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A town in which an export was made, and in which every text is a script since."""
    with town(f"{settings.TEST_DATABASE}_poisoned", 120, 3, tmp_path_factory.mktemp("media")) as server:
        context = chromium.new_context(base_url=server.url, locale="ja-JP")
        page = context.new_page()
        enter(page, "admin")
        page.goto("/export/")
        page.get_by_label("書き出す理由").fill("確かめるため")
        page.get_by_role("button", name="書き出す", exact=True).click()
        page.locator("a[href*='/files/']").first.wait_for(timeout=60_000)
        context.close()
        server.manage("shell", "-v0", "-c", "from tests.browser.two_records import send; send()")
        with psycopg.connect(server.env["DATABASE_OWNER_URL"], autocommit=True) as owner:
            owner.execute(SECOND_POST)
        poison(server.env["DATABASE_OWNER_URL"])
        yield server


OpenContext = Callable[..., BrowserContext]


@pytest.fixture
def open_context(chromium: Browser, server: Server) -> Iterator[OpenContext]:
    """A new, empty browser profile of a size; a page that throws, breaks its policy or lacks a file fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda said: note(page, said.text) if said.type == "error" else None)
        page.on("response", lambda answer: note(page, f"{answer.status} {answer.url}") if is_fault(answer) else None)

    def note(page: Page, what: str) -> None:
        # An answer that refuses is a case of its own; background tiles come from outside, and where the
        # network is closed the map draws its own ground instead.
        if "Failed to load resource" not in what and "cyberjapandata" not in what:
            faults.append(f"{page.url}: {what}")

    def is_fault(answer: Response) -> bool:
        return answer.status >= 500 or (answer.status >= 400 and "/static/" in answer.url)

    def new(size: str = "desktop", **more: object) -> BrowserContext:
        width, height = SIZES[size]
        context = chromium.new_context(
            base_url=server.url,
            viewport={"width": width, "height": height},
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            **more,  # type: ignore[arg-type]
        )
        context.set_default_timeout(15_000)
        context.add_init_script(NOTE_PRESSES)
        context.on("page", watch)
        contexts.append(context)
        return context

    yield new
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def sign_in(open_context: OpenContext) -> Callable[..., Page]:
    """Sign in at the counter's own page, and give the page after it."""

    def as_(login: str, size: str = "desktop") -> Page:
        page = open_context(size).new_page()
        enter(page, login)
        return page

    return as_


@pytest.fixture
def enrol(open_context: OpenContext, server: Server) -> Callable[..., Page]:
    """Enrol a tablet for an association head with a paper that staff would print, and give the field app."""

    def as_(login: str, size: str = "tablet", **more: object) -> Page:
        link = next(word for word in server.manage("enrol", login).split() if word.startswith("http"))
        page = open_context(size, **more).new_page()
        page.goto(server.url + link[link.index("/field/") :])
        page.locator("form button[type=submit]").click()
        page.wait_for_url("**/field/")
        return page

    return as_


@pytest.fixture(scope="module")
def tablet(server: Server, chromium: Browser) -> StorageState:
    """A tablet enrolled for the head of the demo association, to be opened as often as wanted."""
    return tablet_of("head", server, chromium)


@pytest.fixture
def page(open_context: OpenContext, tablet: StorageState, server: Server) -> Page:
    """The field app on a telephone that has said nothing yet, with a round of houses on show."""
    ask_about_enough("head", server)
    page = open_context("phone", storage_state=tablet, has_touch=True).new_page()
    page.goto("/field/")
    page.locator("[data-slot=next]").wait_for()
    return page


@pytest.fixture
def look_at() -> Callable[[Page, str], None]:
    """Leave a picture of the page in var/screens, and let axe look for barriers in it."""

    def observation(page: Page, name: str) -> None:
        size = next(key for key, (width, _) in SIZES.items() if page.viewport_size["width"] == width)  # type: ignore[index]
        SCREENS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENS / f"{name}_{size}.png", full_page=True)
        assert barriers(page) == []

    return observation


def barriers(page: Page) -> list[str]:
    """What axe finds on the page, a line a kind."""
    source = (ROOT / "node_modules/axe-core/axe.min.js").read_text()
    page.evaluate(source)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{kind['id']}: {kind['nodes'][0]['html'][:120]} ({len(kind['nodes'])})" for kind in found["violations"]]


def with_a_finger(page: Page, is_known: bool = True) -> None:
    """Let the device have passkeys of its own, Chromium's virtual ones, and a finger that it knows or does not."""
    key = page.context.new_cdp_session(page)
    key.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": is_known,
        "automaticPresenceSimulation": True,
    }
    key.send("WebAuthn.addVirtualAuthenticator", {"options": options})
