"""Nothing that was said to be saved is lost or doubled, whatever goes wrong; and the same storm drowns the naive."""

import pytest

from tests.faults.account import Account, set_aside_of
from tests.faults.between import Between
from tests.faults.conftest import NewTablet
from tests.faults.fault import Fault
from tests.faults.modules import FIELD, packed_with
from tests.faults.storm import size, storm
from tests.faults.tablet import Tablet
from tests.server import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.timeout(3_600)]
SEED = 20261122


def test_a_storm_loses_nothing_and_doubles_nothing(tablet: Tablet, between: Between) -> None:
    outcome = storm(tablet, between, size("evening"), SEED, "嵐")
    assert outcome.account == Account(), str(outcome)
    assert outcome.said >= size("evening").answers
    assert sum(outcome.befell.values()) == size("evening").faults
    assert all(outcome.befell[kind] for kind in Fault)
    sent = [receipt["id"] for receipt in tablet.receipts()]
    assert set_aside_of(between.mortal.server, sent) == [], "half a body is not something that was said"
    assert outcome.deaths == outcome.befell[Fault.KILLED] + outcome.befell[Fault.COMMITTED_THEN_KILLED]


def believing() -> str:
    """The app where any answer at all is an acknowledgement."""
    send = (ROOT / FIELD / "send.js").read_text()
    careful = "export function verdict("
    assert send.count(careful) == 1
    naive = send.replace(careful, 'export function verdict() { return "sent"; }\nfunction careful(')
    return packed_with({"send": naive})


def test_a_tablet_that_believes_any_answer_loses_some(new_tablet: NewTablet, between: Between) -> None:
    between.files["app"] = believing()
    outcome = storm(new_tablet(), between, size("gust"), SEED, "軽信")
    assert outcome.account.lost
    assert not outcome.account.duplicates


def test_a_register_that_forgets_ids_has_some_twice(tablet: Tablet, between: Between) -> None:
    between.forgetful = True
    outcome = storm(tablet, between, size("gust"), SEED, "忘却")
    assert outcome.account.duplicates + outcome.account.photos_twice
    assert not outcome.account.lost
