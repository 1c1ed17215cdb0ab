"""What the import commands share: which municipality, how faults are told, and when to show progress."""

import datetime as dt
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from akiya.access import CONSOLE, as_register
from akiya.imports.problems import BrokenFile, Problem
from akiya.models import Municipality
from akiya.not_possible import NotPossible
from akiya.places.crs import PLANE_SRIDS
from akiya.register import borders
from akiya.texts import eras
from akiya.texts.codes import NotACode, municipality_code
from akiya.words import Precision

SHOWN = 100
"""Faults and notes printed one by one; of the rest only the number is told."""

PATIENCE = 2.0
"""Seconds after which a command shows what it is doing."""


class ImportCommand(BaseCommand):
    """A command that takes a file in: whole, or not at all with every fault told."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--municipality", metavar="CODE", default="", help="自治体コード（6けた）")
        parser.add_argument("--dry-run", action="store_true", help="調べるだけで、何も書かない")
        parser.add_argument("--encoding", default="", help="文字コード。書かなければ 自動で見分ける")

    def handle(self, *args: Any, **options: Any) -> None:
        self.started = time.monotonic()
        try:
            self.take(options)
        except BrokenFile as error:
            self.tell(error.problems, self.stderr.write)
            raise CommandError(f"問題が {len(error.problems)}件あります。何も取り込みませんでした。") from None
        except NotPossible as reason:
            raise CommandError(f"{reason}何も取り込みませんでした。") from None

    def take(self, options: dict[str, Any]) -> None:
        """Do the work of the command. May raise BrokenFile, NotPossible."""
        raise NotImplementedError

    def tell(self, problems: list[Problem], write: Any) -> None:
        """Print faults or notes, one a line."""
        for problem in problems[:SHOWN]:
            write(str(problem))
        if len(problems) > SHOWN:
            write(f"ほか {len(problems) - SHOWN}件")

    def progress(self, step: str) -> None:
        """Say what is being done, once the command has taken longer than people wait for."""
        seconds = time.monotonic() - self.started
        if seconds > PATIENCE:
            self.stderr.write(f"{seconds:5.1f}秒 {step}")


def municipality(code: str) -> Municipality:
    """The municipality with this code, or the only one where no code is given. Raises CommandError."""
    with as_register():
        cities = {city.code: city for city in Municipality.objects.order_by("code")}
    if not code and len(cities) == 1:
        return next(iter(cities.values()))
    listed = "、".join(f"{each.code} {each.name}" for each in cities.values()) or "まだありません"
    if not code:
        raise CommandError(f"--municipality で 自治体を指定してください（{listed}）。")
    if code not in cities and whole(code) not in cities:
        raise CommandError(
            f"自治体 {code} は 台帳にありません（{listed}）。"
            "作るときは import_areas に --create 名前 --srid 6678 を付けてください。"
        )
    return cities[code if code in cities else whole(code)]


def create_municipality(code: str, name: str, plane_srid: int) -> Municipality:
    """Make the municipality, or give the one there is. Raises CommandError where it cannot be meant."""
    if plane_srid not in PLANE_SRIDS:
        raise CommandError("--srid は 平面直角座標系（JGD2011）の 6669 から 6687 です。第10系は 6678 です。")
    return borders.add_municipality(whole(code), name, plane_srid, CONSOLE)


def whole(code: str) -> str:
    """The six digits of a code as typed. Raises CommandError."""
    try:
        return municipality_code(code)
    except NotACode as error:
        raise CommandError(str(error)) from None


def day(option: str, text: str) -> dt.date:
    """A day as typed on the command line, in any era. Raises CommandError unless it is one whole day."""
    try:
        when = eras.read(text)
    except eras.NotADate as error:
        raise CommandError(f"{option}: {error}") from None
    if when.first is None or when.precision != Precision.DAY:
        raise CommandError(f"{option} は 年月日で書いてください（2026-11-20）。")
    return when.first
