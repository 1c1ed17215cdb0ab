"""A history that does not follow from its evidence is put right, in words, and nothing that was written is lost."""

import datetime as dt
import io

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from akiya.access import acting_as, as_register
from akiya.models import Correction, Occupancy, OccupancyChange, Person
from akiya.projections.rebuild import differences
from akiya.register import record
from akiya.words import Certainty, Precision, State
from tests.akiya.observed import observed
from tests.world import World

DAY = dt.date(2024, 5, 1)


def repaired(**options: object) -> str:
    out = io.StringIO()
    call_command("repair_history", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def wrong(world: World) -> World:
    """A house of which somebody said that it is lived in, and whose history says that it stood vacant since 2024."""
    with as_register():
        OccupancyChange.objects.create(
            municipality=world.mihon, house=world.house(8), state=State.VACANT, certainty=Certainty.CONFIRMED,
            effective_on=DAY, precision=Precision.DAY, earliest=DAY, latest=DAY, evidence="entry:1",
            recorded_at=timezone.now() - dt.timedelta(days=9),
        )  # fmt: skip
        Occupancy.objects.filter(house=world.house(8)).update(state=State.VACANT, certainty=Certainty.CONFIRMED)
    return world


def page_of(person: Person, world: World) -> str:
    client = Client()
    client.force_login(person)
    return client.get(f"/houses/{world.house(8).pk}/").content.decode()


def test_what_would_change_is_said_house_by_house_and_nothing_is_written(wrong: World) -> None:
    said = repaired()
    assert "家屋 000008  －空き家（確認）2024-05-01から [entry:1]" in said
    assert "直す家屋 1棟：いまの状態が変わる 1棟、履歴の段が変わる 1棟" in said
    assert "何も書いていません" in said
    with as_register():
        assert not Correction.objects.exists()
        assert list(differences())


def test_it_is_put_right_and_the_rows_of_before_stay(wrong: World) -> None:
    with as_register():
        before = OccupancyChange.objects.count()
    repaired(apply=True)
    assert repaired() == "直すところは ありません。\n"
    with as_register():
        assert list(differences()) == []
        assert OccupancyChange.objects.count() == before + 1
        assert Occupancy.objects.get(house=wrong.house(8)).state == State.UNKNOWN


def test_staff_read_on_the_page_of_the_house_what_was_corrected_and_why(wrong: World) -> None:
    assert "履歴の訂正" not in page_of(wrong.staff, wrong)
    repaired(apply=True)
    for reader in (wrong.staff, wrong.viewer):
        page = page_of(reader, wrong)
        assert "履歴の訂正（記録と合わなかった）" in page
        assert "いまは使わない履歴：空き家（確認）令和6年5月1日から" in page
        assert "evidence=correction" not in page, "nobody takes it back"


def test_what_is_said_after_a_correction_follows_from_it(wrong: World) -> None:
    repaired(apply=True)
    with acting_as(wrong.head) as head:
        record(observed(wrong.house(8), "occupied"), head)
    with as_register():
        assert list(differences()) == []
        assert Occupancy.objects.get(house=wrong.house(8)).state == State.OCCUPIED
