"""A page that comes again because its form was refused leads on as the page that it is, with what was chosen there."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from akiya.access import as_register
from akiya.models import Term
from tests.akiya.pages.inbox import a_held_observation
from tests.akiya.pages.office import crowd, text_of
from tests.world import World

Sent = tuple[str, dict[str, str]]


def the_inbox(world: World) -> Sent:
    keys = [f"held:{a_held_observation(world, world.house(number))}" for number in (7, 8)]
    return "/inbox/settle/", {"key": keys[0], "resolution": "accept", "reason": "", "back": "kind=held&order=newest"}


def the_requests(world: World) -> Sent:
    return "/requests/withdraw/", {"request": "1", "why": "", "back": "order=newest&words=nowhere"}


def a_decision(world: World) -> Sent:
    crowd(world, world.house(7), 120)
    return f"/houses/{world.house(7).pk}/decide/", {"state": "vacant", "since": "いつか"}


def a_term(world: World) -> Sent:
    with as_register():
        term = Term.objects.get(person=world.head)
    return f"/people/terms/{term.pk}/end/", {"last_day": "いつか"}


PAGES: dict[str, Callable[[World], Sent]] = {
    "inbox": the_inbox, "requests": the_requests, "decision": a_decision, "term": a_term,
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_every_link_and_every_search_on_it_opens(world: World, staff_page: Client, page: str) -> None:
    address, sent = PAGES[page](world)
    refused = staff_page.post(address, sent)
    assert refused.status_code == 400
    main = text_of(refused).partition("<main")[2]
    links = [unescape(link) for link in re.findall(r'<a [^>]*href="([^"]*)"', main)]
    searches = re.findall(r'<form [^>]*method="get"[^>]*>', main)
    assert all('action="' in form for form in searches)
    links += [action for form in searches for action in re.findall('action="([^"]+)"', form)]
    assert links
    for link in links:
        assert link.startswith(("/", "#")), link
        assert link.startswith("#") or staff_page.get(link).status_code in {200, 302}, link


def test_the_next_item_opens_within_what_was_chosen(world: World, staff_page: Client) -> None:
    address, sent = the_inbox(world)
    main = text_of(staff_page.post(address, sent)).partition("<main")[2]
    opens = [unescape(link) for link in re.findall(r'href="([^"]*item=[^"]*)"', main)]
    assert len(opens) == 2 and all("kind=held&order=newest" in link for link in opens)
