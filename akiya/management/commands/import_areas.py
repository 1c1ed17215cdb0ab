from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from shapely import Point, from_wkb

from akiya.access import CONSOLE, as_register
from akiya.imports import areas, nearest, shapes
from akiya.imports.problems import broken
from akiya.management.importing import ImportCommand, create_municipality, day, municipality
from akiya.models import Municipality
from akiya.places.position import Position
from akiya.register import borders
from akiya.texts import names
from akiya.words import AreaKind

BOUNDARY, PLACE = "boundary", "place"


class Command(ImportCommand):
    help = "Take areas of one kind, the city's boundary, or place names into the register."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        kinds = (*AreaKind.values, BOUNDARY, PLACE)
        parser.add_argument(
            "--kind", required=True, choices=kinds, help="区域の種類。boundary は市の区域、place は地名"
        )
        parser.add_argument("--name-column", default="", help="名前の列。コンマで つなげて書ける")
        parser.add_argument("--code-column", default="", help="コードの列。書かなければ 名前がコード")
        parser.add_argument("--valid-from", default="", help="いつからの境界か（2026-04-01）")
        parser.add_argument("--crs", default="", metavar="EPSG", help="ファイルに書かれていない座標系")
        parser.add_argument("--layer", default="", help="GeoPackage などの層")
        parser.add_argument("--source", default="", help="出典。書かなければ ファイル名")
        parser.add_argument("--cells", action="store_true", help="点を 最寄りの区域にして 取り込む")
        parser.add_argument("--create", default="", metavar="NAME", help="自治体がなければ この名前で作る")
        parser.add_argument("--srid", type=int, default=0, help="作る自治体の 平面直角座標系（第10系は 6678）")

    @transaction.atomic
    def take(self, options: dict[str, Any]) -> None:
        if options["create"]:
            city = create_municipality(options["municipality"], options["create"], options["srid"])
        else:
            city = municipality(options["municipality"])
        file = Path(options["file"])
        found = shapes.read(file, options["encoding"], options["crs"], options["layer"])
        self.progress(f"{len(found.features)}件を しらべています")
        source = options["source"] or file.name
        if options["cells"]:
            found = nearest.cells(found, self.ground(city), city.plane_srid)
        if options["kind"] == BOUNDARY:
            said = self.boundary(found, city, source)
        elif options["kind"] == PLACE:
            said = self.places(found, city, columns(options["name_column"]))
        else:
            said = self.areas(found, city, source, options)
        self.stdout.write(f"{city.name}: {said}")
        if options["dry_run"]:
            transaction.set_rollback(True)
            self.stdout.write("調べただけで、何も書いていません。")

    def areas(self, found: shapes.Features, city: Municipality, source: str, options: dict[str, Any]) -> str:
        """Take the areas in, and say so in numbers."""
        kind = AreaKind(options["kind"])
        drawn = areas.check(found, columns(options["name_column"]), columns(options["code_column"]))
        self.tell(drawn.notes, self.stdout.write)
        valid_from = day("--valid-from", options["valid_from"]) if options["valid_from"] else None
        done = borders.set_areas(city, kind, drawn.areas, CONSOLE, valid_from, source)
        return (
            f"{kind.label} {len(drawn.areas)}件。新しい {len(done.added)}件、境界が変わった {len(done.moved)}件、"
            f"名前が変わった {len(done.renamed)}件、同じ {len(done.unchanged)}件、ファイルにない {len(done.absent)}件。"
        )

    def boundary(self, found: shapes.Features, city: Municipality, source: str) -> str:
        drawn = areas.boundary(found, city.code)
        self.tell(drawn.notes, self.stdout.write)
        (shape,) = drawn.areas
        changed = borders.set_boundary(city, shape, CONSOLE, source)
        size = areas.square_metres(shape.geometry) / 1e6
        return f"市の区域 {size:.1f} km²。{'書きかえました' if changed else '同じなので 何も変えていません'}。"

    def places(self, found: shapes.Features, city: Municipality, naming: list[str]) -> str:
        """Write the names of points on the map."""
        titles = [found.column(each) for each in naming] or [areas.likely_name(found)]
        places = []
        for feature in found.features:
            if not isinstance(feature.geometry, Point):
                raise broken("点ではありません。", feature.number)
            title = names.name("".join(feature.values[column] for column in titles))
            places.append((title, Position(feature.geometry.x, feature.geometry.y)))
        added = borders.add_places(city, places, CONSOLE)
        return f"地名 {len(places)}件。新しい {added}件、前からある {len(places) - added}件。"

    def ground(self, city: Municipality) -> Any:
        """The city's boundary, which cells are cut to. Raises CommandError where it is not known yet."""
        with as_register():
            boundary = Municipality.objects.get(pk=city.pk).boundary
        if boundary is None:
            raise CommandError("市の区域がまだありません。先に --kind boundary で 取り込んでください。")
        return from_wkb(bytes(boundary.wkb))


def columns(written: str) -> list[str]:
    """Names of columns as typed, parted by commas."""
    return [each.strip() for each in written.split(",") if each.strip()]
