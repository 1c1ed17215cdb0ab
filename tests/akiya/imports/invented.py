"""An invented city in the forms in which real ones publish theirs: drawn anew for each test from one seed.

Nothing in it is of any place. What the files hold is said by the numbers beside them, which come from the drawing
and not from reading the files.
"""

import random
from pathlib import Path

import geopandas
import pandas
import shapely
from shapely import affinity

from tests.akiya.imports.cities import Bounded, Divided, Lists

PLANE, OTHER_PLANE, FEET = 6678, 2450, 2248
SIDE = 1_000  # metres


def squares(count: int, across: int) -> list[shapely.Polygon]:
    """Squares of a kilometre, row by row."""
    return [
        affinity.translate(shapely.box(0, 0, SIDE, SIDE), nth % across * SIDE, nth // across * SIDE)
        for nth in range(count)
    ]


def divided(folder: Path) -> Divided:
    """Associations and school districts in another plane and CP932, one association crossing itself."""
    names = [f"第{nth}みほん自治会" for nth in range(1, 31)]
    shapes = squares(30, 6)
    wrong = 17
    corners = list(shapes[wrong - 1].exterior.coords)
    shapes[wrong - 1] = shapely.Polygon([corners[0], corners[2], corners[1], corners[3]])
    associations = geopandas.GeoDataFrame(
        {"SAUID": [str(nth) for nth in range(30)], "SAFIELD000": names}, geometry=shapes, crs=OTHER_PLANE
    )
    schools = geopandas.GeoDataFrame(
        {"SAUID": ["1", "2"], "SAFIELD000": ["みほん東小学校", "みほん西小学校"]},
        geometry=[shapely.box(0, 0, 3 * SIDE, 5 * SIDE), shapely.box(3 * SIDE, 0, 6 * SIDE, 5 * SIDE)],
        crs=OTHER_PLANE,
    )
    for name, frame in (("自治会区域", associations), ("小学校区", schools)):
        frame.to_file(folder / f"{name}.shp", encoding="CP932")
    return Divided(
        associations=folder / "自治会区域.shp",
        count=30,
        repaired=(wrong, names[wrong - 1]),
        schools=folder / "小学校区.shp",
        school_count=2,
        first_school="みほん東小学校",
    )


def bounded(folder: Path) -> Bounded:
    """A city of 8 by 10 km with thirty towns and twelve small areas."""
    dice = random.Random(2026)
    boundary = shapely.box(0, 0, 8 * SIDE, 10 * SIDE)
    write(folder / "boundary.geojson", {"code": ["06998"], "name": ["みほん市"]}, [boundary])
    small = [shapely.box(x, y, x + 2 * SIDE, y + 2.5 * SIDE) for x in range(0, 8_000, 2_000) for y in (0, 2_500, 5_000)]
    codes = [f"06998{nth:04d}" for nth in range(len(small))]
    write(folder / "small_areas.geojson", {"KEY_CODE": codes, "MOJI": [f"小区{code}" for code in codes]}, small)
    points = geopandas.GeoSeries(
        [shapely.Point(dice.uniform(0, 8 * SIDE), dice.uniform(0, 10 * SIDE)) for _ in range(30)], crs=PLANE
    ).to_crs(6668)
    towns = pandas.DataFrame(
        {
            "pref": "みほん県",
            "city": "みほん市",
            "town": [f"大字みほん{nth}" for nth in range(30)],
            "koaza": ["北" if nth % 3 == 0 else "" for nth in range(30)],
            "lat": points.y.round(6),
            "lon": points.x.round(6),
        }
    )
    towns.to_csv(folder / "towns.csv", index=False)
    return Bounded(
        folder / "boundary.geojson", "80.0 km²", folder / "towns.csv", 30, folder / "small_areas.geojson", 12
    )


def lists(folder: Path) -> Lists:
    """Two lists of one city at two dates, in the columns of two editions, and the quarters that its houses stand in."""
    dice = random.Random(1900)
    quarters = [
        affinity.translate(shapely.box(0, 0, 5_000, 5_000), x, y) for x in (0, 5_000) for y in (0, 5_000, 10_000)
    ]
    city = [affinity.translate(quarter, 1_400_000, 580_000) for quarter in quarters]
    labels = [f"Quarter {nth}" for nth in range(len(city))]
    frame = geopandas.GeoDataFrame({"LABEL": labels}, geometry=city, crs=FEET)
    (folder / "quarters").mkdir()
    frame.to_file(folder / "quarters" / "quarters.shp")
    keys = [(f"{dice.randrange(1, 9999):04d}{dice.choice(['', '', 'A'])}", f"{nth:03d}") for nth in range(1, 241)]
    spots = [shapely.Point(1_400_000 + dice.uniform(50, 9_950), 580_000 + dice.uniform(50, 14_950)) for _ in keys]
    degrees = geopandas.GeoSeries(spots, crs=FEET).to_crs(4326)
    first, second = [], []
    for nth, ((block, lot), spot) in enumerate(zip(keys, degrees, strict=True)):
        for _notice in range(dice.choice([1, 1, 1, 2])):
            noticed = pandas.Timestamp(dice.randrange(1995, 2019), dice.randrange(1, 13), dice.randrange(1, 29))
            address = f"{100 + nth} INVENTED ST"
            if nth < 180:
                utc = noticed.tz_localize("America/New_York").tz_convert("UTC").strftime("%Y-%m-%dT%H:%M:%SZ")
                told = f"{block:<5}{lot} {noticed:%m%d%y}"
                first.append((block, address, "1", f"({spot.y:.8f}, {spot.x:.8f})", lot, "Q", utc, "X", told))
            if nth >= 60:
                number, *street = address.split()
                at = noticed + pandas.Timedelta(hours=10, minutes=31)
                second.append(("1A", at, block, lot, f"{block:<5}{lot}", int(number), "", street[0], street[1], 1, "Q"))
    columns = "block,buildingaddress,councildistrict,location,lot,neighborhood,noticedate,policedistrict,referenceid"
    pandas.DataFrame(first, columns=columns.split(",")).to_csv(folder / "first.csv", index=False)
    others = "Notice Num,Date Notice,Block,Lot,BlockLot,House Num,Direction,Street Name,Street Attr,Zip5,Neighborhood"
    pandas.DataFrame(second, columns=others.split(",")).to_excel(folder / "second.xlsx", index=False)
    return Lists(folder / "first.csv", folder / "second.xlsx", folder / "quarters" / "quarters.shp")


def write(path: Path, columns: dict[str, list[str]], shapes: list[shapely.Polygon]) -> None:
    """A GeoJSON in degrees."""
    geopandas.GeoDataFrame(columns, geometry=shapes, crs=PLANE).to_crs(4326).to_file(path, driver="GeoJSON")
