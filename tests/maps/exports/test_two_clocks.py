"""What is taken out is what was so on the day asked about, as far as it was known at the moment asked from."""

import datetime as dt
import uuid
from pathlib import Path

from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akiya.access import acting_as
from akiya.asof.moment import Moment
from akiya.register import decide, record, retract
from akiya.words import Basis, Precision, State
from maps.exports.columns import COLUMNS
from maps.exports.rows import Rows
from maps.exports.stream import fetched
from tests.akiya.observed import observed
from tests.maps.exports.taking import edit, house_of, out, rows_of
from tests.world import World

TODAY = timezone.localdate()
# What an answer without any past would get wrong.
STANDING = [
    "house_number", "state", "certainty", "since", "since_precision", "since_earliest", "since_latest",
    "confirmed_on", "confirmed_evidence", "looks", "last_answer", "last_answer_on", "last_note", "decision_reason",
]  # fmt: skip


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def test_an_export_of_a_past_day_says_what_was_so_then(world: World, tmp_path: Path) -> None:
    with acting_as(world.head) as head:
        record(observed(world.house(7), "occupied", days_ago=300), head)
        record(observed(world.house(7), "vacant", days_ago=100, concerns=("plants", "snow")), head)
    out(world, tmp_path / "now.csv")
    out(world, tmp_path / "then.csv", filters=f"on={ago(200)}")
    now, then = (house_of(rows_of(tmp_path / f"{name}.csv"), 7) for name in ("now", "then"))
    assert (now["state"], now["state_label"], now["certainty_label"], now["since"]) == (
        "vacant", "空き家", "報告", str(ago(100)),
    )  # fmt: skip
    assert (now["since_earliest"], now["since_latest"]) == (str(ago(299)), str(ago(100)))
    assert (then["since_earliest"], then["since_latest"]) == ("", str(ago(300)))
    assert (now["looks"], now["last_answer"], now["last_concerns"]) == ("2", "vacant", "plants；snow")
    assert (then["state"], then["since"], then["confirmed_on"]) == ("occupied", str(ago(300)), str(ago(300)))
    assert (then["looks"], then["last_answer_on"], then["as_of"]) == ("1", str(ago(300)), str(ago(200)))


def test_an_export_as_known_earlier_knows_nothing_of_what_came_later(world: World, tmp_path: Path) -> None:
    before = timezone.now()
    with acting_as(world.head) as head:
        record(observed(world.house(7), "vacant", days_ago=100), head)
    heard = timezone.now()
    for name, known in (("before", before), ("heard", heard)):
        out(world, tmp_path / f"{name}.csv", filters=f"known={known:%Y-%m-%dT%H:%M:%S.%fZ}")
    assert house_of(rows_of(tmp_path / "before.csv"), 7)["state"] == "unknown"
    assert house_of(rows_of(tmp_path / "heard.csv"), 7)["state"] == "vacant"


def test_a_house_that_came_later_is_not_in_an_export_as_known_earlier(world: World, tmp_path: Path) -> None:
    known = timezone.now()
    edit(world.house(12), recorded_at=known + dt.timedelta(seconds=1))
    taken = out(world, tmp_path / "houses.csv", filters=f"known={known:%Y-%m-%dT%H:%M:%S.%fZ}")
    assert taken.rows == 11


def test_an_attribute_reads_as_it_was_before_it_was_edited(world: World, tmp_path: Path) -> None:
    house = world.house(7)
    known = house.recorded_at.astimezone(dt.UTC) + dt.timedelta(milliseconds=1)
    edit(house, landmark="新しい目印")
    edit(house, landmark="もっと新しい目印")
    for number in range(1, 13):
        edit(world.house(number), recorded_at=house.recorded_at)
    out(world, tmp_path / "now.csv")
    out(world, tmp_path / "then.csv", filters=f"known={known:%Y-%m-%dT%H:%M:%S.%fZ}")
    assert house_of(rows_of(tmp_path / "now.csv"), 7)["landmark"] == "もっと新しい目印"
    assert house_of(rows_of(tmp_path / "then.csv"), 7)["landmark"] == "7本目の松"


def test_an_area_that_had_ended_is_not_named(world: World, tmp_path: Path) -> None:
    area = world.area("東自治会")
    with acting_as(world.staff):
        type(area).objects.filter(pk=area.pk).update(valid_to=ago(10))
    out(world, tmp_path / "now.csv")
    out(world, tmp_path / "then.csv", filters=f"on={ago(11)}")
    assert house_of(rows_of(tmp_path / "now.csv"), 7)["area_association"] == ""
    assert house_of(rows_of(tmp_path / "then.csv"), 7)["area_association"] == "東自治会"


def test_an_observation_taken_back_is_neither_counted_nor_believed(world: World, tmp_path: Path) -> None:
    with acting_as(world.head) as head:
        first = record(observed(world.house(7), "occupied", days_ago=20), head)
        mistake = observed(world.house(7), "vacant", days_ago=10)
        record(mistake, head)
        record(observed(world.house(7), "", days_ago=9, withdraws=mistake.id), head)
    out(world, tmp_path / "houses.csv", filters=f"on={ago(1)}")
    row = house_of(rows_of(tmp_path / "houses.csv"), 7)
    assert (row["state"], row["looks"], row["last_answer"]) == ("occupied", "1", "occupied")
    assert row["confirmed_evidence"] == f"look:{first.id}"


answers = st.sampled_from(["occupied", "occasional", "vacant", "gone", "unsure"])
writes = st.lists(
    st.tuples(st.sampled_from(["look", "decide", "retract", "withdraw"]), answers, st.integers(0, 400)), max_size=8
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(writes)
def test_history_asked_about_today_says_what_the_current_copy_says(
    world: World, done: list[tuple[str, str, int]]
) -> None:
    house = world.house(7)
    said: list[str] = []
    for what, answer, days in done:
        with acting_as(world.staff) as staff:
            if what == "look":
                said.append(f"look:{record(observed(house, answer, days_ago=days + 0.5), staff).id}")
            elif what == "decide" and answer != "unsure":
                decision = decide(house, State(answer), ago(days), Precision.DAY, Basis.VISIT, "見た", staff)
                said.append(f"decision:{decision.pk}")
            elif what == "retract" and said:
                retracted = retract(house, said.pop(), "まちがい", staff)
                said.append(f"retraction:{retracted.pk}")
            elif what == "withdraw" and said and said[-1].startswith("look:"):
                record(observed(house, "", days_ago=0.1, withdraws=uuid.UUID(said.pop().removeprefix("look:"))), staff)
    columns = [column for column in COLUMNS if column.name in STANDING]

    def asked(moment: Moment) -> list[tuple[object, ...]]:
        with acting_as(world.staff):
            return next(fetched(Rows(moment, (world.mihon.pk,)).select(columns), 100))

    assert asked(Moment()) == asked(Moment(TODAY, timezone.now()))
