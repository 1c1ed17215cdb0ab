"""Whatever our own pages and files print of a house finds it, in any order and wherever one looks."""

import datetime as dt
from collections.abc import Iterator
from itertools import permutations

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akiya import register
from akiya.access import Scope, acting_as
from akiya.asof.selection import Selection
from akiya.models import Area, House, Reference
from akiya.projections.found_by import text_of_area
from akiya.register.houses import edit_house
from akiya.texts.forms import RULES
from akiya.texts.numerals import to_kanji
from maps.exports.rows import Rows
from tests.world import World

TOWNS = ["みどり町", "千代田", "三番丁", "霞ヶ関", "髙﨑", "センター前", "大字山元字北", "一本松", "花ノ宮町", "五日町"]
FULL_WIDTH = str.maketrans("0123456789-", "０１２３４５６７８９－")
EACH = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def scope(world: World, as_staff: Scope) -> Iterator[Scope]:
    yield as_staff


def found(scope: Scope, text: str) -> set[int]:
    query = Selection(text=text).rows(scope, ["number"])
    with connection.cursor() as cursor:
        cursor.execute(query.sql, query.params)
        return {number for (number,) in cursor.fetchall()}


def written(world: World, number: int, by: Scope, **attributes: str) -> House:
    return edit_house(world.house(number), attributes, by)


@st.composite
def addresses(draw: st.DrawFn) -> tuple[str, str]:
    """An address as a city writes it, and in one of the other ways."""
    town = draw(st.sampled_from(TOWNS))
    chome, block, number = draw(st.integers(1, 30)), draw(st.integers(1, 99)), draw(st.integers(1, 99))
    city = f"{town}{to_kanji(chome)}丁目{block}番{number}号"
    typed = draw(
        st.sampled_from(
            [
                city,
                f"{town}{chome}丁目{block}番{number}",
                f"{town}{chome}-{block}-{number}",
                f"{town} {chome} {block} {number}",
                f"{town}{to_kanji(chome)}の{to_kanji(block)}の{to_kanji(number)}",
                f"{town} {to_kanji(chome)} {to_kanji(block)} {to_kanji(number)}",
                f"{town}{to_kanji(chome)}丁目－{block}ー{number}",
                f"{town} {chome}丁目 {block}番 {number}号",
                f"{block}-{number} {town}{to_kanji(chome)}丁目",
                f"{town}{to_kanji(chome)}丁目",
                f"{town}\u200b{chome}‐{block}\u00ad–{number}",
            ]
        )
    )
    return city, draw(st.sampled_from([typed, typed.translate(FULL_WIDTH), f"　{typed}\u00a0"]))


@given(addresses(), st.sampled_from(["", "みほん市", "山形県みほん市", "山形県 みほん市 ", "村山郡みほん市"]))
@EACH
def test_an_address_is_found_however_it_is_typed(world: World, scope: Scope, both: tuple[str, str], place: str) -> None:
    address, typed = both
    written(world, 7, scope, residential_address=address)
    assert 7 in found(scope, typed)
    assert found(scope, place + typed) == found(scope, typed)


@given(addresses(), st.sampled_from(["", "みほん市", "山形県みほん市", "山形県 みほん市　"]))
@EACH
def test_an_address_that_came_with_its_city_is_found_without(
    world: World, scope: Scope, both: tuple[str, str], place: str
) -> None:
    address, typed = both
    written(world, 7, scope, address=place + address)
    assert 7 in found(scope, typed)


@given(addresses())
@EACH
def test_words_find_the_house_in_any_order(world: World, scope: Scope, both: tuple[str, str]) -> None:
    house = written(world, 7, scope, residential_address=both[0], landmark="松の家")
    for words in permutations([both[0], "松の家", "東自治会", f"家屋 {house.number:06d}"]):
        assert found(scope, " ".join(words)) == {7}


def printed(house: House) -> list[str]:
    """What pages, tables and files print of a house, each in its own cell or line."""
    return [
        house.label,
        f"家屋 {house.number:06d}",
        f"House {house.number:06d}",
        str(house.number),
        house.residential_address,
        house.lot_number,
        house.landmark,
        *(reference.key for reference in Reference.objects.filter(house=house)),
        *(str(reference) for reference in Reference.objects.filter(house=house)),
    ]


def test_everything_that_is_printed_of_a_house_finds_it(world: World, scope: Scope) -> None:
    Reference.objects.create(municipality=world.mihon, source="水道台帳", key="703 5", house=world.house(7))
    house = written(
        world, 7, scope, residential_address="みどり町一丁目6番3号", lot_number="大字天童字北原1234番地5", landmark="松"
    )
    for text in printed(house):
        assert 7 in found(scope, text), text
        assert 7 in found(scope, f"東自治会 {text}"), text
        assert 7 in found(scope, f"{text} 東自治会"), text
    assert found(scope, "水道台帳 0703-005") == {7}
    assert found(scope, "西自治会 水道台帳 0703-005") == set()


def test_a_number_is_never_the_end_of_another(world: World, scope: Scope) -> None:
    for number, address in ((7, "みどり町1-6-3"), (8, "みどり町1-6-31"), (9, "みどり町11-6-3"), (10, "みどり町1-16-3")):
        written(world, number, scope, address=address)
    assert found(scope, "みどり町1-6-3") == {7}
    assert found(scope, "みどり町1-6") == {7, 8}


