"""A head answers today's houses on a tablet, one press a house."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from tests.browser.field import (
    WRITES,
    Taken,
    answer,
    heading,
    open_house,
    press,
    repackaged,
    show,
    stored,
    taking,
    wait_sent,
)

pytestmark = pytest.mark.browser
OpenContext = Callable[..., BrowserContext]


def test_one_press_saves_and_goes_on(page: Page) -> None:
    taken = taking(page)
    open_house(page)
    first = heading(page)
    answer(page, "occupied")
    assert heading(page) != first
    wait_sent(page)
    assert [body["answer"] for body in taken.bodies] == ["occupied"]
    assert page.locator(".strip.good").inner_text().split("\n")[:2] == [
        "保存しました",
        f"{first.split('番')[0]}番「住んでいる」",
    ]


def test_the_round_counts_what_was_answered_here(page: Page) -> None:
    taking(page)
    before = int(page.locator("[data-slot=count]").inner_text().split()[-1].removesuffix("軒"))
    open_house(page)
    answer(page, "occasional")
    show(page, "")
    assert page.locator("[data-slot=count]").inner_text().endswith(f" {before + 1}軒")
    assert page.locator(".row.done", has_text="おわり").count() == before + 1


def test_what_was_said_before_is_said_again_by_one_press(page: Page) -> None:
    taken = taking(page)
    package = page.evaluate("fetch('api/package').then(response => response.json())")
    before = {house["id"]: house["before"]["answer"] for house in package["houses"] if house["before"]}
    house = next(number for number, said in before.items() if said != "vacant")
    show(page, f"question/{house}")
    answer(page, "same")
    wait_sent(page)
    assert [(body["house"], body["answer"]) for body in taken.bodies] == [(house, before[house])]


def test_a_vacant_house_is_sent_once_with_what_else_was_seen(page: Page) -> None:
    taken = taking(page)
    open_house(page)
    answer(page, "vacant")
    page.locator(".concerns").wait_for()
    press(page, "[data-concern=plants]")
    press(page, "[data-concern=roof_wall]")
    assert taken.bodies == []
    press(page, "[data-slot=go]")
    wait_sent(page)
    assert [(body["answer"], body["concerns"]) for body in taken.bodies] == [("vacant", ["plants", "roof_wall"])]


def test_nothing_to_worry_about_saves_and_goes_on_at_once(page: Page) -> None:
    taken = taking(page)
    open_house(page)
    first = heading(page)
    answer(page, "vacant")
    press(page, "[data-slot=none]")
    page.locator("#asked").wait_for()
    wait_sent(page)
    assert heading(page) != first
    assert [body["concerns"] for body in taken.bodies] == [["none"]]


def test_a_vacant_house_left_on_its_second_screen_is_sent_too(page: Page) -> None:
    taken = taking(page)
    open_house(page)
    answer(page, "vacant")
    show(page, "")
    wait_sent(page)
    assert [(body["answer"], body["concerns"]) for body in taken.bodies] == [("vacant", [])]


def lay_aside(page: Page) -> None:
    """Switch the screen off, or go to another app."""
    page.evaluate("""() => {
        Object.defineProperty(document, "hidden", { value: true, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
        delete document.hidden;
    }""")


def test_a_vacant_house_goes_when_the_tablet_is_laid_aside(page: Page) -> None:
    taken = taking(page)
    open_house(page)
    answer(page, "vacant")
    lay_aside(page)
    wait_sent(page)
    assert [(body["answer"], body["concerns"]) for body in taken.bodies] == [("vacant", [])]


def test_what_is_on_its_way_is_completed_by_saying_the_whole_again(page: Page) -> None:
    taken, on_its_way = Taken(), list[Route]()
    page.route(WRITES, lambda route: taken.take(route) if on_its_way else on_its_way.append(route))
    open_house(page)
    answer(page, "vacant")
    lay_aside(page)
    press(page, "[data-concern=snow]")
    press(page, "[data-slot=go]")
    page.locator("#asked").wait_for()
    taken.take(on_its_way[0])
    wait_sent(page)
    first, again = taken.bodies
    assert (first["concerns"], again["concerns"], again["withdraws"]) == ([], ["snow"], first["id"])


def test_a_house_that_is_vacant_as_before_is_done_by_one_press(page: Page) -> None:
    repackaged(page, all_vacant_before)
    taken = taking(page)
    open_house(page)
    answer(page, "same")
    page.locator("#asked").wait_for()
    wait_sent(page)
    assert [body["answer"] for body in taken.bodies] == ["vacant"]


def all_vacant_before(package: dict[str, Any]) -> None:
    for house in package["houses"]:
        house["before"] = {"answer": "vacant", "on": "2026-05-10"}


def test_what_was_sent_already_is_completed_by_saying_the_whole_again(page: Page) -> None:
    taken = taking(page)
    open_house(page)
    answer(page, "vacant")
    second = page.evaluate("location.hash.split('/')[2]")
    show(page, "")
    wait_sent(page)
    show(page, f"concerns/{second}")
    press(page, "[data-concern=snow]")
    press(page, "[data-slot=go]")
    wait_sent(page)
    first, again = taken.bodies
    assert (again["withdraws"], again["basis"], again["concerns"]) == (first["id"], first["id"], ["snow"])
    assert (again["answer"], again["house"]) == ("vacant", first["house"])


def test_taking_back_is_said_and_opens_the_house_again(page: Page) -> None:
    taken = taking(page)
    open_house(page)
    first = heading(page)
    answer(page, "gone")
    press(page, "[data-slot=undo]")
    page.locator(".strip.good", has_text="取り消しました").wait_for()
    wait_sent(page)
    said, back = taken.bodies
    assert (back["withdraws"], back["answer"], back["house"]) == (said["id"], None, said["house"])
    assert heading(page) == first


def test_statements_count_up_and_name_what_they_knew_of(page: Page) -> None:
    taken = taking(page)
    open_house(page)
    house = page.evaluate("location.hash")
    answer(page, "gone")
    page.evaluate("address => { location.hash = address }", house)
    page.locator("text=さっきの答え").wait_for()
    answer(page, "unsure")
    wait_sent(page)
    first, second = taken.bodies
    assert second["device_seq"] > first["device_seq"]
    assert (second["basis"], second["house"]) == (first["id"], first["house"])
    assert second["id"] > first["id"]
    assert second["id"][14] == "7"


def test_a_memo_goes_with_the_answer(page: Page) -> None:
    taken = taking(page)
    open_house(page)
    press(page, "[data-slot=memo]")
    page.locator("textarea").fill("郵便受けが いっぱい")
    press(page, "[data-slot=done]")
    assert page.locator("[data-slot=memo-word]").inner_text() == "メモを 見る"
    answer(page, "unsure")
    wait_sent(page)
    assert taken.bodies[0]["note"] == "郵便受けが いっぱい"
    assert stored(page, "drafts") == []


def test_nothing_changed_is_said_for_the_days_since_it_was_said_last(page: Page) -> None:
    taken = taking(page)
    package = page.evaluate("fetch('api/package').then(response => response.json())")
    show(page, "no-change")
    press(page, "[data-slot=yes]")
    wait_sent(page)
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    assert [(body["from"], body["to"]) for body in taken.bodies] == [(package["since"], today)]


def test_that_nothing_changed_is_taken_back_like_an_answer(page: Page) -> None:
    taken = taking(page)
    show(page, "no-change")
    press(page, "[data-slot=yes]")
    press(page, "[data-slot=undo]")
    page.locator(".strip.good", has_text="取り消しました").wait_for()
    wait_sent(page)
    said, back = taken.bodies
    assert "withdraws" not in said
    assert (back["withdraws"], back["from"], back["to"]) == (said["id"], said["from"], said["to"])
    show(page, "sent")
    assert page.locator("[data-slot=sent-list] small").all_inner_texts() == ["取り消しました", "変わりなし"]
    show(page, "no-change")
    assert page.locator("[data-slot=undo]").count() == 0


def test_that_nothing_changed_is_taken_back_after_other_answers_too(
    page: Page, look_at: Callable[[Page, str], None]
) -> None:
    show(page, "no-change")
    press(page, "[data-slot=yes]")
    wait_sent(page)
    show(page, "")
    open_house(page)
    answer(page, "occupied")
    show(page, "no-change")
    page.locator(".strip.good", has_text="変わりなし").wait_for()
    look_at(page, "field_no_change_said")
    press(page, "[data-slot=undo]")
    page.locator(".strip.good", has_text="取り消しました").wait_for()
    wait_sent(page)
    assert [each["kind"] for each in stored(page, "receipts")].count("no-change") == 2, "the register takes both"


def test_not_knowing_whether_anything_changed_records_nothing(page: Page) -> None:
    show(page, "no-change")
    press(page, "[data-slot=unsure]")
    page.locator("[data-slot=next]").wait_for()
    assert stored(page, "outbox") == stored(page, "receipts") == []


def test_the_register_itself_acknowledges_an_answer_and_its_taking_back(page: Page) -> None:
    open_house(page)
    answer(page, "occupied")
    wait_sent(page)
    press(page, "[data-slot=undo]")
    page.locator(".strip.good", has_text="取り消しました").wait_for()
    wait_sent(page)
    assert [receipt["kind"] for receipt in stored(page, "receipts")] == ["observation"] * 2
