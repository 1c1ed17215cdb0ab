"""区域ごと: every number is the length of the list behind it, sorted as asked, and the files say the same."""

import csv
import datetime as dt
import io
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from akiya.access import acting_as, as_register
from akiya.models import Area, HouseArea, Reference
from akiya.register import ledger
from akiya.register.ledger import Listing
from akiya.words import Precision, State
from maps.area_table import Figure
from tests.maps.stories import ago, grown_up
from tests.world import World

PAGE = reverse("maps:areas")
STATE_CLASSES = "&cell=vacant-reported&cell=occupied-reported&cell=gone-confirmed"


@pytest.fixture
def staff(world: World, client: Client) -> Client:
    grown_up(world)
    client.force_login(world.staff)
    return client


def table(client: Client, query: str = "") -> list[list[str]]:
    """The words of every row of the page, its heads first and the whole last."""
    page = client.get(f"{PAGE}?kind=association{query}").content.decode()
    rows = re.findall(r'<tr role="row">(.*?)</tr>', page, re.S)
    return [[text(state_class) for state_class in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)] for row in rows]


def text(state_class: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", state_class)).strip()


def file(client: Client, format: str, query: str = "") -> bytes:
    return client.get(reverse("maps:areas_file", args=[format]) + f"?kind=association{query}").content


@pytest.mark.parametrize("moment", ["", f"&on={ago(250)}&known=on"])
@pytest.mark.parametrize("narrowed", ["", STATE_CLASSES, "&age=year", "&cell=none", "&q=1"])
def test_every_number_opens_as_many_houses(staff: Client, moment: str, narrowed: str) -> None:
    page = staff.get(f"{PAGE}?kind=association{moment}{narrowed}").content.decode()
    found = re.findall(r'<td role="cell" class="number"[^>]*><a href="([^"]+)">([\d,]+)</a>', page)
    assert found
    for href, number in found:
        assert staff.get(unescape(href)).context["form"].counts.total == int(number), href


def test_a_long_search_goes_out_too(staff: Client) -> None:
    assert file(staff, "csv", f"{STATE_CLASSES}&q={'松' * 200}{STATE_CLASSES * 3}")
    answer = staff.get(reverse("maps:areas_file", args=["csv"]) + f"?kind=association&q={'𠮷' * 200}")
    assert answer.status_code == 200


def test_an_area_that_was_chosen_elsewhere_does_not_narrow_the_others(staff: Client, world: World) -> None:
    assert table(staff, f"&area={world.area('東自治会').pk}") == table(staff)


def test_the_rate_is_the_vacant_of_those_that_stand(staff: Client) -> None:
    heads, *rows = table(staff)
    vacant, rate, standing = (heads.index(figure.label) for figure in (Figure.VACANT, Figure.RATE, Figure.STANDING))
    assert len(rows) == 3  # two associations and the whole
    for row in rows:
        assert row[rate] == f"{100 * int(row[vacant]) / int(row[standing]):.1f}%"


def test_narrowing_to_some_states_leaves_the_rate_its_denominator(staff: Client) -> None:
    heads, *rows = table(staff)
    _heads, *narrowed = table(staff, "&cell=vacant-reported&cell=vacant-confirmed&cell=vacant-signalled")
    column = heads.index(Figure.RATE.label)
    assert [row[column] for row in narrowed] == [row[column] for row in rows]


def test_the_last_line_counts_each_house_once(staff: Client, world: World) -> None:
    with as_register():
        HouseArea.objects.get_or_create(house=world.house(7), area=world.area("西自治会"))
    heads, *rows = table(staff)
    *areas, whole = (int(row[heads.index(Figure.TOTAL.label)]) for row in rows)
    assert whole == staff.get(reverse("maps:list")).context["form"].counts.total < sum(areas)


@pytest.mark.parametrize("figure", list(Figure))
def test_every_column_sorts_either_way(staff: Client, figure: Figure) -> None:
    heads, *rows = table(staff, f"&sort=-{figure.value}")
    column = heads.index(figure.label)
    falling = [float(row[column].rstrip("%")) for row in rows[:-1]]
    assert falling == sorted(falling, reverse=True)
    rising = [float(row[column].rstrip("%")) for row in table(staff, f"&sort={figure.value}")[1:-1]]
    assert rising == sorted(rising)


def test_a_head_turns_its_own_order_round(staff: Client) -> None:
    page = staff.get(f"{PAGE}?sort=-rate").content.decode()
    assert 'aria-sort="descending"' in page
    assert "sort=rate" in page
    assert staff.get(f"{PAGE}?sort=colour").status_code == 400


@pytest.mark.parametrize("query", ["", "&sort=-vacant", STATE_CLASSES, f"&on={ago(250)}&known=on"])
def test_the_files_say_what_the_page_says(staff: Client, query: str) -> None:
    heads, *rows = table(staff, query)
    shown = [[row[0], *(state_class.rstrip("%") for state_class in row[1:])] for row in rows]
    written = list(csv.reader(io.StringIO(file(staff, "csv", query).decode("utf-8-sig"))))
    columns = slice(1, 2 + len(Figure))
    assert [row[columns] for row in written[1:]] == [row[: 1 + len(Figure)] for row in shown]
    assert [head.split("（")[0] for head in written[0][columns]] == heads[: 1 + len(Figure)]
    book = load_workbook(io.BytesIO(file(staff, "xlsx", query)))
    classes = list(book.worksheets[0].values)
    assert [list(row[columns]) for row in classes[1:]] == [
        [row[0], *map(float, row[1 : 1 + len(Figure)])] for row in shown
    ]
    assert "空き家率＝" in str(list(book.worksheets[1].values))


def test_a_name_that_is_a_formula_is_a_name(staff: Client) -> None:
    with as_register():
        Area.objects.filter(name="東自治会").update(name="=1+1")
    assert "'=1+1" in file(staff, "csv").decode()


def test_who_sees_nothing_of_a_city_gets_no_line_of_it(client: Client, world: World) -> None:
    client.force_login(world.other_staff)
    assert "東自治会" not in file(client, "csv").decode()
    assert client.get(reverse("maps:areas_file", args=["shp"])).status_code == 404


def test_the_page_costs_the_same_whatever_the_areas(staff: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        staff.get(PAGE)
    assert len(queries) <= 12


def two_lists(world: World) -> None:
    """Of two complete lists half a year apart the second lacks a house of the first; when it changed nobody knows."""
    with as_register():
        for key, number in (("A", 7), ("B", 8)):
            Reference.objects.create(municipality=world.mihon, source="税", key=key, house=world.house(number))
    for keys, days in (("AB", 400), ("A", 200)):
        on = timezone.localdate() - dt.timedelta(days=days)
        lines = [Listing(row, key, State.VACANT, on, Precision.UNKNOWN) for row, key in enumerate(keys, 2)]
        with acting_as(world.staff) as staff:
            ledger.take_in(ledger.Edition("税", on, True, lines), world.mihon, staff)


def test_between_two_lists_the_number_of_vacant_houses_has_its_bounds(world: World, client: Client) -> None:
    two_lists(world)
    client.force_login(world.staff)
    heads, *rows = table(client, f"&on={ago(300)}")
    assert heads[-1] == "空き家の とりうる数"
    assert rows[-1][-1] == "1〜2"
    *_rest, last = csv.reader(io.StringIO(file(client, "csv", f"&on={ago(300)}").decode("utf-8-sig")))
    assert last[-2:] == ["1", "2"]
    for day in (ago(400), ago(200)):
        assert table(client, f"&on={day}")[0][-1] != "空き家の とりうる数"


def test_of_houses_that_the_words_do_not_find_no_bounds_are_given(world: World, client: Client) -> None:
    two_lists(world)
    client.force_login(world.staff)
    assert table(client, f"&on={ago(300)}&q=家屋 000008")[0][-1] == "空き家の とりうる数"
    assert table(client, f"&on={ago(300)}&q=家屋 000007")[0][-1] != "空き家の とりうる数"
