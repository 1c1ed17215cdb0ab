"""One record on which the server fails for ever holds up no other, and arrives when the fault is gone."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Page, Route

from tests.browser.field import WRITES, answer, no_signal, open_house, press, stored, taking, wait_sent

pytestmark = pytest.mark.browser
# A 500 means the same, which tests/surveys/js/send.test.js says: no page here may meet one from the server itself.
FAULTS: dict[str, Callable[[Route], None]] = {
    "no answer of ours": lambda route: route.fulfill(status=408, content_type="text/html", body="<h1>408</h1>"),
    "another's id": lambda route: route.fulfill(json={"id": "00000000-0000-7000-8000-000000000000"}),
    "refused by something in between": lambda route: route.fulfill(status=413, body="too large"),
}


FORTY_MORE = """() => new Promise(resolve => {
  const opening = indexedDB.open("akiya-field");
  opening.onsuccess = () => {
    const writing = opening.result.transaction("outbox", "readwrite");
    const outbox = writing.objectStore("outbox");
    outbox.getAll().onsuccess = ({ target: { result: [one] } }) => {
      for (let nth = 0; nth < 40; nth++) outbox.put({ ...one, id: crypto.randomUUID() });
    };
    writing.oncomplete = () => { opening.result.close(); resolve(); };
  };
})"""


def take_a_photo(page: Page) -> None:
    file = io.BytesIO()
    Image.radial_gradient("L").save(file, "JPEG")
    press(page, "[data-slot=photo]")
    page.locator("input[type=file]").set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}
    )
    page.locator(".picture").wait_for()
    press(page, "[data-slot=done]")
    page.locator("#asked").wait_for()


def wait_for_all_but_one(page: Page) -> str:
    """The id of the one that is left."""
    page.wait_for_function("() => document.readyState === 'complete'")
    for _ in range(80):
        left = stored(page, "outbox")
        if len(left) == 1:
            return str(left[0]["id"])
        page.wait_for_timeout(100)
    raise AssertionError(f"still waiting: {len(left)}")


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("kind", ["observations", "photos"])
def test_all_others_arrive_and_it_does_too_once_the_fault_is_gone(
    page: Page, kind: str, fault: Callable[[Route], None]
) -> None:
    taken = taking(page)
    stuck: list[str] = []
    gone: list[bool] = []

    def fail_on_one(route: Route) -> None:
        here = route.request.url
        if not gone and kind in here and stuck[:1] in ([], [here]):
            stuck[:] = [here]
            fault(route)
        else:
            route.fallback()

    open_house(page)
    with no_signal(page):
        for code in ("occupied", "gone"):
            take_a_photo(page)
            answer(page, code)
        page.route(WRITES, fail_on_one)
    assert wait_for_all_but_one(page) in stuck[0]
    gone.append(True)
    wait_sent(page)
    assert sorted(taken.kinds) == ["observations", "observations", "photos", "photos"]


def test_where_everything_fails_the_server_is_left_alone(page: Page) -> None:
    tried: list[str] = []

    def fail(route: Route) -> None:
        tried.append(route.request.url)
        route.fulfill(status=408, body="")

    open_house(page)
    with no_signal(page):
        answer(page, "unsure")
        page.evaluate(FORTY_MORE)
        page.route(WRITES, fail)
    page.wait_for_timeout(900)  # what failed is not tried again for a second, and a round ends after five
    assert len(tried) == len(set(tried)) < 20


def test_what_gets_no_answer_holds_up_no_other(page: Page) -> None:
    page.add_init_script(
        "const real = setTimeout; setTimeout = (act, time) => real(act, time === 30000 ? 1500 : time);"
    )
    page.reload()
    page.locator("[data-slot=next]").wait_for()
    taken = taking(page)
    silent: list[str] = []

    def say_nothing_to_one(route: Route) -> None:
        if route.request.url in silent or not silent:
            silent[:] = [route.request.url]
        else:
            route.fallback()

    open_house(page)
    with no_signal(page):
        answer(page, "occupied")
        answer(page, "gone")
        page.route(WRITES, say_nothing_to_one)
    assert wait_for_all_but_one(page) in silent[0]
    assert [body["answer"] for body in taken.bodies] == ["gone"]
