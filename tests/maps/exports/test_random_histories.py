"""Whatever was said, held, accepted, retracted and merged: what is taken out is what the rule says, at any moment."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akiya.access import acting_as, as_register
from akiya.asof.moment import Moment
from akiya.evidence import reading
from akiya.evidence.observation import OBSERVATION
from akiya.models import Acceptance, Batch, Decision, Entry, House, Merge, Observation, Person
from akiya.projections import current
from akiya.register import NotPossible, decide, merge, record, retract, unmerge
from akiya.register.acceptance import accept
from akiya.rules.confirmations import confirmations
from akiya.rules.evidence import Evidence
from akiya.words import Basis, Precision, State
from maps.exports.columns import COLUMNS
from maps.exports.rows import Rows
from maps.exports.stream import fetched
from tests.akiya.locks import turn
from tests.akiya.observed import observed
from tests.world import World

HOUSES = (7, 8, 9)
SAID = [
    "house_number", "looks", "last_answer", "last_answer_on", "last_note", "confirmed_on", "confirmed_evidence",
    "decision_reason",
]  # fmt: skip
Row = tuple[object, ...]


@dataclass
class History:
    """A story that is being written: the observations so far, and the moments between."""

    world: World
    observations: list[uuid.UUID] = field(default_factory=list)
    moments: list[dt.datetime] = field(default_factory=list)
    began: dt.datetime = field(default_factory=timezone.now)

    def sees(self, by: Person, number: int | None, answer: str, days_ago: int, **more: object) -> None:
        """An observation at one of few moments, so that many are equally old. Its note tells it from all others."""
        said = observed(
            self.world.house(number) if number else None, answer, seen_at=self.began - dt.timedelta(days=days_ago),
            note=f"メモ{len(self.observations)}", **more,
        )  # fmt: skip
        with acting_as(by) as scope:
            record(said, scope)
        self.observations.append(said.id)

    def some_observation(self, which: int) -> uuid.UUID:
        return self.observations[which % len(self.observations)] if self.observations else uuid.uuid4()

    def live(self, story: "list[Step]") -> None:
        """Take every step of a story but those that do not fit."""
        for step in story:
            try:
                step(self)
            except NotPossible:
                continue
            self.moments.append(timezone.now())


Step = Callable[[History], None]
numbers = st.sampled_from(HOUSES)
clear = st.sampled_from(["occupied", "occasional", "vacant", "gone"])
answers = clear | st.just("unsure")
days = st.sampled_from([1, 20, 60, 200])
which = st.integers(0, 20)


def an_observation(number: int, answer: str, days_ago: int) -> Step:
    return lambda history: history.sees(history.world.head, number, answer, days_ago)


def a_held_observation(number: int | None, answer: str, days_ago: int) -> Step:
    """The head of the west speaks of the east, or of a house that nobody knows."""
    return lambda history: history.sees(history.world.west_head, number, answer, days_ago)


def a_withdrawal(old: int, number: int | None, by_who_ever: bool) -> Step:
    def write(history: History) -> None:
        by = history.world.west_head if by_who_ever else history.world.head
        history.sees(by, number, "", 0, withdraws=history.some_observation(old))

    return write


def a_correction(old: int, number: int | None, answer: str) -> Step:
    """Somebody says that it is otherwise than they said, and perhaps of another house."""

    def write(history: History) -> None:
        with as_register():
            said = Observation.objects.select_related("person").filter(pk=history.some_observation(old)).first()
        if said and said.person:
            history.sees(said.person, number, answer, 1, withdraws=said.pk)

    return write


def a_correction_ahead(number: int, answer: str, days_ago: int) -> Step:
    """What takes an observation back arrives before the observation itself, and does not say of which house it is."""

    def write(history: History) -> None:
        late = uuid.uuid4()
        history.sees(history.world.head, None, answer, 1, withdraws=late)
        history.sees(history.world.head, number, "vacant", days_ago, id=late)

    return write


def an_acceptance(old: int, number: int) -> Step:
    def write(history: History) -> None:
        with as_register():
            held = list(Observation.objects.filter(held=True).order_by("recorded_at"))
        if held:
            with acting_as(history.world.staff) as staff:
                accept(held[old % len(held)].pk, history.world.house(number), staff)

    return write


def a_decision(number: int, state: State, days_ago: int) -> Step:
    def write(history: History) -> None:
        since = timezone.localdate() - dt.timedelta(days=days_ago)
        with acting_as(history.world.staff) as staff:
            house = history.world.house(number)
            decide(house, state, since, Precision.DAY, Basis.VISIT, f"理由{len(history.moments)}", staff)

    return write


def a_list(state: State, days_ago: int) -> Step:
    """One list that holds all the houses: equally old lines for each of them."""

    def write(history: History) -> None:
        now = timezone.now()
        city, listed_on = history.world.mihon, timezone.localdate() - dt.timedelta(days=days_ago)
        with as_register():
            batch = Batch.objects.create(
                municipality=city, source="台帳", file_name="a.csv", sha256=uuid.uuid4().bytes * 2, list_on=listed_on,
                complete=False, rows=len(HOUSES), recorded_at=now,
            )  # fmt: skip
            houses = [history.world.house(number) for number in HOUSES]
            for house in houses:
                Entry.objects.create(
                    municipality=city, batch=batch, house=house, state=state, recorded_at=now,
                    since=listed_on - dt.timedelta(days=300),
                )  # fmt: skip
            current.bring_up_to_date(turn(houses, now), f"batch:{batch.pk}")

    return write


def a_retraction(old: int, number: int) -> Step:
    """Staff take something back on the page of a house, or put back what they took back."""

    def write(history: History) -> None:
        house = history.world.house(number)
        with as_register():
            pieces = sorted(reading.of_house(house.pk), key=lambda piece: piece.recorded_at)
        retracted = {piece.retracts for piece in pieces}
        if left := [piece.id for piece in pieces if piece.id not in retracted]:
            with acting_as(history.world.staff) as staff:
                retract(house, left[old % len(left)], "まちがい", staff)

    return write


def a_merge(taken: int, into: int) -> Step:
    def write(history: History) -> None:
        with acting_as(history.world.staff) as staff:
            merge(history.world.house(taken), history.world.house(into), "同じ建物", staff)

    return write


def a_parting(old: int) -> Step:
    def write(history: History) -> None:
        with as_register():
            events = list(Merge.objects.filter(undoes=None, undone_by=None).order_by("pk"))
        if events:
            with acting_as(history.world.staff) as staff:
                unmerge(events[old % len(events)], "別の建物だった", staff)

    return write


states = st.sampled_from([State.OCCUPIED, State.VACANT, State.GONE])
anywhere = st.sampled_from([None, *HOUSES])
steps = st.one_of(
    st.builds(an_observation, numbers, answers, days),
    st.builds(a_held_observation, anywhere, answers, days),
    st.builds(a_withdrawal, which, anywhere, st.booleans()),
    st.builds(a_correction, which, anywhere, clear),
    st.builds(a_correction_ahead, numbers, clear, days),
    st.builds(an_acceptance, which, numbers),
    st.builds(an_acceptance, which, numbers),
    st.builds(a_decision, numbers, states, days),
    st.builds(a_list, states, days),
    st.builds(a_retraction, which, numbers),
    st.builds(a_retraction, which, numbers),
    st.builds(a_merge, numbers, numbers),
    st.builds(a_merge, numbers, numbers),
    st.builds(a_parting, which),
)


def is_merged(house: House, known: dt.datetime) -> bool:
    """Whether a merge of the house stood at a moment."""
    merges = Merge.objects.filter(merged=house, undoes=None, recorded_at__lte=known)
    return merges.exclude(undone_by__recorded_at__lte=known).exists()


def by_the_rule(house: House, day: dt.date, known: dt.datetime) -> Row:
    """What the columns must say of a house, by the rules that the register itself goes by."""
    heard = reading.of_house(house.pk).as_known(known)
    speaking = [piece for piece in heard if piece.id in heard.speaking and piece.until <= day]
    speaking.sort(key=Evidence.voice)
    observations = {said.pk: (said, piece) for piece in speaking if (said := answered(piece))}
    last = list(observations.values())[-1][0] if observations else None
    known_on = confirmations(speaking, ())
    decisions = [piece.id.removeprefix("decision:") for piece in speaking if piece.id.startswith("decision:")]
    return (
        house.number,
        len(observations),
        *((last.answer, last.seen_on, last.note) if last else (None, None, None)),
        *(known_on[-1] if known_on else (None, None)),
        Decision.objects.get(pk=decisions[-1]).reason if decisions else None,
    )


def answered(piece: Evidence) -> Observation | None:
    """The observation that a piece of evidence is, if it says what that says; some only take another back."""
    kind, _colon, number = piece.id.partition(":")
    if kind == "accepted":
        number = str(Acceptance.objects.get(pk=number).observation_id)
    elif kind != "look":
        return None
    said = Observation.objects.get(pk=number)
    return said if said.answer and piece.state == OBSERVATION.state(said.answer) else None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, min_size=4, max_size=14), st.sampled_from([0, 1, 20, 60, 61]))
def test_observations_and_last_confirmations_are_those_of_the_rule(
    world: World, story: list[Step], days_ago: int
) -> None:
    with transaction.atomic():
        history = History(world)
        history.live(story)
        day = timezone.localdate() - dt.timedelta(days=days_ago)
        for moment in (Moment(), Moment(day), *(Moment(day, known) for known in history.moments)):
            known = moment.known or timezone.now()
            with as_register():
                houses = [house for house in map(world.house, HOUSES) if not is_merged(house, known)]
                expected = [by_the_rule(house, moment.day, known) for house in houses]
            assert said(world, moment) == expected, moment
        transaction.set_rollback(True)


def said(world: World, moment: Moment) -> list[Row]:
    """What is taken out of the houses that the stories are about."""
    columns = sorted((column for column in COLUMNS if column.name in SAID), key=lambda column: SAID.index(column.name))
    with acting_as(world.staff):
        (rows,) = fetched(Rows(moment, (world.mihon.pk,)).select(columns), 100)
    return [row for row in rows if row[0] in HOUSES]
