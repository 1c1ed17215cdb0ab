"""The moment the screen says 保存しました, the answer outlives the death of the browser."""

import pytest

from tests.faults.account import Account, account_of, kept_by
from tests.faults.between import Between
from tests.faults.fault import Fault
from tests.faults.tablet import Tablet

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("code", ["occupied", "vacant"])  # after "vacant" another screen asks for more
def test_what_was_said_to_be_saved_is_there_when_the_tablet_is_switched_on_again(
    tablet: Tablet, between: Between, code: str
) -> None:
    between.deal = lambda: Fault.BROKEN
    for nth in range(3):
        tablet.press_answer(f"電池切れ {code} {nth}", nth, code)
        tablet.kill()
        tablet.open()
        assert [entry["body"]["note"] for entry in tablet.outbox()] == [one.memo for one in tablet.said]
    between.deal = lambda: None
    tablet.wait_sent()
    assert account_of(tablet.said, kept_by(between.mortal.server, f"電池切れ {code}")) == Account()


def test_so_is_its_photo(tablet: Tablet, between: Between) -> None:
    between.deal = lambda: Fault.BROKEN
    tablet.save("電池切れ 写真", hue=120)
    tablet.kill()
    tablet.open()
    assert sorted(entry["kind"] for entry in tablet.outbox()) == ["observation", "photo"]
    between.deal = lambda: None
    tablet.wait_sent()
    account = account_of(tablet.said, kept_by(between.mortal.server, "電池切れ 写真"))
    assert tablet.said[0].photos
    assert account == Account()
