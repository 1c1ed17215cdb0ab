"""The inbox says no more than the records show: who can have known what, where a device was, whose a photo is."""

import datetime as dt
import re
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from akiya.access import acting_as
from akiya.inbox.kinds.differing import acquaintance
from akiya.media import photos
from akiya.register import Place, record
from akiya.templatetags.inbox import place_words
from akiya.texts.distances import near
from akiya.words import Channel
from tests.access.cast import picture
from tests.akiya.observed import observed
from tests.akiya.pages.inbox import a_dispute
from tests.akiya.pages.office import text_of
from tests.world import World

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
UNAWARE = "たがいを知らずに"


def test_what_was_seen_before_the_other_arrived_did_not_know_of_it() -> None:
    assert UNAWARE in acquaintance(NOW, NOW - dt.timedelta(minutes=1))


@pytest.mark.parametrize(("later", "words"), [({"hours": 1}, "届いた日に"), ({"days": 31}, "1か月後に")])
def test_what_was_seen_after_the_other_arrived_may_have_known_of_it(later: dict[str, int], words: str) -> None:
    said = acquaintance(NOW, NOW + dt.timedelta(**later))
    assert UNAWARE not in said and words in said and "分かりません" in said


def test_the_page_says_so_of_the_answers_as_they_came(staff_page: Client, world: World) -> None:
    a_dispute(world, world.house(7))
    page = text_of(staff_page.get("/inbox/"))
    assert UNAWARE in page  # both were seen before either had arrived
    assert "決めるまで、台帳では「居住中（報告）」です。" in page


def test_an_answer_given_when_the_other_lay_there_is_not_said_to_be_unaware(staff_page: Client, world: World) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7), "vacant", days_ago=3), head)
    with acting_as(world.staff) as staff:
        record(observed(world.house(7), "occupied", days_ago=0, channel=Channel.COUNTER), staff)
    page = text_of(staff_page.get("/inbox/"))
    assert "食いちがい" in page and UNAWARE not in page


@pytest.mark.parametrize(
    ("metres", "words"), [(0, "0m"), (8.4, "8m"), (999, "999m"), (1_240, "1.2km"), (13_976_775, "13,977km")]
)
def test_a_distance_is_said_in_a_unit_that_fits_it(metres: float, words: str) -> None:
    assert near(metres) == words


def test_an_answer_without_a_position_says_so_wherever_it_is_shown(staff_page: Client, world: World) -> None:
    nowhere = observed(world.house(7), "vacant", place=Place(0, 0, 5))
    with acting_as(world.head) as head:
        record(nowhere, head)
    for address in ("/inbox/", f"/houses/{world.house(7).pk}/"):
        page = text_of(staff_page.get(address))
        assert "位置が とれていない" in page and not re.search(r"家から [\d,.]+k?m", page)
    assert "位置は 届いていません" in text_of(staff_page.get("/inbox/"))
    assert place_words({"longitude": 0, "latitude": 0, "accuracy": 5}) == "位置は 届いていません"


def test_an_answer_from_nowhere_at_an_unknown_house_finds_no_house_near_it(staff_page: Client, world: World) -> None:
    with acting_as(world.head) as head:
        record(observed(999_999_999, "vacant", place=Place(0, 0, 5)), head)
    page = text_of(staff_page.get("/inbox/"))
    assert "0.00000" not in page and "見た場所が分からない" in page


def test_a_photo_that_was_used_twice_names_its_houses_by_links_that_read_apart(
    staff_page: Client, world: World
) -> None:
    for number in (7, 8):
        seen = observed(world.house(number), "vacant")
        with acting_as(world.head) as head:
            photos.keep(uuid.uuid4(), seen.id, *picture(), by=head)
            record(seen, head)
    page = text_of(staff_page.get("/inbox/?kind=reused"))
    uses = page[page.index('<ol class="uses">') : page.index("</ol>", page.index('<ol class="uses">'))]
    links = re.findall(r'<a href="(/houses/\d+/)">(.*?)</a>', uses)
    assert links == [(f"/houses/{world.house(number).pk}/", f"CANARYEAST{number}") for number in (7, 8)]


def test_moments_are_of_the_city_s_own_day() -> None:
    late = timezone.make_aware(dt.datetime(2026, 11, 20, 23, 30))
    assert "1日後に" in acquaintance(late, late + dt.timedelta(hours=1))
