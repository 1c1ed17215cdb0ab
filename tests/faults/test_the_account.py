"""The account that judges every storm sees each kind of loss."""

from tests.faults.account import Account, Kept, Said, account_of

SAID = Said("嵐 1", 7, "occupied", ("aa",))
THERE = Kept(observations=(SAID,), photos=("aa",))


def test_once_each_is_clean() -> None:
    assert account_of([SAID], THERE).is_clean


def test_what_is_not_there_is_lost() -> None:
    assert account_of([SAID], Kept(photos=("aa",))) == Account(lost=["嵐 1"])


def test_another_answer_is_a_loss() -> None:
    assert account_of([SAID], Kept(observations=(Said("嵐 1", 7, "vacant"),), photos=("aa",))) == Account(lost=["嵐 1"])


def test_twice_is_a_duplicate() -> None:
    assert account_of([SAID], Kept(observations=(SAID, SAID), photos=("aa",))) == Account(duplicates=["嵐 1"])


def test_a_photo_without_a_row_is_lost() -> None:
    assert account_of([SAID], Kept(observations=(SAID,))) == Account(photos_lost=["aa"])


def test_a_photo_without_its_file_is_lost() -> None:
    assert account_of([SAID], Kept((SAID,), ("aa",), missing_files=("aa",))) == Account(photos_lost=["aa"])


def test_a_photo_twice_is_twice() -> None:
    assert account_of([SAID], Kept((SAID,), ("aa", "aa"))) == Account(photos_twice=["aa"])


def test_what_nobody_said_is_not_asked_for() -> None:
    assert account_of([], THERE).is_clean
