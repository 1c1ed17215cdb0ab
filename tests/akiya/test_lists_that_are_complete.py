"""A complete list speaks of every house: of those it names, and by its silence of those it does not."""

from dataclasses import replace

from akiya.rules.dossier import Dossier
from akiya.words import Precision
from tests.akiya.evidence_letters import answer, day, decided, hint, listed, retraction, said, saw, unnamed


def began(*evidence):
    """The bounds of each step, as days."""
    return [(step.earliest, step.latest) for step in Dossier(evidence).timeline]


def test_silence_ends_a_vacancy_and_says_no_more():
    assert said([saw("vacant", 1), unnamed(5)]) == [(1, "vacant", "reported"), (5, "unknown", "confirmed")]


def test_silence_says_nothing_of_a_house_that_is_lived_in():
    assert answer([saw("occupied", 1), unnamed(5)]) == "occupied"
    assert answer([unnamed(5)]) == "unknown"


def test_an_observation_that_came_late_is_ended_as_one_that_came_in_time():
    assert answer([saw("vacant", 1, known=9), unnamed(5)]) == answer([saw("vacant", 1), unnamed(5)]) == "unknown"


def test_what_is_seen_after_the_list_stands():
    assert answer([unnamed(5), saw("vacant", 6)]) == "vacant"


def test_of_one_day_a_list_that_names_the_house_outweighs_one_that_does_not():
    assert answer([listed("vacant", 5), unnamed(5)]) == "vacant"


def test_a_later_list_that_looks_back_over_the_day_overrules_silence():
    assert answer([unnamed(5), listed("vacant", 9, since=1)]) == "vacant"


def test_what_staff_decide_of_the_day_overrules_silence_whatever_the_hour():
    assert answer([saw("vacant", 1), unnamed(5), decided("vacant", 1, 5)]) == "vacant"


def test_silence_that_was_retracted_ends_nothing():
    silence = unnamed(5)
    assert answer([hint("vacant", 1), silence, retraction(silence, 6)]) == "vacant"


def test_an_ending_between_two_lists_began_on_some_day_after_the_first():
    assert began(listed("vacant", 5, since=1), unnamed(9)) == [(day(1), day(1)), (day(6), day(9))]


def test_a_beginning_between_two_lists_began_on_some_day_after_the_first():
    assert began(unnamed(5), listed("vacant", 9)) == [(day(6), day(9))]


def test_nothing_says_when_what_was_first_seen_began():
    assert began(saw("vacant", 5)) == [(None, day(5))]


def test_the_last_observation_that_said_otherwise_bounds_a_change():
    assert began(saw("occupied", 1), saw("occupied", 4), saw("vacant", 9))[-1] == (day(5), day(9))


def test_a_month_is_known_to_its_end_or_to_the_day_it_was_said():
    thirtieth = replace(decided("vacant", 0, 60), precision=Precision.MONTH)
    assert began(thirtieth) == [(day(0), day(30))]
    assert began(replace(thirtieth, until=day(9))) == [(day(0), day(9))]
