"""A register that the version before made, with its lists, retractions and answers, goes on under the rule of today.

The file is the database as that version's own commands and doors left it: lists of 2018-01-01, 2019-01-01 and, taken
in last, 2018-06-01; a list of another source taken out again; one taken out and put back; a line retracted alone.
Requests are put in here, in that version's columns: one open, one closed without an answer.
"""

import gzip
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from bootstrap import cluster
from bootstrap.system import uses_other_database
from tests.server import Server, at

BEFORE = Path(__file__).parent / "register-2026-11-24.sql.gz"
NAME = f"{settings.TEST_DATABASE}_before"
HISTORY = "SELECT count(*), max(id) FROM akiya_occupancychange WHERE id <= %s"


REQUESTS = """
INSERT INTO surveys_request (reason, asked_on, recorded_at, closed_on, association_id, house_id, municipality_id)
SELECT 'audit', '2026-11-01', '2026-11-01 10:00+09', closed_on::date, 1, house, 1
  FROM (VALUES (5, NULL), (6, '2026-11-20')) AS asked (house, closed_on)
"""
REQUESTED = """
SELECT asked.house_id, asked.closed_on::text, asked.answered_by, out.reason,
       (out.recorded_at AT TIME ZONE 'Asia/Tokyo')::date::text
  FROM surveys_request asked LEFT JOIN surveys_requestwithdrawal out ON out.request_id = asked.id ORDER BY 1
"""
CORRECTED = "SELECT DISTINCT house_id FROM akiya_correction WHERE why = 'rule' ORDER BY 1"
PAGE = """
from django.test import Client
from akiya.models import Person
client = Client(SERVER_NAME="127.0.0.1")
client.force_login(Person.objects.get(login="staff"))
print(client.get("/houses/{house}/").content.decode())
"""


def address() -> str:
    return f"postgresql://{cluster.SUPERUSER}@/{NAME}?host={cluster.SOCKET}"


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if uses_other_database():
        pytest.skip("only the private cluster lets a test load a database as its superuser")
    drop = f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)'
    cluster.sql("postgres", f'{drop}; CREATE DATABASE "{NAME}" TEMPLATE template0')
    loaded = gzip.decompress(BEFORE.read_bytes())
    subprocess.run(
        ["psql", "-q", "-v", "ON_ERROR_STOP=1", address()], input=loaded, check=True, stdout=subprocess.DEVNULL
    )
    with psycopg.connect(address()) as database:
        database.execute(REQUESTS)
    yield at(NAME, tmp_path_factory.mktemp("media"), settings.DATABASES["owner"]["HOST"])
    cluster.sql("postgres", drop)


@pytest.fixture(scope="module")
def upgraded(before: Server) -> tuple[Server, str, tuple[int, int]]:
    """The register after ``make_ready``, what that said, and how much history there was before."""
    with psycopg.connect(address()) as database:
        (rows, last) = database.execute("SELECT count(*), max(id) FROM akiya_occupancychange").fetchone() or (0, 0)
    return before, before.manage("make_ready", "--tables-only"), (rows, last)


def test_the_upgrade_says_in_numbers_what_it_did(upgraded: tuple[Server, str, tuple[int, int]]) -> None:
    _server, said, _before = upgraded
    assert "日付の幅を書きました" in said
    assert "直す家屋" in said


def test_staff_read_at_each_house_what_was_corrected_and_why(upgraded: tuple[Server, str, tuple[int, int]]) -> None:
    server, said, _before = upgraded
    with psycopg.connect(address()) as database:
        corrected = [house for (house,) in database.execute(CORRECTED)]
        untouched = database.execute(
            f"SELECT id FROM akiya_house WHERE id <> ALL(ARRAY({CORRECTED})) LIMIT 1"
        ).fetchone()
    counted = [int(each) for each in re.findall(r"履歴の(?:段が変わる|書き方だけ合わない) (\d+)棟", said)]
    assert len(corrected) == sum(counted) > 0
    reading = Server(server.url, server.env | {"DJANGO_SETTINGS_MODULE": "tests.settings"})
    for house in corrected:
        page = reading.manage("shell", "-v0", "-c", PAGE.format(house=house))
        assert "履歴の訂正（決まりが変わった）" in page, house
        assert "履歴：" in page or "いまの履歴は 前と同じです" in page, house
    if untouched:
        assert "履歴の訂正" not in reading.manage("shell", "-v0", "-c", PAGE.format(house=untouched[0]))


def test_a_request_that_was_closed_without_an_answer_stays_closed_and_an_open_one_open(
    upgraded: tuple[Server, str, tuple[int, int]],
) -> None:
    with psycopg.connect(address()) as database:
        assert database.execute(REQUESTED).fetchall() == [
            (5, None, None, None, None),
            (6, "2026-11-20", None, "理由は 書かれていません。", "2026-11-20"),
        ]
    assert "ちがいは 0" in upgraded[0].manage("check_history")


def test_no_row_of_history_is_lost(upgraded: tuple[Server, str, tuple[int, int]]) -> None:
    _server, _said, (rows, last) = upgraded
    with psycopg.connect(address()) as database:
        assert database.execute(HISTORY, [last]).fetchone() == (rows, last)


def test_every_copy_follows_from_its_rows_afterwards(upgraded: tuple[Server, str, tuple[int, int]]) -> None:
    assert "ちがいは 0" in upgraded[0].manage("check_history")
    assert upgraded[0].manage("repair_history") == "直すところは ありません。\n"


def test_a_list_that_was_withdrawn_stays_withdrawn_and_can_be_put_back(
    upgraded: tuple[Server, str, tuple[int, int]],
) -> None:
    lists = upgraded[0].manage("withdraw_ledger").splitlines()
    assert [line.split()[0] for line in lists if "取り消しずみ" in line] == ["4"]
    upgraded[0].manage("withdraw_ledger", "4", "--restore", "--reason=正しかった")
    assert "ちがいは 0" in upgraded[0].manage("check_history")
    upgraded[0].manage("withdraw_ledger", "4", "--reason=まちがい")
    assert "ちがいは 0" in upgraded[0].manage("check_history")


def test_a_line_that_was_retracted_alone_is_retracted_still(upgraded: tuple[Server, str, tuple[int, int]]) -> None:
    with psycopg.connect(address()) as database:
        found = database.execute("SELECT evidence FROM akiya_retraction").fetchall()
    assert len(found) == 1
    assert found[0][0].startswith("entry:")


def test_once_upgraded_it_is_not_upgraded_again(upgraded: tuple[Server, str, tuple[int, int]]) -> None:
    assert "日付の幅" not in upgraded[0].manage("make_ready", "--tables-only")
