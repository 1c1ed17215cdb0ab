from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "サーバーを動かせる状態にします：表、ことば、画面の部品。何度しても同じです。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tables-only", action="store_true", help="leave the files as they are")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        if options["tables_only"]:
            return
        call_command("compilemessages", ignore_patterns=[".venv", "node_modules"], verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write(f"{settings.DATABASES['default']['NAME']} の用意ができました。")
