"""From evidence to state, a line a rule. ``saw("vacant", 2)``: an observation on day 2."""

from dataclasses import replace

import pytest

from akiya.rules.dossier import Dossier, start_kept
from tests.akiya.evidence_letters import NEW_YEAR, answer, day, decided, hint, moment, retraction, said, saw, standing


def test_nothing_known_is_unknown():
    assert standing([]).state == "unknown"
    assert standing([]).certainty == "signalled"


def test_the_newest_seen_wins_whatever_the_order_of_arrival():
    assert answer([saw("vacant", 2), saw("occupied", 1)]) == "vacant"
    assert answer([saw("occupied", 1), saw("vacant", 2)]) == "vacant"


def test_an_observation_heard_late_does_not_undo_a_newer_one():
    assert answer([saw("occupied", 5, known=5), saw("vacant", 1, known=9)]) == "occupied"


def test_unsure_changes_nothing():
    assert answer([saw("vacant", 1), saw("unsure", 2)]) == "vacant"
    assert answer([saw("unsure", 2)]) == "unknown"


def test_what_was_withdrawn_never_was():
    observation = saw("vacant", 2)
    assert answer([saw("occupied", 1), observation, retraction(observation, 3)]) == "occupied"


def test_a_withdrawal_that_was_withdrawn_withdraws_nothing():
    observation = saw("vacant", 2)
    undo = retraction(observation, 3)
    assert answer([observation, undo, retraction(undo, 4)]) == "vacant"


def test_a_person_outweighs_a_signal_of_the_same_day():
    assert answer([hint("vacant", 1), saw("occupied", 1)]) == "occupied"
    assert answer([saw("occupied", 1), hint("vacant", 1)]) == "occupied"


def test_a_newer_signal_opens_the_question_again():
    assert said([saw("occupied", 1), hint("vacant", 2)]) == [
        (1, "occupied", "reported"),
        (2, "vacant", "signalled"),
    ]


def test_a_weaker_word_of_the_same_state_changes_nothing():
    assert said([decided("vacant", 1, 2), saw("vacant", 9)]) == [(1, "vacant", "confirmed")]


def test_a_stronger_word_of_the_same_state_makes_it_more_certain_from_its_day():
    assert said([hint("vacant", 1), saw("vacant", 3)]) == [
        (1, "vacant", "signalled"),
        (3, "vacant", "reported"),
    ]


def test_a_decision_stands_over_every_observation_in_its_span():
    assert said([saw("occupied", 4), decided("vacant", 1, 6)]) == [(1, "vacant", "confirmed")]


def test_a_decision_stands_over_an_observation_that_is_heard_of_only_later():
    assert answer([decided("vacant", 1, 6, known=6), saw("occupied", 4, known=20)]) == "vacant"


def test_an_observation_after_a_decision_opens_the_question_again():
    assert answer([decided("vacant", 1, 6), saw("occupied", 7)]) == "occupied"


def test_the_later_decision_stands_over_the_earlier():
    assert answer([decided("vacant", 1, 6), decided("occupied", 2, 8)]) == "occupied"
    assert said([decided("vacant", 3, 6), decided("gone", 1, 8)]) == [(1, "gone", "confirmed")]


def test_a_retracted_decision_gives_way_to_what_it_stood_over():
    decision = decided("vacant", 1, 6)
    assert answer([saw("occupied", 4), decision, retraction(decision, 7)]) == "occupied"


@pytest.mark.parametrize(("first", "second"), [(7, 8), (7, 7), (8, 7)], ids=["after", "at once", "before"])
def test_a_retraction_that_is_retracted_takes_nothing_back_whenever_it_was_heard(first: int, second: int):
    decision = decided("vacant", 1, 6)
    retracted = replace(retraction(decision, first), id="retraction:9")
    restored = replace(retraction(retracted, second), id="retraction:10")
    assert answer([saw("occupied", 4), decision, retracted, restored]) == "vacant"
    again = replace(retraction(restored, 7), id="retraction:11")
    assert answer([saw("occupied", 4), decision, retracted, restored, again]) == "occupied"


def test_of_two_that_take_each_other_back_the_last_spoken_does_whenever_it_was_heard():
    one = replace(saw("vacant", 4), id="look:one", retracts="look:two", recorded_at=moment(9))
    two = replace(saw("occupied", 5), id="look:two", retracts="look:one", recorded_at=moment(8))
    assert answer([one, two]) == "occupied"


def test_a_long_row_of_retractions_is_followed_to_its_end():
    row = [saw("vacant", 1)]
    for _nth in range(4_001):
        row.append(retraction(row[-1], 2))
    assert answer(row) == "unknown"
    assert answer(row[:-1]) == "vacant"


def test_since_is_the_first_day_of_the_unbroken_run():
    now = standing([saw("occupied", 1), hint("vacant", 3), saw("vacant", 5), decided("vacant", 7, 8)])
    assert (now.state, now.certainty, now.since) == ("vacant", "confirmed", day(3))


def test_a_correction_moves_the_beginning():
    now = standing([hint("vacant", 30), saw("vacant", 42), decided("vacant", 1, 46)])
    assert (now.since, now.certainty) == (day(1), "confirmed")


def test_last_confirmed_is_the_last_day_a_person_knew():
    assert standing([saw("occupied", 3), hint("vacant", 9)]).confirmed_on == day(3)
    assert standing([decided("vacant", 1, 6)]).confirmed_on == day(6)
    assert standing([hint("vacant", 9)]).confirmed_on is None
    assert standing([saw("unsure", 9)]).confirmed_on is None
    assert day(0) == NEW_YEAR


def kept(meant, before):
    """The day on which the state began and stays so, and the day that it would be were that corrected."""
    found = start_kept(meant, Dossier(before))
    return found and ((found.stays.since - NEW_YEAR).days, (found.corrected.since - NEW_YEAR).days)


def test_saying_once_more_what_stands_leaves_its_start_where_it_was():
    assert kept(decided("vacant", 5, 9), [decided("vacant", 1, 3)]) == (1, 5)
    assert kept(decided("vacant", 5, 9), [saw("vacant", 2), decided("vacant", 1, 3)]) == (1, 2)


def test_what_was_otherwise_in_between_begins_anew():
    assert kept(decided("vacant", 5, 9), [decided("vacant", 1, 2), saw("occupied", 4)]) is None


def test_what_is_overruled_in_between_does_not():
    assert kept(decided("vacant", 5, 9), [decided("vacant", 1, 2), saw("occupied", 7)]) == (1, 5)


def test_the_same_day_an_earlier_one_and_one_that_nobody_knows_move_no_start_unseen():
    assert kept(decided("vacant", 1, 9), [decided("vacant", 1, 3)]) is None
    assert kept(decided("vacant", 0, 9), [decided("vacant", 1, 3)]) is None
    assert kept(replace(decided("vacant", 9, 9), precision="unknown"), [decided("vacant", 1, 3)]) is None
    assert kept(decided("occupied", 5, 9), [decided("vacant", 1, 3)]) is None
