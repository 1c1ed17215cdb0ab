"""What holds of any evidence, in any order, with any part of it retracted."""

import itertools
import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from akiya.rules.dossier import Dossier
from akiya.rules.evidence import Evidence
from akiya.rules.replay import replay
from tests.akiya.evidence_letters import decided, hint, known_at, moment, retraction, saw, unnamed

DAYS = st.integers(0, 40)
STATES = st.sampled_from(["occupied", "occasional", "vacant", "gone"])
observations = st.builds(saw, st.one_of(STATES, st.just("unsure")), DAYS, known=st.integers(0, 60))
hints = st.builds(hint, st.sampled_from(["vacant", "gone"]), DAYS, known=st.integers(0, 60))
decisions = st.builds(
    lambda state, since, length, delay: decided(state, since, since + length, since + length + delay),
    STATES,
    DAYS,
    st.integers(0, 20),
    st.integers(0, 20),
)

lists = st.builds(unnamed, DAYS, st.integers(0, 60))


@st.composite
def histories(draw: st.DrawFn) -> list[Evidence]:
    pieces: list[Evidence] = draw(st.lists(st.one_of(observations, hints, decisions, lists), max_size=8))
    for _ in range(draw(st.integers(0, 3)) if pieces else 0):
        pieces.append(retraction(draw(st.sampled_from(pieces)), draw(st.integers(20, 60))))
    return pieces


@given(histories(), st.randoms())
def test_the_order_of_arrival_does_not_matter(pieces: list[Evidence], luck: random.Random) -> None:
    shuffled = list(pieces)
    luck.shuffle(shuffled)
    assert Dossier(shuffled).timeline == Dossier(pieces).timeline
    assert Dossier(shuffled).standing == Dossier(pieces).standing
    assert replay(shuffled) == replay(pieces)


@given(histories(), st.randoms())
def test_when_it_was_heard_does_not_matter(pieces: list[Evidence], luck: random.Random) -> None:
    late = [replace(piece, recorded_at=moment(luck.randint(0, 90))) for piece in pieces]
    assert Dossier(late).timeline == Dossier(pieces).timeline
    assert Dossier(late).standing == Dossier(pieces).standing


@given(histories())
def test_a_state_began_on_a_day_that_its_evidence_leaves_open(pieces: list[Evidence]) -> None:
    for step in Dossier(pieces).timeline:
        assert step.earliest is None or step.earliest <= step.on <= step.latest


@given(histories())
def test_steps_rise_day_by_day_and_each_changes_something(pieces: list[Evidence]) -> None:
    steps = Dossier(pieces).timeline
    for before, after in itertools.pairwise(steps):
        assert before.on < after.on
        assert (before.state, before.certainty) != (after.state, after.certainty)


@given(histories(), st.integers(-1, 70))
def test_the_rows_known_then_are_what_the_evidence_known_then_says(pieces: list[Evidence], when: int) -> None:
    heard = [piece for piece in pieces if piece.recorded_at <= moment(when)]
    expected = sorted((step.on, step.state, step.certainty) for step in Dossier(heard).timeline)
    assert known_at(pieces, moment(when)) == expected


@given(histories())
def test_no_row_is_voided_that_was_not_held_and_none_twice(pieces: list[Evidence]) -> None:
    known_at(pieces, moment(10_000))


@given(histories())
def test_a_state_is_only_what_somebody_said_and_nobody_retracted(pieces: list[Evidence]) -> None:
    said = {piece.state for piece in pieces if piece.state}
    assert {step.state for step in Dossier(pieces).timeline} <= said
