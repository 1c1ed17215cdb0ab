import csv
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from akiya import counts, history
from akiya.access import as_register
from akiya.management.importing import municipality
from akiya.models import Municipality
from akiya.words import AreaKind, State

COLUMNS = ("municipality", "on", "part", "area_kind", "area_code", "area_name", "houses", *State.values)


class Command(BaseCommand):
    help = "Print as CSV how many houses are in each state, as of a day, as known at a moment."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", default="", metavar="DATE", help="この日の状態（2026-11-20）。書かなければ 今日")
        parser.add_argument("--known", default="", metavar="MOMENT", help="この日、この時刻までに分かっていたこと")
        parser.add_argument("--by", default="", choices=("", *AreaKind.values), help="区域の種類ごとに分ける")
        parser.add_argument("--municipality", default="", metavar="CODE", help="書かなければ すべての自治体")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            when = history.moment(options["on"], options["known"])
        except history.BadMoment as error:
            raise CommandError(str(error)) from None
        with as_register():
            every = Municipality.objects.order_by("code")
            cities = [municipality(options["municipality"])] if options["municipality"] else list(every)
            writer = csv.writer(self.stdout, lineterminator="\n")
            writer.writerow(COLUMNS)
            for city in cities:
                for count in counts.by_area(city.pk, options["by"], when):
                    kind = options["by"] if count.part == "area" else ""
                    place = (city.code, when.day.isoformat(), count.part, kind, count.code, count.name)
                    writer.writerow((*place, count.houses, *(count.states[state] for state in State)))
