"""How pages write states, days and ages."""

import datetime as dt

import pytest
from django.template import Context, Template
from django.utils.translation import override

from akiya.evidence.words import skew_words
from akiya.templatetags.register import state_mark, state_symbol
from akiya.texts.ages import ago, span, whole_months
from akiya.texts.days import era, era_near
from akiya.texts.states import state_words
from akiya.words import Certainty, State

TODAY = dt.date(2026, 11, 20)


def test_a_day_is_written_in_the_japanese_calendar():
    assert era(dt.date(2026, 11, 20)) == "令和8年11月20日"


def test_a_moment_is_written_as_its_day_in_japan():
    assert era(dt.datetime(2026, 11, 19, 15, 0, tzinfo=dt.UTC)) == "令和8年11月20日"


def test_a_date_known_by_the_month_says_so():
    assert era(dt.date(2026, 8, 1), "month") == "令和8年8月ごろ"
    assert era(dt.date(1979, 1, 1), "year") == "昭和54年ごろ"


def test_no_date_writes_nothing():
    assert era(None) == era_near(None) == ""


def test_english_pages_write_western_days():
    with override("en"):
        assert era(TODAY) == "20 Nov 2026"


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("certainty", Certainty)
def test_every_state_has_a_symbol_in_the_sprite(state: State, certainty: Certainty):
    sprite = Template('{% include "akiya/symbols.svg" %}').render(Context())
    assert f'<symbol id="{state}-{certainty}"' in sprite
    assert f'href="#{state}-{certainty}"' in state_symbol(state, certainty)


def test_a_state_outside_the_vocabulary_is_refused():
    with pytest.raises(ValueError, match="not a valid State"):
        state_symbol('"><script>', "reported")


def test_a_state_is_said_with_its_certainty():
    assert state_words("vacant", "reported") == "空き家（報告）"


def test_a_house_nobody_knows_of_is_unknown_and_no_more():
    assert state_words("unknown", "signalled") == "不明"


def test_the_word_always_stands_beside_the_symbol():
    assert "空き家（確認）" in state_mark("vacant", "confirmed")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "今日"),
        (dt.date(2026, 11, 19), "きのう"),
        (dt.date(2026, 11, 12), "8日前"),
        (dt.date(2026, 10, 21), "30日前"),
        (dt.date(2026, 10, 20), "1か月前"),
        (dt.date(2026, 8, 1), "3か月前"),
        (dt.date(2024, 11, 21), "23か月前"),
        (dt.date(2024, 11, 20), "2年前"),
        (dt.date(1979, 1, 1), "47年前"),
        (dt.date(2026, 11, 21), "先の日"),
    ],
)
def test_an_age_is_said_in_the_coarsest_unit_that_helps(day: dt.date, words: str):
    assert ago(day, TODAY) == words


def test_a_month_is_full_only_on_its_day():
    assert whole_months(dt.date(2026, 1, 31), dt.date(2026, 2, 28)) == 0
    assert whole_months(dt.date(2026, 1, 31), dt.date(2026, 3, 1)) == 1


def test_a_span_that_ends_before_it_begins_is_nothing():
    assert span(dt.date(2026, 2, 1), dt.date(2026, 1, 1)) == "0日"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(90, "90分すすみ"), (-119, "119分おくれ"), (300, "5時間すすみ"), (-570_240, "396日おくれ")],
)
def test_a_wrong_clock_is_said_in_the_unit_that_says_it_shortest(minutes: int, words: str):
    assert skew_words(minutes) == words
