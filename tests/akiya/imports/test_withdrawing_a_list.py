"""A list taken in by mistake is taken back out whole, and can be put back; nothing is lost on the way."""

import pytest
from django.core.management import CommandError, call_command

from akiya.access import NOBODY, Refused, Scope, as_register, scope_of
from akiya.models import Batch, Decision, House, Withdrawal
from akiya.projections.rebuild import differences
from akiya.register import NotPossible, decide, ledger, retract
from akiya.register.withdrawal import is_withdrawn, restore, withdraw
from akiya.words import Basis, Precision, State
from tests.akiya.imports.test_ledger_editions import AUTUMN, LONG_AGO, SPRING, SUMMER, edition, vacant
from tests.world import World


@pytest.fixture
def staff(world: World) -> Scope:
    with as_register():
        return scope_of(world.staff)


def take(world: World, staff: Scope, *args: object, **more: object) -> Batch:
    ledger.take_in(edition(*args, **more), world.mihon, staff)  # type: ignore[arg-type]
    with as_register():
        return Batch.objects.latest("pk")


def is_true(world: World) -> bool:
    with as_register():
        return not list(differences())


def test_what_a_list_said_and_what_it_ended_no_longer_holds(world: World, staff: Scope) -> None:
    take(world, staff, SPRING, "ab")
    second = take(world, staff, SUMMER, "bc")
    assert vacant(world.mihon.pk, AUTUMN) == "bc"
    assert withdraw(second, "別の市の台帳だった", staff) == 2
    assert vacant(world.mihon.pk, AUTUMN) == "ab"
    assert is_true(world)


def test_what_was_known_before_it_was_withdrawn_stays_known(world: World, staff: Scope) -> None:
    batch = take(world, staff, SPRING, "ab")
    withdraw(batch, "まちがい", staff)
    assert vacant(world.mihon.pk, AUTUMN) == ""
    assert vacant(world.mihon.pk, AUTUMN, batch.recorded_at) == "ab"


def test_a_list_put_back_says_what_it_said(world: World, staff: Scope) -> None:
    batch = take(world, staff, SPRING, "ab")
    for _again in range(2):
        withdraw(batch, "まちがい", staff)
        assert is_withdrawn(batch)
        assert restore(batch, "やはり正しい", staff) == 2
        assert vacant(world.mihon.pk, AUTUMN) == "ab"
    assert is_true(world)


def test_a_line_that_staff_retracted_alone_stays_retracted(world: World, staff: Scope) -> None:
    batch = take(world, staff, SPRING, "ab")
    with as_register():
        first = batch.entry_set.select_related("house").first()
    assert first
    retract(first.house, f"entry:{first.pk}", "この家だけ ちがう", staff)
    withdraw(batch, "まちがい", staff)
    assert vacant(world.mihon.pk, AUTUMN) == ""
    restore(batch, "やはり正しい", staff)
    assert vacant(world.mihon.pk, AUTUMN) == "b"
    assert is_true(world)


def test_a_list_that_was_withdrawn_ends_no_vacancy_of_one_taken_in_later(world: World, staff: Scope) -> None:
    withdraw(take(world, staff, SUMMER, "a"), "まちがい", staff)
    take(world, staff, SPRING, "ab")
    assert vacant(world.mihon.pk, AUTUMN) == "ab"
    assert is_true(world)


def test_what_staff_decided_stands_over_it(world: World, staff: Scope) -> None:
    batch = take(world, staff, SPRING, "a")
    with as_register():
        house = House.objects.latest("pk")
    decide(house, State.VACANT, LONG_AGO, Precision.DAY, Basis.VISIT, "見た", staff)
    withdraw(batch, "まちがい", staff)
    assert vacant(world.mihon.pk, AUTUMN) == "a"
    with as_register():
        assert Decision.objects.count() == 1


def test_it_takes_a_reason_and_somebody_who_may(world: World, staff: Scope) -> None:
    batch = take(world, staff, SPRING, "a")
    with pytest.raises(NotPossible):
        withdraw(batch, "  ", staff)
    with pytest.raises(Refused):
        withdraw(batch, "まちがい", NOBODY)
    with pytest.raises(NotPossible):
        restore(batch, "やはり正しい", staff)
    with as_register():
        assert not Withdrawal.objects.exists()


def test_the_command_lists_withdraws_and_puts_back(
    world: World, staff: Scope, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = take(world, staff, SPRING, "ab")
    call_command("withdraw_ledger", municipality="069990")
    assert f"{batch.pk}  2025-03-01  台帳  2行（全件）" in capsys.readouterr().out
    call_command("withdraw_ledger", batch.pk, municipality="069990", reason="まちがい")
    assert "2行を 取り消しました" in capsys.readouterr().out
    call_command("withdraw_ledger", municipality="069990")
    assert "取り消しずみ" in capsys.readouterr().out
    call_command("withdraw_ledger", batch.pk, municipality="069990", reason="正しい", restore=True)
    assert vacant(world.mihon.pk, AUTUMN) == "ab"
    with pytest.raises(CommandError, match="ありません"):
        call_command("withdraw_ledger", batch.pk + 1, municipality="069990", reason="まちがい")


def test_the_same_list_again_says_that_it_was_withdrawn(world: World, staff: Scope) -> None:
    batch = take(world, staff, SPRING, "ab")
    withdraw(batch, "まちがい", staff)
    assert ledger.take_in(edition(SPRING, "ab"), world.mihon, staff).repeated == batch
    assert vacant(world.mihon.pk, AUTUMN) == ""
