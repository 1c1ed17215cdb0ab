"""An export speaks the language of who asked for it: headings, dictionary, facts, words of codes, and what failed."""

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from akiya.access import as_register
from akiya.texts.stored import NO_ROOM
from maps.exports import folder
from maps.exports.worker import work
from maps.models import ExportJob
from tests.japanese import JAPANESE
from tests.maps.exports.taking import edit, house_of, out, rows_of
from tests.world import World

FILTERS = "cell=vacant-reported&cell=unknown-signalled&q=CANARY"


@pytest.fixture(autouse=True)
def japanese_afterwards() -> Iterator[None]:
    """A request in English leaves the thread that answered it speaking English."""
    with translation.override("ja"):
        yield


def words(path: Path) -> str:
    """Everything a file and those beside it say, but for the city, which is called as it is called."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        cells = [str(cell) for sheet in book for row in sheet.values for cell in row if cell is not None]
        said = "\n".join([*book.sheetnames, *cells])
    else:
        said = "\n".join(file.read_text("utf-8-sig") for file in path.parent.glob(f"{path.stem}.*"))
    return re.sub("みほん市|東自治会|西自治会|中央地区", "", said)


@pytest.mark.parametrize("format", ["csv", "xlsx", "geojson"])
def test_an_english_file_says_nothing_in_japanese(world: World, tmp_path: Path, format: str) -> None:
    for number in range(1, 13):
        edit(world.house(number), landmark="", use="dwelling", structure="wood")
    path = tmp_path / f"houses.{format}"
    out(world, path, filters=FILTERS, headings="ja" if format != "geojson" else "", language="en")
    assert [line for line in words(path).splitlines() if JAPANESE.search(line)] == []


def test_the_words_of_a_code_are_those_of_the_language(world: World, tmp_path: Path) -> None:
    for language, word in {"ja": "不明", "en": "Unknown"}.items():
        path = tmp_path / f"{language}.csv"
        out(world, path, language=language)
        assert house_of(rows_of(path), 1)["state_label"] == word


def test_who_reads_english_asks_for_an_english_file(world: World, client: Client) -> None:
    client.force_login(world.staff)
    ask = {"format": "csv", "reason": "for the council", "municipality": "069990"}
    client.post(reverse("maps:export"), ask, headers={"accept-language": "en"})
    with as_register():
        job = ExportJob.objects.get()
    assert job.language == "en"
    work(job.pk)
    about = next(folder.of(job.pk).glob("*.about.csv")).read_text("utf-8-sig")
    assert "Number of houses" in about


def test_why_it_failed_is_said_in_the_language_of_who_asked(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(world.staff)
    ask = {"format": "csv", "reason": "for the council", "municipality": "069990"}
    client.post(reverse("maps:export"), ask, headers={"accept-language": "en"})
    monkeypatch.setattr("maps.exports.worker.take", full)
    with as_register():
        job = ExportJob.objects.get()
    step = work(job.pk)
    assert step is not None
    for language, said in (("ja", NO_ROOM), ("en", "The file could not be written.")):
        page = client.get(
            reverse("maps:export_job", args=[job.pk]), headers={"accept-language": language}
        ).content.decode()
        assert said in page
        assert (NO_ROOM in page) == (language == "ja")


def full(*_arguments: object) -> None:
    raise OSError("no space left")
