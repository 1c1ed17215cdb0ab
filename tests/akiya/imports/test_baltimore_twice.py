"""Two lists of one city at two dates: the register knows who stayed, came and went.

The right totals are worked out here from the two files alone, with pandas and geopandas. A house is a
block and a lot as written; it is vacant since the earliest of its notice dates, until the second list,
which is complete, lacks it. Only the first list says where its houses stand.
"""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import geopandas
import pandas
import pytest
from django.core.management import call_command
from django.utils import timezone

from akiya.access import as_register
from akiya.models import Batch, Entry, House, OccupancyChange
from akiya.projections.rebuild import differences
from tests.akiya.imports.cities import Lists

FIRST, SECOND = "2019-02-07", "2019-09-17"
CODE = "990001"
SOURCE = "baltimore-vacant-building-notices"
FORGET = "DELETE FROM akiya_{table} WHERE municipality_id = (SELECT id FROM akiya_municipality WHERE code = %s)"
Counts = dict[str, int]


@dataclass(frozen=True)
class Truth:
    """The two lists, one row a house: since when, and in the first also the polygon it stands in."""

    first: pandas.DataFrame
    second: pandas.DataFrame

    def vacant(self, on: str, known: tuple[str, ...] = (FIRST, SECOND)) -> pandas.DataFrame:
        """The houses vacant on a day, as far as the lists known by then tell."""
        lists = [each for each, name in ((self.first, FIRST), (self.second, SECOND)) if name in known]
        both = pandas.concat(lists)
        since = both.groupby(level=["block", "lot"])["since"].min()
        found = since[since <= pandas.Timestamp(on)].to_frame()
        if SECOND in known and on >= SECOND:
            found = found[found.index.isin(self.second.index)]
        return found.join(self.first[["polygon"]])


@pytest.fixture(scope="module")
def truth(lists: Lists) -> Truth:
    first = pandas.read_csv(lists.first, dtype=str, keep_default_na=False)
    place = first["location"].str.extract(r"\((?P<lat>[-\d.]+), (?P<lon>[-\d.]+)\)").astype(float)
    first["since"] = pandas.to_datetime(first["noticedate"]).dt.tz_convert("America/New_York").dt.tz_localize(None)
    first["since"] = first["since"].dt.normalize()
    points = geopandas.GeoDataFrame(first, geometry=geopandas.points_from_xy(place.lon, place.lat), crs=4326)
    polygons = geopandas.read_file(lists.quarters)
    inside = points.to_crs(polygons.crs).sjoin(polygons[["LABEL", "geometry"]], how="left")
    inside = inside.sort_values("since").rename(columns={"LABEL": "polygon"})
    second = pandas.read_excel(lists.second, dtype=object, engine="calamine")
    second["since"] = pandas.to_datetime(second["Date Notice"]).dt.normalize()
    return Truth(
        first=pandas.DataFrame(inside).drop_duplicates(["block", "lot"]).set_index(["block", "lot"]),
        second=second.sort_values("since")
        .rename(columns={"Block": "block", "Lot": "lot"})
        .drop_duplicates(["block", "lot"])
        .set_index(["block", "lot"]),
    )


def take_in(mapping: str, path: Path, on: str) -> str:
    out = io.StringIO()
    call_command(
        "import_ledger",
        path,
        mapping=mapping,
        on=on,
        complete=True,
        municipality=CODE,
        stdout=out,
    )
    return out.getvalue()


def counted(on: str, known: str = "") -> dict[tuple[str, str], int]:
    """What occupancy_counts prints: vacant houses by part and area name."""
    out = io.StringIO()
    call_command("occupancy_counts", on=on, known=known, by="neighborhood", municipality=CODE, stdout=out)
    rows = csv.DictReader(io.StringIO(out.getvalue()))
    return {(row["part"], row["area_name"]): int(row["vacant"]) for row in rows}


def in_areas(counts: dict[tuple[str, str], int]) -> Counts:
    return {name: number for (part, name), number in counts.items() if part == "area" and number}


def test_two_lists_of_one_city_answer_for_every_day_as_known_at_every_moment(
    db: None, truth: Truth, lists: Lists
) -> None:
    """One test, because taking both lists in takes half a minute and a transaction to take away again."""
    call_command(
        "import_areas",
        lists.quarters,
        kind="neighborhood",
        municipality=CODE,
        create="ボルチモア市",
        srid=6678,
        stdout=io.StringIO(),
    )
    take_in("baltimore-2019-02", lists.first, FIRST)
    between = timezone.now()
    take_in("baltimore-2019-09", lists.second, SECOND)
    for on in ("2010-01-01", "2019-02-07", "2019-03-01", "2019-09-16", "2019-09-17", "2019-10-01"):
        the_counts_are_those_of_the_files(on, counted(on), truth.vacant(on))
    known_then = truth.vacant("2019-10-01", known=(FIRST,))
    the_counts_are_those_of_the_files("2019-10-01", counted("2019-10-01", between.isoformat()), known_then)
    the_same_lists_again_change_nothing(lists)
    with as_register():
        assert list(differences()) == []


def the_counts_are_those_of_the_files(on: str, counts: dict[tuple[str, str], int], vacant: pandas.DataFrame) -> None:
    """All, by polygon, and those of which neither list says where they stand."""
    assert counts["all", ""] == len(vacant), on
    assert in_areas(counts) == vacant["polygon"].value_counts().to_dict(), on
    assert counts.get(("unplaced", ""), 0) == vacant["polygon"].isna().sum(), on
    assert counts.get(("outside", ""), 0) == 0, on


def the_same_lists_again_change_nothing(lists: Lists) -> None:
    before = rows()
    assert "もう取り込んであります" in take_in("baltimore-2019-02", lists.first, FIRST)
    assert "もう取り込んであります" in take_in("baltimore-2019-09", lists.second, SECOND)
    assert rows() == before


def rows() -> list[int]:
    with as_register():
        return [model.objects.count() for model in (House, Batch, Entry, OccupancyChange)]
