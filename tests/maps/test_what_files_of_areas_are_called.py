"""Two files of areas that hold something else are never called alike, and each says inside what narrows its houses."""

import csv
import io
import re
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.maps.stories import ago, grown_up
from tests.world import World

ASKED = (
    "", "kind=district", "q=松", "q=本目", "cell=vacant-reported", "age=year",
    f"on={ago(250)}", f"on={ago(250)}&known=on",
)  # fmt: skip


@pytest.fixture
def staff(world: World, client: Client) -> Client:
    grown_up(world)
    client.force_login(world.staff)
    return client


def names(client: Client, query: str, format: str = "csv") -> tuple[str, str]:
    header = client.get(reverse("maps:areas_file", args=[format]) + f"?{query}")["Content-Disposition"]
    found = re.fullmatch(r"attachment; filename=\"([ -~]+)\"; filename\*=UTF-8''(\S+)", header)
    assert found, header
    return found[1], unquote(found[2])


def test_no_two_are_called_alike(staff: Client) -> None:
    saved = [names(staff, query) for query in ASKED]
    assert len({ascii_name for ascii_name, _full in saved}) == len({full for _ascii, full in saved}) == len(ASKED)


def test_the_name_says_which_areas_of_whom_of_which_day_and_what_narrows_them(staff: Client) -> None:
    ascii_name, full = names(staff, f"on={ago(250)}&known=on&q=松", "xlsx")
    assert re.fullmatch(
        rf"areas_association_069990_{ago(250)}_known-{ago(250)}-2359_filter-[0-9a-f]{{6}}\.xlsx", ascii_name
    )
    assert full.startswith(f"区域ごと_自治会_みほん市_{ago(250)}の状態_{ago(250)}-2359までの記録_「松」をふくむ.xlsx")


@pytest.mark.parametrize(("query", "words"), [("q=松", "「松」をふくむ"), ("", "しぼりこみなし")])
def test_the_filter_stands_in_every_row_and_beside_what_the_numbers_mean(staff: Client, query: str, words: str) -> None:
    address = reverse("maps:areas_file", args=["csv"]) + f"?{query}"
    heads, *rows = csv.reader(io.StringIO(staff.get(address).content.decode("utf-8-sig")))
    assert {row[heads.index("しぼりこみ")] for row in rows} == {words}
    book = load_workbook(io.BytesIO(staff.get(address.replace("csv", "xlsx")).content))
    assert f"しぼりこみ：{words}" in [str(row[0]) for row in book["数え方"].values]
    assert len(heads) == len(rows[0])
