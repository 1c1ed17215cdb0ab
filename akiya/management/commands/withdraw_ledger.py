from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from akiya.access import CONSOLE, as_register
from akiya.management.importing import municipality
from akiya.models import Batch, Municipality
from akiya.register import NotPossible
from akiya.register.withdrawal import is_withdrawn, restore, withdraw


class Command(BaseCommand):
    help = "Take a whole list back out of the register, or put it back in. Without a number: the lists there are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("batch", nargs="?", type=int, metavar="NUMBER", help="取り込みの番号")
        parser.add_argument("--municipality", metavar="CODE", default="", help="自治体コード（6けた）")
        parser.add_argument("--reason", default="", help="理由（記録に残ります）")
        parser.add_argument("--restore", action="store_true", help="取り消した台帳を もとにもどす")

    def handle(self, *args: Any, **options: Any) -> None:
        city = municipality(options["municipality"])
        if options["batch"] is None:
            return self.show(city)
        with as_register():
            batch = Batch.objects.filter(municipality=city, pk=options["batch"]).first()
        if batch is None:
            raise CommandError(f"取り込み {options['batch']} は {city.name}に ありません。")
        try:
            turn_round = restore if options["restore"] else withdraw
            lines = turn_round(batch, options["reason"], CONSOLE)
        except NotPossible as error:
            raise CommandError(str(error)) from None
        said = "もどしました" if options["restore"] else "取り消しました"
        self.stdout.write(f"{batch.source} {batch.list_on.isoformat()}: {lines:,}行を {said}。")
        return None

    def show(self, city: Municipality) -> None:
        """The lists of a city, the newest first."""
        with as_register():
            for batch in Batch.objects.filter(municipality=city).order_by("-recorded_at", "-pk"):
                whole = "全件" if batch.complete else "一部"
                out = "　取り消しずみ" if is_withdrawn(batch) else ""
                self.stdout.write(
                    f"{batch.pk:>6}  {batch.list_on.isoformat()}  {batch.source}  {batch.rows:,}行（{whole}）  "
                    f"{batch.file_name}{out}"
                )
