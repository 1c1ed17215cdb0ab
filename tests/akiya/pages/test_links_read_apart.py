"""Links that lead to different places are called differently, for who hears them one after the other."""

from collections import defaultdict
from html.parser import HTMLParser

from django.test import Client

from akiya.access import acting_as
from akiya.register import edit_house, record, retract
from tests.akiya.observed import observed
from tests.akiya.pages.inbox import a_held_observation, settle
from tests.akiya.pages.office import crowd, tell_a_story, text_of
from tests.world import World


class Names(HTMLParser):
    """What each link and each button of a form is called, by the place to which it leads."""

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str, set[str]] = defaultdict(set)
        self.here, self.form, self.said = "", "", [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.form = given.get("action") or ""
        if tag == "a" or (tag == "button" and given.get("name") is None):
            self.here, self.said = given.get("href") or self.form, []
        if tag == "img":
            self.said.append(given.get("alt") or "")

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"a", "button"} and self.here:
            self.places[" ".join(" ".join(self.said).split())].add(self.here)
            self.here = ""


def alike(page: str) -> dict[str, set[str]]:
    """Names that lead to more than one place."""
    names = Names()
    names.feed(page)
    assert len(names.places) > 10
    return {name: places for name, places in names.places.items() if len(places) > 1}


def test_on_the_page_of_a_house(world: World, staff_page: Client) -> None:
    house = world.house(7)
    tell_a_story(world, house)
    crowd(world, house, records=8)
    with acting_as(world.head) as head:
        twins = [observed(house, "vacant", days_ago=2) for _twin in range(3)]
        for twin in twins:
            record(twin, head)
    with acting_as(world.staff) as staff:
        retract(house, f"look:{twins[0].id}", "まちがい", staff)
    assert alike(text_of(staff_page.get(f"/houses/{house.pk}/"))) == {}


def test_on_the_page_of_its_corrections(world: World, staff_page: Client) -> None:
    for number in range(3):
        with acting_as(world.staff) as staff:
            edit_house(world.house(7), {"landmark": f"{number}本の松"}, staff)
    assert alike(text_of(staff_page.get(f"/houses/{world.house(7).pk}/edit/"))) == {}


def test_on_the_page_of_what_is_done(world: World, staff_page: Client) -> None:
    for number in (7, 8, 9):
        settle(staff_page, f"held:{a_held_observation(world, world.house(number))}", "aside")
    assert alike(text_of(staff_page.get("/inbox/settled/"))) == {}
