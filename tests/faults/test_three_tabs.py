"""The app open three times on one tablet: everything leaves once."""

import pytest

from tests.faults.account import Account, account_of, kept_by
from tests.faults.between import Between
from tests.faults.tablet import Tablet

pytestmark = pytest.mark.browser
EACH = 6


def test_three_tabs_send_everything_once(tablet: Tablet, between: Between) -> None:
    tabs = [tablet.page, tablet.another_tab(), tablet.another_tab()]
    for nth in range(EACH):
        for which, tab in enumerate(tabs):
            tablet.save(f"三枚 {which} {nth}", nth * 3 + which, hue=nth if which == 0 else None, tab=tab)
            for each in tabs:
                tablet.wake(each)
    tablet.wait_sent()
    sent = [passage.id for passage in between.passages]
    assert len(sent) == EACH * 4
    assert len(set(sent)) == len(sent), "no tab sends what another is sending"
    assert account_of(tablet.said, kept_by(between.mortal.server, "三枚")) == Account()


def test_ids_made_in_three_tabs_at_once_are_in_one_order(tablet: Tablet, between: Between) -> None:
    tabs = [tablet.page, tablet.another_tab(), tablet.another_tab()]
    for nth in range(EACH):
        for which, tab in enumerate(tabs):
            tablet.save(f"順番 {which} {nth}", which, tab=tab)
    tablet.wait_sent()
    made = sorted(tablet.receipts(), key=lambda entry: entry["seq"])
    assert [entry["seq"] for entry in made] == sorted({entry["seq"] for entry in made})
    assert [entry["id"] for entry in made] == sorted(entry["id"] for entry in made)
