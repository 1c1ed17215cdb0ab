import fcntl
import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from akiya.access import as_register
from akiya.management.commands.repair_history import applied, in_numbers
from akiya.models import Correction
from akiya.projections import confirmed, found_by, repair
from akiya.projections.waiting.filling import fill
from akiya.web import collected, packing


class Command(BaseCommand):
    help = "サーバーを動かせる状態にします：表、ことば、画面の部品。何度しても同じです。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tables-only", action="store_true", help="leave the files as they are")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        self.find_anew()
        if repair.lacks_bounds():
            self.adopt_the_rule()
        self.find_who_knew()
        if options["tables_only"]:
            return
        call_command("compilemessages", ignore_patterns=[".venv", "node_modules"], verbosity=0)
        collect()
        self.stdout.write(f"{settings.DATABASES['default']['NAME']} の用意ができました。")

    def find_anew(self) -> None:
        """Let every house be found by the rules of today, where an upgrade changed them."""
        with as_register():
            if any(found_by.stale()):
                call_command("renew_search", stdout=self.stdout, stderr=self.stderr)

    def find_who_knew(self) -> None:
        """Let a register of before say when somebody knew of each house, some hundred houses a transaction."""
        with as_register():
            houses = confirmed.lacking()
        for first in range(0, len(houses), repair.AT_ONCE):
            repair.fill_confirmations(houses[first : first + repair.AT_ONCE])
        if houses:
            self.stdout.write(f"{len(houses):,}棟に 確認の記録を書きました。")

    def adopt_the_rule(self) -> None:
        """Let a register of before follow the rule of today: said in numbers, and nothing of before is lost."""
        rows = repair.fill_bounds()
        found = list(applied(Correction.Why.RULE))
        with transaction.atomic(), as_register():
            items = fill()
        self.stdout.write(f"履歴の {rows:,}行に 日付の幅を書きました。{in_numbers(found)}受信箱は {items:,}件です。")


def collect() -> None:
    """Collect and compress the parts of the pages, which takes seconds, unless they are as they were last time.

    Whoever wants to do so at the same moment waits, and then finds it done.
    """
    root = Path(settings.STATIC_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with (root / "collected").open("a+") as note:
        fcntl.flock(note, fcntl.LOCK_EX)
        now = parts_as_they_are()
        note.seek(0)
        if note.read() == now:
            return
        call_command("collectstatic", interactive=False, verbosity=0)
        note.truncate(0)
        note.write(now)


def parts_as_they_are() -> str:
    """A digest that changes when any part, or what makes parts of them, is added, removed or written again."""
    files = [str(collected.__file__), str(packing.__file__), packing.packer()]
    for finder in get_finders():
        files += sorted(storage.path(path) for path, storage in finder.list([]))
    digest = hashlib.sha256()
    for file in files:
        state = Path(file).stat()
        digest.update(f"{file}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()
