from typing import Any

from django.core.management.base import BaseCommand, CommandError

from akiya.access import as_register
from akiya.management.progress import Progress
from akiya.projections.rebuild import differences
from akiya.snapshot import one_snapshot

SHOWN = 20


class Command(BaseCommand):
    help = "写しをすべて もとの行から作りなおして くらべます。ちがいがあれば失敗で終わります。"

    def handle(self, *args: Any, **options: Any) -> None:
        progress = Progress(self, options["verbosity"])
        with one_snapshot(), as_register():
            found = 0
            for difference in differences(progress):
                found += 1
                if found <= SHOWN:
                    self.stderr.write(
                        f"家屋 {difference.house_id} {difference.projection}\n"
                        f"  いま   {difference.stored}\n  正しくは {difference.rebuilt}"
                    )
        if found:
            raise CommandError(f"{progress.houses:,}棟をくらべ、{found:,}か所が もとの行と ちがいました。")
        self.stdout.write(f"{progress.houses:,}棟をくらべました。ちがいは 0 です。")
