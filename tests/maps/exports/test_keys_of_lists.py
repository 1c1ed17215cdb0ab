"""The numbers by which lists know a house leave the register as its page shows them."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from akiya.access import as_register
from akiya.models import House, Reference
from maps.exports import columns
from maps.exports.columns import columns_for
from maps.exports.joins import KEYS
from tests.maps.exports.taking import house_of, out, rows_of
from tests.maps.exports.test_reading_back import FORMATS, opened
from tests.world import World

BOTH = "水道台帳 703 5；空き家台帳 0012"


@pytest.fixture(autouse=True)
def _known_by_two_lists(world: World) -> None:
    with as_register():
        known(world.house(7), "空き家台帳", "0012")
        known(world.house(7), "水道台帳", "703 5")
        known(world.house(8), "=台帳", "1")
        known(world.house(1, "069981"), "水道台帳", "CANARYKEY")


def known(house: House, source: str, key: str) -> None:
    Reference.objects.create(municipality=house.municipality, source=source, key=key, house=house)


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_has_them_of_the_houses_that_have_any(world: World, tmp_path: Path, format: str) -> None:
    path = tmp_path / f"houses.{format}"
    assert out(world, path).rows == 12
    keys = opened(path).set_index("house_number")["list_keys"]
    assert keys[7] == BOTH
    assert list(keys[keys.notna()].index) == [7, 8]


def test_a_viewer_is_given_them_as_the_page_of_a_house_shows_them(world: World, tmp_path: Path, client: Client) -> None:
    path = tmp_path / "houses.csv"
    out(world, path, by=world.viewer)
    assert house_of(rows_of(path), 7)["list_keys"] == BOTH
    client.force_login(world.viewer)
    page = client.get(reverse("house", args=[world.house(7).pk])).content.decode()
    assert "703 5" in page and "0012" in page


def test_a_list_whose_name_is_a_formula_runs_in_no_spreadsheet(world: World, tmp_path: Path) -> None:
    path = tmp_path / "houses.csv"
    out(world, path)
    assert house_of(rows_of(path), 8)["list_keys"] == "'=台帳 1"


def test_they_cost_no_statement_more(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out(world, tmp_path / "first.csv")
    with CaptureQueriesContext(connection) as with_them:
        out(world, tmp_path / "with.csv")
    others = [column for column in columns.COLUMNS if column.join is not KEYS]
    monkeypatch.setattr(columns, "COLUMNS", others)
    assert len(others) == len(columns_for(restricted=True)) > 0
    with CaptureQueriesContext(connection) as without:
        out(world, tmp_path / "without.csv")
    assert len(with_them) == len(without)
