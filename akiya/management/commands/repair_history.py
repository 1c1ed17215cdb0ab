from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from akiya.access import as_register
from akiya.models import Correction, House
from akiya.projections import repair
from akiya.projections.repair import Repair
from akiya.rules.occupancy import Step
from akiya.snapshot import one_snapshot
from akiya.words import Certainty, State

SHOWN = 20


class Command(BaseCommand):
    help = "記録と合わない利用状態・受信箱を さがし、何が変わるかを言います。--apply で直します。前の履歴は残ります。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--apply", action="store_true", help="直す。書かなければ 調べるだけ")
        parser.add_argument("--all", action="store_true", help=f"すべての家屋を 1棟ずつ言う（ふつうは {SHOWN}棟まで）")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(applied() if options["apply"] else looked_for())
        with as_register():
            for each in found if options["all"] else found[:SHOWN]:
                self.stdout.write(told(each))
        if len(found) > SHOWN and not options["all"]:
            self.stdout.write(f"…ほか {len(found) - SHOWN:,}棟（--all ですべて）")
        self.stdout.write(in_numbers(found))
        if found and not options["apply"]:
            self.stdout.write("調べただけで、何も書いていません。直すには --apply。")


def looked_for() -> list[Repair]:
    """Every repair that is needed, and nothing written."""
    with one_snapshot(), as_register():
        return list(repair.repairs())


def applied(why: Correction.Why = Correction.Why.REPAIR) -> Iterator[Repair]:
    """Every repair that is needed, made a few hundred houses at a time."""
    with as_register():
        parts = list(repair.parts())
    for houses in parts:
        yield from repair.put_right(houses, why)


def in_numbers(found: list[Repair]) -> str:
    """What the repairs come to."""
    if not found:
        return "直すところは ありません。"
    return (
        f"直す家屋 {len(found):,}棟：いまの状態が変わる {sum(each.moves_state for each in found):,}棟、"
        f"履歴の段が変わる {sum(each.moves_steps for each in found):,}棟、"
        f"履歴の書き方だけ合わない {sum(each.history and not each.moves_steps for each in found):,}棟、"
        f"写しだけ合わない {sum(not each.history for each in found):,}棟。"
    )


def told(each: Repair) -> str:
    """What changes at one house, and because of which evidence."""
    house = House.objects.filter(pk=each.house).values_list("number", flat=True).first()
    gone = [step for step in each.held if step not in each.due]
    new = [step for step in each.due if step not in each.held]
    changes = [f"－{step_in_words(step)}" for step in gone] + [f"＋{step_in_words(step)}" for step in new]
    return f"家屋 {house:06d}  {'  '.join(changes) or 'いまの履歴は同じです（書いた順か、写しが ちがいます）。'}"


def step_in_words(step: Step) -> str:
    """空き家（確認）2018-01-01から [entry:3]."""
    return f"{State(step.state).label}（{Certainty(step.certainty).label}）{step.on.isoformat()}から [{step.evidence}]"
