"""A register that the version before made, with its lists, strikes and answers, goes on under the rule of today.

The file is the database as that version's own commands and doors left it: lists of 2018-01-01, 2019-01-01 and, taken
in last, 2018-06-01; a list of another source taken out again; one taken out and put back; a line struck out alone.
"""

import gzip
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


def test_a_line_that_was_struck_out_alone_is_struck_out_still(upgraded: tuple[Server, str, tuple[int, int]]) -> None:
    with psycopg.connect(address()) as database:
        found = database.execute("SELECT evidence FROM akiya_retraction").fetchall()
    assert len(found) == 1
    assert found[0][0].startswith("entry:")


def test_once_upgraded_it_is_not_upgraded_again(upgraded: tuple[Server, str, tuple[int, int]]) -> None:
    assert "日付の幅" not in upgraded[0].manage("make_ready", "--tables-only")
