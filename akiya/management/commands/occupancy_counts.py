import csv
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from akiya.access import as_register
from akiya.asof import bounds, city_counts, moment
from akiya.asof.bounds import Open
from akiya.asof.city_counts import Count
from akiya.management.importing import municipality
from akiya.models import Municipality
from akiya.words import AreaKind, State

COLUMNS = ("municipality", "on", "part", "area_kind", "area_code", "area_name", "houses", *State.values)
BOUNDS = tuple(f"{state}_{which}" for state in State.values for which in ("low", "high"))


class Command(BaseCommand):
    help = "Print as CSV how many houses are in each state, and how far that may be off, as of a day, as known then."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", default="", metavar="DATE", help="この日の状態（2026-11-20）。書かなければ 今日")
        parser.add_argument("--known", default="", metavar="MOMENT", help="この日、この時刻までに分かっていたこと")
        parser.add_argument("--by", default="", choices=("", *AreaKind.values), help="区域の種類ごとに分ける")
        parser.add_argument("--municipality", default="", metavar="CODE", help="書かなければ すべての自治体")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            when = moment.moment(options["on"], options["known"])
        except moment.BadMoment as error:
            raise CommandError(str(error)) from None
        with as_register():
            every = Municipality.objects.order_by("code")
            cities = [municipality(options["municipality"])] if options["municipality"] else list(every)
            writer = csv.writer(self.stdout, lineterminator="\n")
            writer.writerow((*COLUMNS, *BOUNDS))
            for city in cities:
                unsure = bounds.open_houses(city.pk, when)
                for count in city_counts.by_area(city.pk, options["by"], when):
                    kind = options["by"] if count.part == "area" else ""
                    place = (city.code, when.day.isoformat(), count.part, kind, count.code, count.name)
                    numbers = [count.states[state] for state in State]
                    writer.writerow((*place, count.houses, *numbers, *around(count, unsure)))


def around(count: Count, unsure: list[Open]) -> list[int | str]:
    """The least and the most that the number of each state may be; nothing for parts that are no area."""
    if count.part not in {"area", "all"}:
        return [""] * len(BOUNDS)
    there = [house for house in unsure if count.part == "all" or count.area in house.areas]
    return [bound for state, by in bounds.bounds_of(there).items() for bound in by.around(count.states[state])]
