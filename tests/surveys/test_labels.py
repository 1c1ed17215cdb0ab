"""A house in few words."""

import pytest

from surveys.labels import short_label


@pytest.mark.parametrize(
    ("label", "city", "expected"),
    [
        ("天童市老野森一丁目1番12号", "天童市", "老野森一丁目 1-12"),
        ("山形県天童市老野森一丁目1番12号", "天童市", "老野森一丁目 1-12"),
        ("老野森一丁目1番12号", "天童市", "老野森一丁目 1-12"),
        ("老野森一丁目1番12号 みほん荘", "天童市", "老野森一丁目 1-12 みほん荘"),
        ("天童市大字山口1234番地", "天童市", "大字山口1234番地"),
        ("家屋 000042", "天童市", "家屋 000042"),
        ("天童市", "天童市", "天童市"),
        ("", "天童市", ""),
        ("老野森一丁目1番12号", "", "老野森一丁目 1-12"),
    ],
)
def test_what_everybody_there_knows_is_left_out(label: str, city: str, expected: str) -> None:
    assert short_label(label, city) == expected
