"""What is not an acknowledgement empties no outbox: a key lost on the way, a hotel's sign-in page."""

import pytest

from tests.faults.account import Account, account_of, kept_by
from tests.faults.between import Between
from tests.faults.fault import Fault
from tests.faults.tablet import Tablet

pytestmark = pytest.mark.browser


def test_a_401_in_the_middle_stops_the_queue_and_keeps_what_is_left(tablet: Tablet, between: Between) -> None:
    verdicts = iter([None, Fault.UNKNOWN])
    between.deal = lambda: next(verdicts, Fault.BROKEN)
    for nth in range(4):
        tablet.save(f"途中 {nth}", nth)
    tablet.wake()
    tablet.page.wait_for_timeout(1_000)
    assert [passage.status for passage in between.passages] == [200, 401]
    assert [entry["body"]["note"] for entry in tablet.outbox()] == ["途中 1", "途中 2", "途中 3"]
    tablet.page.evaluate("() => { location.hash = '#/all' }")
    tablet.page.locator(".strip", has_text="この タブレットは もう一度 設定が いります。").wait_for()
    between.deal = lambda: None
    tablet.wait_sent()
    assert account_of(tablet.said, kept_by(between.mortal.server, "途中")) == Account()


def test_behind_a_captive_portal_everything_waits(tablet: Tablet, between: Between) -> None:
    between.deal = lambda: Fault.PORTAL
    for nth in range(3):
        tablet.save(f"ホテル {nth}", nth, hue=200 + nth)
    for _observation in range(3):
        tablet.wake()
        tablet.page.wait_for_timeout(200)
    assert {passage.fault for passage in between.passages} == {Fault.PORTAL}
    assert len(tablet.outbox()) == 6
    assert kept_by(between.mortal.server, "ホテル").observations == ()
    between.deal = lambda: None
    tablet.wait_sent()
    assert account_of(tablet.said, kept_by(between.mortal.server, "ホテル")) == Account()
