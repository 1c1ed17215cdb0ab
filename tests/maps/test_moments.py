"""As of when and as known when is said in one sentence, and says what the box beside it says."""

import datetime as dt

import pytest
from django.utils import translation

from akiya.asof.moment import Moment, moment
from maps.pages.moments import is_known_then, moment_words
from tests.japanese import JAPANESE

DAY = dt.date(2026, 5, 13)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (Moment(), "同じ日までの記録による。"),
        (Moment(DAY), "令和8年5月13日の状態、いままでのすべての記録による。"),
        (moment("2026-05-13", "2026-05-13"), "令和8年5月13日の状態、同じ日までの記録による。"),
        (moment("2026-05-13", "2026-08-01"), "令和8年5月13日の状態、令和8年8月1日までの記録による。"),
    ],
)
def test_each_moment_has_its_sentence(when: Moment, words: str) -> None:
    assert moment_words(when, is_known_then(when)).endswith(words)
    with translation.override("en"):
        assert not JAPANESE.search(moment_words(when, is_known_then(when)))
