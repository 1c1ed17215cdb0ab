"""A tablet whose battery was empty believes it is another year: its answers are taken, and staff are told."""

import datetime as dt

import psycopg
import pytest

from tests.faults.account import Account, account_of, kept_by
from tests.faults.between import Between
from tests.faults.tablet import Tablet

pytestmark = pytest.mark.browser
YEAR_AND_MORE = dt.timedelta(days=400)
WRONG = """(() => {{
  const Right = Date;
  const ahead = {ahead};
  window.Date = class extends Right {{
    constructor(...given) {{ given.length ? super(...given) : super(Right.now() + ahead); }}
    static now() {{ return Right.now() + ahead; }}
  }};
}})()"""


def set_clock(tablet: Tablet, ahead: dt.timedelta) -> None:
    """Switch the tablet off and on with a clock that is wrong."""
    tablet.page.context.add_init_script(WRONG.format(ahead=ahead // dt.timedelta(milliseconds=1)))
    tablet.reload()


def test_answers_of_a_clock_400_days_slow_are_taken_and_flagged(tablet: Tablet, between: Between) -> None:
    tablet.save("時計 前", 0)
    tablet.wait_sent()
    set_clock(tablet, -YEAR_AND_MORE)
    tablet.save("時計 後", 0, "vacant", hue=33)
    tablet.wait_sent()
    server = between.mortal.server
    assert account_of(tablet.said, kept_by(server, "時計")) == Account()
    with psycopg.connect(server.env["DATABASE_OWNER_URL"]) as database:
        [(before, flags_before, _), (after, flags_after, days)] = database.execute(
            "SELECT id::text, flags, recorded_at::date - seen_on FROM akiya_observation"
            " WHERE note LIKE '時計%' ORDER BY device_seq"
        ).fetchall()
    assert "clock_off" not in flags_before
    assert "clock_off" in flags_after
    assert abs(days) <= 1, "seen today by our clock"
    assert after > before, "ids only grow, whatever the clock says"


@pytest.mark.parametrize("ahead", [-YEAR_AND_MORE, YEAR_AND_MORE])
def test_a_wrong_clock_closes_no_list_and_forgets_no_receipt(
    tablet: Tablet, between: Between, ahead: dt.timedelta
) -> None:
    tablet.save(f"時計 {ahead.days}", 0)
    tablet.wait_sent()
    set_clock(tablet, ahead)
    tablet.page.locator("[data-slot=next]").wait_for()
    assert [receipt["body"]["note"] for receipt in tablet.receipts()] == [f"時計 {ahead.days}"]
