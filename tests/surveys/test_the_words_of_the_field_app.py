"""What the field app says: each sentence has a name, is said somewhere, and is one for a neighbour."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from tests.server import ROOT

SCRIPTS = ROOT / "surveys" / "static" / "surveys" / "field"
DATA = re.compile(r'<data value="([^"]+)">([^<]*)</data>')
SAID = re.compile(r"\bsay\(([^,)]*)")
FORBIDDEN = re.compile("同期|オフライン|アップロード|キャッシュ|エラー")
LANGUAGES = ("ja", "en")
# Said by a code: of an answer, or of a door that the server closed.
BY_CODE = {"occupied", "occasional", "vacant", "gone", "unsure"}


def told(language: str) -> dict[str, str]:
    with override(language):
        return dict(DATA.findall(render_to_string("surveys/field/words.html")))


def named(script: Path) -> set[str]:
    """The names in the first argument of each ``say``, both of an either-or."""
    return {name for said in SAID.findall(script.read_text()) for name in re.findall(r'"([a-zA-Z]+)"', said)}


def test_every_sentence_that_is_said_is_there_and_no_other() -> None:
    said = set().union(*(named(script) for script in SCRIPTS.glob("*.js")))
    names = {name for name in told("ja") if not name.startswith("closed-")}
    assert names - BY_CODE == said - BY_CODE


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty(language: str) -> None:
    assert [name for name, sentence in told(language).items() if not sentence.strip()] == []


def test_both_languages_fill_the_same_braces() -> None:
    japanese, english = (
        {name: sorted(re.findall(r"{\d}", sentence)) for name, sentence in told(each).items()} for each in LANGUAGES
    )
    assert japanese == english


def test_no_sentence_uses_a_word_of_machines() -> None:
    with override("ja"):
        page = render_to_string("surveys/field/app.html") + render_to_string("surveys/field/rescue.html")
    assert FORBIDDEN.findall(page) == []
