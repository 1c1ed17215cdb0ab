"""An observation that was held is taken out from when staff accept it, as long as they stand by it."""

import datetime as dt
import uuid
from pathlib import Path

from django.utils import timezone

from akiya.access import acting_as
from akiya.models import Acceptance, House
from akiya.register import record, retract
from akiya.register.acceptance import accept
from tests.akiya.observed import observed
from tests.akiya.pages.inbox import a_held_observation, an_unlinked_answer
from tests.akiya.test_merging_houses import says
from tests.maps.exports.taking import house_of, known_at, out, rows_of
from tests.world import World


def accepted(world: World, held: uuid.UUID, house: House | None = None) -> Acceptance:
    with acting_as(world.staff) as staff:
        return accept(held, house, staff)


def retracted(world: World, number: int, evidence: str) -> str:
    with acting_as(world.staff) as staff:
        return f"retraction:{retract(world.house(number), evidence, 'まちがい', staff).pk}"


def taken(world: World, path: Path, number: int, filters: str = "") -> dict[str, str]:
    """The row of a house as it is taken out."""
    out(world, path / "houses.csv", filters=filters, restricted=True)
    return house_of(rows_of(path / "houses.csv"), number)


def test_an_accepted_observation_is_counted_from_the_moment_it_was_accepted(world: World, tmp_path: Path) -> None:
    says(world, world.house(7), "occupied", 30)
    held = a_held_observation(world, world.house(7))
    before = timezone.now()
    accepted(world, held)
    now, then = taken(world, tmp_path, 7), taken(world, tmp_path, 7, known_at(before))
    assert (now["looks"], now["last_answer"], now["last_answered_by"]) == ("2", "vacant", "前野 会長")
    assert (then["looks"], then["last_answer"], then["last_answered_by"]) == ("1", "occupied", "東 太郎")


def test_an_accepted_observation_is_the_last_only_where_nobody_looked_later(world: World, tmp_path: Path) -> None:
    accepted(world, a_held_observation(world, world.house(7)))
    says(world, world.house(7), "occupied", 1)
    row = taken(world, tmp_path, 7)
    assert (row["looks"], row["last_answer"]) == ("2", "occupied")


def test_an_observation_of_no_known_house_is_taken_out_with_the_house_that_staff_named(
    world: World, tmp_path: Path
) -> None:
    accepted(world, an_unlinked_answer(world), world.house(8))
    assert taken(world, tmp_path, 8)["last_answer"] == "vacant"
    assert taken(world, tmp_path, 7)["looks"] == "0"


def test_an_acceptance_that_was_retracted_does_not_count_until_it_is_put_back(world: World, tmp_path: Path) -> None:
    evidence = f"accepted:{accepted(world, a_held_observation(world, world.house(7))).pk}"
    retraction = retracted(world, 7, evidence)
    between = timezone.now()
    assert taken(world, tmp_path, 7)["looks"] == "0"
    retracted(world, 7, retraction)
    assert taken(world, tmp_path, 7)["looks"] == "1"
    assert taken(world, tmp_path, 7, known_at(between))["looks"] == "0"


def test_an_observation_accepted_twice_is_one(world: World, tmp_path: Path) -> None:
    held = a_held_observation(world, world.house(7))
    retraction = retracted(world, 7, f"accepted:{accepted(world, held).pk}")
    accepted(world, held)
    retracted(world, 7, retraction)
    assert taken(world, tmp_path, 7)["looks"] == "1"


def an_observation_of_the_neighbouring_head(world: World) -> uuid.UUID:
    """The head of the west says something of house 7, which lies in the east."""
    seen = observed(world.house(7), "vacant", days_ago=5)
    with acting_as(world.west_head) as neighbour:
        record(seen, neighbour)
    return seen.id


def test_whoever_takes_back_what_they_said_takes_the_accepted_observation_back(world: World, tmp_path: Path) -> None:
    held = an_observation_of_the_neighbouring_head(world)
    accepted(world, held)
    before = timezone.now()
    with acting_as(world.west_head) as neighbour:
        record(observed(None, "", withdraws=held), neighbour)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    assert taken(world, tmp_path, 7)["looks"] == "0"
    assert taken(world, tmp_path, 7, f"on={yesterday}")["confirmed_on"] == ""
    assert taken(world, tmp_path, 7, known_at(before))["looks"] == "1"


def test_a_withdrawal_that_was_held_takes_back_once_it_is_accepted(world: World, tmp_path: Path) -> None:
    said = says(world, world.house(7), "vacant", 5)
    withdrawal = observed(None, "", withdraws=said)
    with acting_as(world.former) as former:
        record(withdrawal, former)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    assert taken(world, tmp_path, 7)["looks"] == "1"
    accepted(world, withdrawal.id)
    assert taken(world, tmp_path, 7)["looks"] == "0"
    assert taken(world, tmp_path, 7, f"on={yesterday}")["confirmed_on"] == ""


def test_an_observation_taken_back_under_the_name_of_another_house_still_counts(world: World, tmp_path: Path) -> None:
    said = says(world, world.house(7), "vacant", 5)
    with acting_as(world.head) as head:
        record(observed(world.house(8), "", withdraws=said), head)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    assert taken(world, tmp_path, 7)["looks"] == "1"
    assert taken(world, tmp_path, 7, f"on={yesterday}")["confirmed_evidence"] == f"look:{said}"
