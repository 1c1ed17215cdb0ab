"""One word for one thing: what the office has called by two names on two pages has one, in Japanese and in English."""

import re
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext

from akiya.words import Certainty, EvidenceKind

ROOT = Path(__file__).parents[2]
SAID = re.compile(r"translate \"([^\"]*)\"|_\(\"([^\"]*)\"|lazy\(\"([^\"]*)\"|%}([^{}%<>]*){%")
# What a page of the office no longer says, and what it says instead.
GIVEN_UP = {
    "保留": "あずかった答え",
    "返事待ち": "答えを待っている",
    "出した日": "依頼した日",
    "最後につながった日": "最後の連絡",
    "はじめた日": "設定した日",
    "あてはめる": "しぼりこむ",
    "任期のおわり": "任期の終わり",
    "軒": "棟",
    "現地アプリ": "家の見まわり",
    "やめた段": "いまは使わない履歴",
    "台帳のきまり": "台帳が自動で決めたこと",
    "下げた写真": "見えなくした写真",
}


def of_the_office() -> list[Path]:
    found = [*ROOT.glob("*/templates/**/*.html"), *ROOT.glob("akiya/**/*.py"), *ROOT.glob("*/pages/*.py")]
    return [path for path in found if "/field/" not in str(path) and "/migrations/" not in str(path)]


@pytest.mark.parametrize("word", GIVEN_UP)
def test_a_word_that_was_given_up_stands_on_no_page_of_the_office(word: str) -> None:
    files = of_the_office()
    assert len(files) > 200
    said = {
        f"{path.relative_to(ROOT)}: {words}"
        for path in files
        for match in SAID.findall(path.read_text())
        for words in match
        if word in words
    }
    assert said == set(), f"say {GIVEN_UP[word]}"


def test_an_observation_of_a_head_is_not_exported_as_confirmed_by_staff() -> None:
    for language in ("ja", "en"):
        with translation.override(language):
            assert str(EvidenceKind.OBSERVATION.label) != str(Certainty.CONFIRMED.label)


def test_in_english_an_undo_is_no_retraction_and_one_is_not_many() -> None:
    with translation.override("en"):
        assert gettext("取り消す") == "Undo" and "etract" in gettext("記録を取り消す")
        assert ngettext("棟", "棟", 1) == " building" and ngettext("棟", "棟", 2) == " buildings"
        assert gettext("名前のない端末") == "unnamed device"
        for text in ("利用者番号を書いてください。", "利用者番号と 新しいパスワードで サインインします。"):
            assert "login" not in gettext(text)
