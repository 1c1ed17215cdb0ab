import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.http import QueryDict

from akiya.access import as_register
from akiya.management.importing import PATIENCE, municipality
from akiya.models import Municipality
from akiya.snapshot import one_snapshot
from akiya.words import Certainty, State
from maps.exports import jobs, worker
from maps.exports.order import BadOrder, Order, read
from maps.exports.take import Taken, take
from maps.formats import Encoding, Format, Headings
from maps.models import ExportJob

BETWEEN_LINES = 2.0
"""Seconds between two lines of progress."""


class Command(BaseCommand):
    help = "家屋を書き出します。いつの日の状態でも、いつまでに分かっていたことだけでも。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", required=True, help=f"形式: {'・'.join(Format.values)}")
        parser.add_argument("--out", required=True, metavar="FILE", type=Path, help="書き出し先")
        parser.add_argument("--on", default="", metavar="D", help="いつの（2026-11-20）。書かなければ今日")
        parser.add_argument(
            "--known", default="", metavar="K", help="いつまでに分かっていたこと（日付か時刻）。書かなければすべて"
        )
        parser.add_argument("--crs", default="", metavar="EPSG", help="座標系: 6668・4326・6669〜6687")
        parser.add_argument(
            "--municipality", default="", metavar="CODE", help="自治体コード。書かなければすべての自治体"
        )
        parser.add_argument(
            "--state", action="append", default=[], choices=State.values, help="この利用状態だけ（くり返せる）"
        )
        parser.add_argument("--encoding", default="", help=f"CSV の文字コード: {'・'.join(Encoding.values)}")
        parser.add_argument("--headings", default="", help=f"表の見出し: {'・'.join(Headings.values)}")
        parser.add_argument("--restricted", action="store_true", help="メモ・名前・理由もふくめる")
        parser.add_argument("--changes", action="store_true", help="利用状態の変化もふくめる（csv・xlsx・gpkg）")
        parser.add_argument("--footprints", action="store_true", help="建物の外形もふくめる（gpkg・geojson）")
        parser.add_argument(
            "--language", default=settings.LANGUAGE_CODE, choices=[code for code, _name in settings.LANGUAGES]
        )
        parser.add_argument("--reason", default="コンソールからの書き出し", help="書き出す理由（記録に残る）")

    def handle(self, *args: Any, **options: Any) -> None:
        self.started = self.last_line = time.monotonic()
        try:
            order = read(
                options["format"],
                filters(options["on"], options["known"], options["state"]),
                options["crs"],
                options["encoding"],
                options["headings"],
                options["restricted"],
                options["footprints"],
                options["language"],
                options["changes"],
            )
        except BadOrder as error:
            raise CommandError(str(error)) from None
        out: Path = options["out"]
        if not out.parent.is_dir():
            raise CommandError(f"書き出し先のフォルダ {out.parent} がありません。")
        if not options["reason"].strip():
            raise CommandError("--reason に書き出す理由を書いてください。")
        cities = self.cities(options["municipality"])
        taken = self.take(order, cities, out, options["reason"])
        self.tell(order, taken, out)

    def cities(self, code: str) -> tuple[Municipality, ...]:
        """The municipality with this code, or all of them."""
        if code:
            return (municipality(code),)
        with as_register():
            cities = tuple(Municipality.objects.order_by("code"))
        if not cities:
            raise CommandError("台帳に自治体がまだありません。")
        return cities

    def take(self, order: Order, cities: tuple[Municipality, ...], out: Path, reason: str) -> Taken:
        """Take the houses out and write it down, as everything that leaves the register is."""
        with as_register():
            only = cities[0] if len(cities) == 1 else None
            job = ExportJob.objects.create(municipality=only, reason=reason.strip(), **jobs.written(order))
        try:
            with one_snapshot(), as_register():
                taken = take(order, cities, out, self.progress)
        except BadOrder as error:
            worker.failed(job, str(error))
            raise CommandError(str(error)) from None
        except OSError as error:
            sentence = f"{out} に書けませんでした（{error.strerror or error}）。"
            worker.failed(job, sentence)
            raise CommandError(sentence) from None
        except DatabaseError as error:
            sentence = f"台帳から読みだせませんでした（{str(error).splitlines()[0]}）。"
            worker.failed(job, sentence)
            raise CommandError(sentence) from None
        worker.done(job, taken)
        return taken

    def progress(self, rows: int, total: int) -> None:
        """Show how far it is, once it has taken longer than people wait for."""
        now = time.monotonic()
        if now - self.started > PATIENCE and now - self.last_line > BETWEEN_LINES:
            self.last_line = now
            self.stderr.write(f"{now - self.started:5.1f}秒 {rows:,} / {total:,}棟")

    def tell(self, order: Order, taken: Taken, out: Path) -> None:
        """Say in numbers what was done."""
        seconds = time.monotonic() - self.started
        houses, *beside = taken.files
        self.stdout.write(
            f"{order.selection.when.day.isoformat()} の家屋 {taken.rows:,}棟を {out} に書き出しました"
            f"（{houses.size:,}バイト、{seconds:.1f}秒、SHA-256 {houses.sha256}）。"
        )
        if beside:
            self.stdout.write(f"説明のファイル: {'、'.join(file.name for file in beside)}")
        if taken.missing:
            times = sum(letter.times for letter in taken.missing)
            listed = "、".join(
                f"{each.letter}（{each.number}、{each.times}回 → {each.written}）" for each in taken.missing
            )
            self.stderr.write(f"CP932 で書けない文字が {len(taken.missing)}種類 {times:,}回ありました: {listed}")


def filters(on: str, known: str, states: list[str]) -> QueryDict:
    """The options as the query string that the map and the list use."""
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in (("on", on), ("known", known)) if value})
    query.setlist("cell", [f"{state}-{certainty}" for state in states for certainty in Certainty.values])
    return query
