from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from akiya.access import as_register
from akiya.management.progress import Progress
from akiya.projections import found_by


class Command(BaseCommand):
    help = "さがすための文字を、きまりが変わった家と区域について 作りなおします。何度しても同じです。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say how many are stale; fails if any is")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self.say_what_is_stale()
            return
        made = found_by.renew(Progress(self, options["verbosity"]))
        self.stdout.write(f"{made.houses:,}棟と {made.areas:,}区域の さがすための文字を 作りなおしました。")

    def say_what_is_stale(self) -> None:
        with as_register():
            found = found_by.stale()
        if any(found):
            raise CommandError(f"{found.houses:,}棟と {found.areas:,}区域の さがすための文字が 古いままです。")
        self.stdout.write("さがすための文字は すべて いまの きまりのものです。")
