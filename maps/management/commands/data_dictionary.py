from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from maps.exports.changes import CHANGES
from maps.exports.columns import COLUMNS
from maps.exports.dictionary import markdown

PAGE = Path("docs") / "data-dictionary.md"


class Command(BaseCommand):
    help = "書き出される項目の説明を docs/data-dictionary.md に書きます。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="書かずに、いまの説明が新しいかだけを見る")

    def handle(self, *args: Any, **options: Any) -> None:
        page = Path(settings.BASE_DIR) / PAGE
        fields = len(COLUMNS) + len(CHANGES)
        if not options["check"]:
            page.parent.mkdir(exist_ok=True)
            page.write_text(markdown(), encoding="utf-8")
            self.stdout.write(f"{fields}項目の説明を {PAGE} に書きました。")
        elif not page.exists() or page.read_text(encoding="utf-8") != markdown():
            raise CommandError(f"{PAGE} が古くなっています。manage.py data_dictionary で書きなおしてください。")
        else:
            self.stdout.write(f"{PAGE} は新しい（{fields}項目）。")
