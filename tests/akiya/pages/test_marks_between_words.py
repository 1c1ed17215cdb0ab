"""What stands between words is of the language of the page: no wide bracket or dot in an English line."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from akiya.access import acting_as, as_register, scope_of
from akiya.models import HouseArea, Term
from akiya.templatetags.inbox import place_words
from akiya.templatetags.menu import posts
from tests.world import World


@pytest.mark.parametrize(("language", "words"), [("ja", "（±8 m）"), ("en", " (±8 m)")])
def test_how_exact_a_position_is(language: str, words: str) -> None:
    with translation.override(language):
        assert place_words({"longitude": 140.38, "latitude": 38.36, "accuracy": 8}).endswith(words)


@pytest.mark.parametrize(
    ("language", "words"), [("ja", "空き家担当・管理者"), ("en", "Vacant house staff, administrator")]
)
def test_two_posts_of_one_person(world: World, language: str, words: str) -> None:
    with as_register():
        Term.objects.create(person=world.staff, municipality=world.mihon, role="admin", starts_on=timezone.localdate())
    with acting_as(world.staff), translation.override(language):
        said = posts(scope_of(world.staff))
        assert sorted(said.lower().split("・" if language == "ja" else ", ")) == sorted(
            words.lower().split("・" if language == "ja" else ", ")
        )


@pytest.mark.parametrize(("language", "between"), [("ja", "西自治会・東自治会"), ("en", "西自治会, 東自治会")])
def test_two_associations_of_one_house(world: World, client: Client, language: str, between: str) -> None:
    with as_register():
        HouseArea.objects.get_or_create(house=world.house(7), area=world.area("西自治会"))
    client.force_login(world.staff)
    page = client.get(reverse("maps:list"), {"q": "家屋 000007"}, headers={"accept-language": language})
    text = page.content.decode()
    assert between in text or "".join(reversed(between.partition("・" if language == "ja" else ", "))) in text


def test_one_house_is_one_building_in_english(world: World, client: Client) -> None:
    client.force_login(world.staff)
    for address in (reverse("maps:list"), reverse("maps:map"), reverse("maps:export")):
        page = client.get(address, {"q": "家屋 000007"}, headers={"accept-language": "en"}).content.decode()
        assert "</b> buildings" not in page and "</b><small> buildings" not in page, address
        assert " building<" in page or " building " in page, address
