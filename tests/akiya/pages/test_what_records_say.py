"""What the records of a house say together."""

from hypothesis import given
from hypothesis import strategies as st

from akiya.evidence.history import Line, lines_of, standing_at
from akiya.evidence.records import Record
from akiya.rules.dossier import Dossier
from akiya.rules.evidence import Evidence
from akiya.words import Precision, State
from tests.akiya.evidence_letters import day, decided, hint, moment, retraction, rows_held, saw

FAR_AHEAD = day(10_000)


def record(piece: Evidence, said: str = "vacant", **more: object) -> Record:
    kind = "retraction" if piece.retracts else "decision" if piece.until > piece.on else "look"
    values: dict[str, object] = {
        "id": piece.id,
        "kind": kind,
        "happened_on": piece.on,
        "precision": Precision.DAY,
        "recorded_at": piece.recorded_at,
        "said": "" if piece.retracts else said,
        "refers": piece.retracts or "",
        **more,
    }
    return Record(**values)  # type: ignore[arg-type]


def lines(*pieces: Evidence) -> list[Line]:
    return lines_of([record(piece) for piece in pieces], Dossier(pieces))


def test_a_record_speaks_as_long_as_nobody_strikes_it_out() -> None:
    seen = saw("vacant", 1)
    assert lines(seen)[0].speaks
    retracted, stroke = lines(seen, retraction(seen, 2))
    assert not retracted.speaks
    assert retracted.retracted_by == stroke.record


def test_a_record_put_back_speaks_again() -> None:
    seen = saw("vacant", 1)
    stroke = retraction(seen, 2)
    first, second, _third = lines(seen, stroke, retraction(stroke, 3))
    assert first.speaks
    assert second.retracted_by is not None


def test_a_decision_over_earlier_words_is_a_correction() -> None:
    assert lines(saw("occupied", 5), decided("vacant", 1, 9))[1].corrects


def test_a_decision_on_its_own_corrects_nothing() -> None:
    assert not lines(decided("vacant", 1, 9))[0].corrects


def test_an_observation_that_only_takes_another_back_is_a_withdrawal() -> None:
    first = saw("vacant", 1)
    back = retraction(first, 2)
    withdrawal = record(back, kind="look", said="")
    retracted, line = lines_of([record(first), withdrawal], Dossier([first, back]))
    assert line.kind == "withdrawal"
    assert not line.speaks
    assert retracted.retracted_by == withdrawal


def test_a_held_observation_does_not_speak() -> None:
    held = record(saw("vacant", 1), held=True)
    assert not lines_of([held], Dossier())[0].speaks


def test_unsure_says_no_state() -> None:
    (line,) = lines_of([record(saw("unsure", 1), said="unsure")], Dossier())
    assert line.state is None
    assert line.certainty is None
    assert line.words == "わからない"


def test_before_the_first_word_nothing_stands() -> None:
    nothing = standing_at([], Dossier([saw("vacant", 5)]), day(4), moment(9))
    assert nothing.state is State.UNKNOWN
    assert nothing.confirmed_on is None


pieces = st.lists(
    st.one_of(
        st.builds(saw, st.sampled_from(["vacant", "occupied", "occasional", "unsure"]), st.integers(0, 40)),
        st.builds(hint, st.sampled_from(["vacant", "gone"]), st.integers(0, 40)),
        st.builds(decided, st.sampled_from(["vacant", "occupied"]), st.integers(0, 20), st.integers(21, 40)),
    ),
    max_size=8,
)


@given(pieces, st.integers(0, 45))
def test_what_stood_then_is_what_the_rule_said_of_what_was_known_then(evidence: list[Evidence], known: int) -> None:
    dossier = Dossier(evidence)
    held = rows_held(evidence, moment(known))
    assert standing_at(held, dossier, FAR_AHEAD, moment(known)) == dossier.as_known(moment(known)).standing
