"""Two exports that hold something else are never called alike, and the history says what each of them was."""

import datetime as dt
import re
from urllib.parse import unquote, urlencode

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from akiya.access import as_register
from maps.exports import file_names
from maps.exports.worker import work
from maps.models import ExportJob
from tests.maps.exports.test_export_page import EXPORT, browser, ordered
from tests.world import World


def called(client: Client, job: ExportJob) -> dict[str, str]:
    """The files of an export by their names on the disk: how a browser saves each."""
    saved = {}
    with as_register():
        files = [file["name"] for file in job.steps.get(kind="done").files]
    for name in files:
        header = client.get(f"{EXPORT}{job.pk}/files/{name}")["Content-Disposition"]
        ascii_name, full = re.fullmatch(r"attachment; filename=\"([ -~]+)\"; filename\*=UTF-8''(\S+)", header).groups()  # type: ignore[union-attr]
        assert ascii_name == name
        saved[name] = unquote(full)
    return saved


def made(client: Client, **fields: str) -> dict[str, str]:
    job = ordered(client, **fields)
    work(job.pk)
    return called(client, job)


def test_a_name_says_the_day_what_was_known_the_filter_and_what_is_restricted(world: World) -> None:
    area = world.area("東自治会").pk
    saved = made(
        browser(world.staff), on="2026-01-01", known="2026-02-03",
        filters=urlencode({"area": area, "q": "松"}), restricted="on",
    )  # fmt: skip
    houses, about, columns = saved.values()
    for words in (
        "空き家台帳",
        "みほん市",
        "2026-01-01の状態",
        "2026-02-03-",
        "までの記録",
        "区域-東自治会",
        "「松」",
        "限られた項目あり",
    ):
        assert words in houses
    assert about == houses.removesuffix(".csv") + "_この書き出しについて.csv"
    assert columns == houses.removesuffix(".csv") + "_データ項目.csv"
    assert all("known-2026-02-03" in name and "restricted" in name for name in saved)


def test_exports_that_differ_in_anything_are_called_differently(world: World) -> None:
    client = browser(world.staff)
    asked: list[dict[str, str]] = [
        {"on": "2026-01-01"},
        {"on": "2026-01-02"},
        {"on": "2026-01-01", "known": "2026-02-03"},
        {"on": "2026-01-01", "filters": urlencode({"q": "松"})},
        {"on": "2026-01-01", "filters": urlencode({"q": "竹"})},
        {"on": "2026-01-01", "restricted": "on"},
    ]
    saved = [made(client, **fields) for fields in asked]
    assert len({next(iter(each)) for each in saved}) == len({next(iter(each.values())) for each in saved}) == len(asked)


@pytest.mark.parametrize("text", ['a/b\\c:d*e?f"g<h>i|j', "\n\t\r", "../../etc", "松" * 150, "%00%0d%0aX: y"])
def test_no_word_of_a_filter_breaks_a_name_or_a_header(world: World, text: str) -> None:
    client = browser(world.staff)
    names = made(client, filters=urlencode({"q": text})).values()
    assert len(names) == 3
    for full in names:
        assert not file_names.UNFIT.search(full) and len(full.encode()) <= 220 and full.endswith(".csv")


def test_the_history_tells_what_each_was_and_offers_it_again(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = browser(world.staff)
    area = world.area("東自治会").pk
    for day in ("2026-01-01", "2026-01-02", "2026-01-03"):
        job = ordered(client, on=day, filters=urlencode({"area": area}), restricted="on")
        work(job.pk)
    with django_assert_max_num_queries(12):
        page = client.get(EXPORT).content.decode()
    for words in ("令和8年1月3日の状態", "区域 東自治会", "限られた項目あり", "同じものを もう一度 書き出す"):
        assert words in page
    assert "/files/houses_069990_2026-01-03_" in page
    labels = re.findall(r'download>.*?<span class="visually-hidden">(.*?)</span>', page)
    assert len(labels) == len(set(labels)) == 9
    before = ExportJob.objects.count
    with as_register():
        count = before()
    assert client.post(f"{EXPORT}{job.pk}/again").status_code == 302
    with as_register():
        assert before() == count + 1
        newest = ExportJob.objects.order_by("-ordered_at")[0]
    assert (newest.on, newest.filters, newest.restricted) == (dt.date(2026, 1, 3), job.filters, True)


def test_the_history_of_an_export_of_today_names_its_own_day(world: World) -> None:
    client = browser(world.staff)
    job = ordered(client)
    work(job.pk)
    assert f"{timezone.localdate().isoformat()}の状態" in next(iter(called(client, job).values()))
