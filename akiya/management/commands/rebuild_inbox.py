from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from akiya.access import as_register
from akiya.projections.waiting.filling import fill


class Command(BaseCommand):
    help = "受信箱を もとの記録から つくりなおします。処理ずみのものは 処理ずみのままです。"

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic(), as_register():
            number = fill()
        self.stdout.write(f"受信箱に {number:,}件 あります。")