def test_a_number_as_labels_print_it_finds_the_house_of_that_label_alone(world: World, scope: Scope) -> None:
    written(world, 8, scope, address="みどり町7番地")
    written(world, 9, scope, address="みどり町3番地7")
    assert found(scope, "7") == {7, 8, 9}
    assert found(scope, "000007") == found(scope, "０００００７") == found(scope, "家屋 000007") == {7}
    assert found(scope, "みどり町 000007") == {8, 9}


def test_where_a_number_was_read_as_a_label_the_others_are_one_press_away(client: Client, world: World) -> None:
    client.force_login(world.staff)
    page = client.get(reverse("maps:list"), {"q": "000007"})
    assert "「家屋 000007」の家を さがしました。" in page.content.decode()
    assert page.context["label"].query == "q=7"
    assert "の家を さがしました" not in client.get(reverse("maps:list"), {"q": "7"}).content.decode()


def test_a_letter_that_an_export_could_not_write_stands_for_any(world: World, scope: Scope) -> None:
    written(world, 7, scope, address="𠮷田町12")
    assert found(scope, "〓田町12") == {7}
    assert found(scope, "〓町12") == {7}
    assert found(scope, "〓山町12") == set()


def test_what_was_received_stays_as_it_came(world: World, scope: Scope) -> None:
    house = written(world, 7, scope, address="髙﨑町１－２")
    assert House.objects.get(pk=house.pk).address == "髙﨑町１－２"
    assert found(scope, "高崎町1-2") == found(scope, "髙﨑町一の二") == {7}


@pytest.mark.parametrize("typed", ["%", "_", "\\", "み%町", "、", "（）", "'; DROP TABLE akiya_house --", "$1", "{0}"])
def test_a_sign_finds_itself_and_nothing_else(scope: Scope, typed: str) -> None:
    assert found(scope, typed) == set()


def test_signs_that_stand_in_an_address_are_found(world: World, scope: Scope) -> None:
    written(world, 7, scope, address="100%_\\館")
    for typed in ("%", "_", "\\", "100%", "%_\\館"):
        assert found(scope, typed) == {7}, typed


def test_an_area_finds_its_houses_on_the_days_on_which_it_is_valid(world: World, scope: Scope) -> None:
    east = world.area("東自治会")
    east.valid_to = dt.date(2024, 4, 1)
    east.save()
    assert found(scope, "東自治会") == set()


def test_an_area_is_found_by_its_name_of_today(world: World, scope: Scope) -> None:
    Area.objects.filter(name="東自治会").update(
        name="髙台自治会", search_text=text_of_area("髙台自治会"), search_rules=RULES
    )
    assert found(scope, "高台自治会") == {7, 8, 9, 10, 11, 12}
    assert found(scope, "高台自治会 9本目") == {9}


def test_a_number_alone_is_looked_for_in_no_name_of_an_area(world: World, scope: Scope) -> None:
    Area.objects.filter(name="東自治会").update(search_text=text_of_area("第12自治会"))
    assert found(scope, "12") == {12}
    assert found(scope, "第12自治会") == {7, 8, 9, 10, 11, 12}


@pytest.mark.parametrize(
    "typed",
    ["松", "みほん市", "東自治会 8本目", "家屋 000009", "canarywest3", "ない町", "%", "12", "山形県みほん市 松"],
)
def test_the_same_words_find_the_same_houses_everywhere(client: Client, world: World, typed: str) -> None:
    client.force_login(world.staff)
    listed = client.get(reverse("maps:list"), {"q": typed}).context
    total = listed["form"].counts.total
    assert len(listed["rows"]) == total
    assert client.get(reverse("maps:counts"), {"q": typed}).json()["total"] == total
    assert client.get(reverse("maps:map"), {"q": typed}).context["form"].counts.total == total
    assert of_the_areas(client, typed) == total
    assert client.get(reverse("maps:export"), {"q": typed}).context["count"] == total
    with acting_as(world.staff) as scope:
        chosen = Selection(text=typed)
        rows = Rows(chosen.when, (world.mihon.pk,), chosen.where([world.mihon.name]))
        with connection.cursor() as cursor:
            cursor.execute(*rows.select([], "h.number"))
            assert {number for (number,) in cursor.fetchall()} == found(scope, typed)


def of_the_areas(client: Client, typed: str) -> int:
    """The last number of the last line counts each house once."""
    total = client.get(reverse("maps:areas"), {"q": typed, "kind": "association"}).context["total"]
    return int(total["cells"][-1][1])


def test_another_city_is_not_found(world: World, scope: Scope) -> None:
    assert found(scope, "canaryother1") == found(scope, "らんか自治会") == set()


@pytest.mark.parametrize(("login", "houses"), [("staff", 12), ("head", 6), ("former", 0), ("other-staff", 2)])
def test_the_function_tells_nobody_of_houses_they_may_not_see(world: World, login: str, houses: int) -> None:
    """It runs with the owner's rights, so nothing behind it would leave out what it does not."""
    with acting_as(world.person(login)), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM akiya_found(%s, %s, current_date)", [["松"], ["%松%"]])
        assert cursor.fetchone()[0] == houses


def test_a_new_house_is_found_at_once(world: World, scope: Scope) -> None:
    place = register.Place(140.3801, 38.3601)
    house = register.add_house(world.mihon, place, scope, address="山形県みほん市みどり町一丁目6番3号")
    assert found(scope, "みどり町一の六の三") == found(scope, f"家屋 {house.number:06d}") == {house.number}
