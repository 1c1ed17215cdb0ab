"""Every sentence of the screens has its English."""

import gettext
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.japanese import JAPANESE

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "akiya" / "locale" / "en" / "LC_MESSAGES" / "django.po"
ITS_OWN_NAME = "日本語"
"""A language is offered by the name that those who read it know."""
KINDS = [f"--extension={ending}" for ending in ("html", "txt", "svg", "py")]
"""The endings of all files that say something: a drawing says what it shows."""
APPS = ("akiya", "surveys", "maps")


def said_in(catalogue: Path, where: Path) -> dict[str, str]:
    """The sentences of a catalogue that have a translation, by their Japanese; one with a plural is another."""
    compiled = where / "compiled.mo"
    subprocess.run(["msgfmt", str(catalogue), "-o", str(compiled)], check=True)
    with compiled.open("rb") as file:
        found = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {f"{key[0]} (plural)" if isinstance(key, tuple) else key: value for key, value in found.items() if key}


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="gettext is not installed")
def test_nothing_on_the_screens_is_left_in_japanese_alone(tmp_path: Path) -> None:
    for app in APPS:
        shutil.copytree(ROOT / app, tmp_path / app, ignore=shutil.ignore_patterns("locale", "__pycache__", "static"))
    (tmp_path / "locale").mkdir()
    makemessages = [sys.executable, "-m", "django", "makemessages", "--locale=en", "--verbosity=0", *KINDS]
    elsewhere = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(makemessages, cwd=tmp_path, env=elsewhere, check=True)
    asked = tmp_path / "locale" / "en" / "LC_MESSAGES" / "django.po"
    subprocess.run(["msgen", str(asked), "-o", str(asked)], check=True)
    missing = said_in(asked, tmp_path).keys() - said_in(CATALOGUE, tmp_path).keys()
    assert sorted(missing) == []


def test_english_is_not_japanese(tmp_path: Path) -> None:
    said = {key: value.replace(ITS_OWN_NAME, "") for key, value in said_in(CATALOGUE, tmp_path).items()}
    kept = {key for key, value in said.items() if JAPANESE.search(value)}
    assert kept == set()


TRANSLATED = re.compile(
    r'{% blocktranslate.*?{% endblocktranslate %}|{% comment.*?endcomment %}|{%.*?%}|{#.*?#}|<!--.*?-->|_\("[^"]*"\)',
    re.S,
)
FOR_JAPANESE = re.compile(r'{% language "ja" %}.*?{% endlanguage %}|<(\w+)[^>]* lang="ja".*?</\1>', re.S)
TEMPLATES = [
    template
    for app in APPS
    for template in sorted((ROOT / app / "templates").rglob("*"))
    if template.suffix in {".html", ".svg", ".txt"}
]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: str(template.relative_to(ROOT)))
def test_a_template_has_no_word_or_mark_beside_its_translations(template: Path) -> None:
    written = TRANSLATED.sub("", FOR_JAPANESE.sub("", template.read_text()))
    assert [line.strip() for line in written.splitlines() if JAPANESE.search(line)] == []
