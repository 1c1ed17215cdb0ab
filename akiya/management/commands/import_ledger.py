from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from akiya.access import CONSOLE
from akiya.imports import listings, mapping, tables
from akiya.imports.problems import BrokenFile
from akiya.management.importing import ImportCommand, day, municipality
from akiya.models import Municipality
from akiya.register import ledger
from akiya.register.withdrawal import is_withdrawn


class Command(ImportCommand):
    help = "Take a list of houses and their state at a date into the register."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        names = "、".join(mapping.shipped())
        parser.add_argument("--mapping", required=True, metavar="NAME|FILE", help=f"列の対応表。ある名前: {names}")
        parser.add_argument("--on", required=True, metavar="DATE", help="いつの台帳か（2026-11-20、令和8年11月20日）")
        parser.add_argument("--complete", action="store_true", help="載っていない家は もう空き家ではない")
        parser.add_argument("--sheet", default="", help="Excel のシート名。* ですべて")

    def take(self, options: dict[str, Any]) -> None:
        city = municipality(options["municipality"])
        meaning = mapping.load(options["mapping"])
        list_on = day("--on", options["on"])
        file = Path(options["file"])
        table = tables.read(file, meaning.columns, options["sheet"] or meaning.sheet, options["encoding"])
        self.progress(f"{len(table.rows)}行を しらべています")
        found = listings.check(table, meaning, list_on)
        if found.problems:
            raise BrokenFile(found.problems)
        self.tell(found.notes, self.stdout.write)
        edition = ledger.Edition(meaning.source, list_on, options["complete"], found.listings, file.name)
        if options["dry_run"]:
            self.report(ledger.plan(edition, city), len(table.rows), edition, city)
            self.stdout.write("調べただけで、何も書いていません。")
        else:
            done = ledger.take_in(edition, city, CONSOLE, self.progress)
            self.report(done, len(table.rows), edition, city)

    def report(self, plan: ledger.Plan, rows: int, edition: ledger.Edition, city: Municipality) -> None:
        """Say what was, or would be, done in numbers."""
        when = f"{city.name} {edition.list_on.isoformat()}"
        if plan.repeated:
            self.stdout.write(f"{when}: この台帳は もう取り込んであります。何も変えていません。")
            if is_withdrawn(plan.repeated):
                self.stdout.write(f"いまは 取り消してあります。もどすには withdraw_ledger {plan.repeated.pk} --restore")
            return
        nowhere = sum(1 for each in plan.new if each.position is None)
        self.stdout.write(
            f"{when}: {rows:,}行、{len(edition.listings):,}棟。"
            f"前からある家 {len(plan.known):,}棟、新しい家 {len(plan.new):,}棟（うち 位置なし {nowhere:,}棟）、"
            f"位置が分かった家 {len(plan.placed):,}棟、空き家でなくなった家 {len(plan.absent):,}棟。"
        )
