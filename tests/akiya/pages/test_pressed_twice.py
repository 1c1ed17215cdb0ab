"""A button that is pressed twice writes once, and both presses lead to the same page; at the same moment too."""

import datetime as dt
import re
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from akiya.access import as_register
from akiya.models import Decision, Person, SentForm, Signal, Term
from maps.models import ExportJob
from tests.akiya.pages.office import new_id, signed_in, text_of
from tests.akiya.pages.test_staff_decide import GOOD
from tests.akiya.racing import at_once, forgotten
from tests.world import World

SIGNAL = {"kind": "water_closed", "observed_on": "令和8年9月30日"}
HEAD = {"name": "新野 会長", "starts_on": "2030-04-01"}
PERSON = {"name": "新野 花", "login": "newcomer", "role": "viewer"}
PAGES: dict[str, tuple[Callable[[World], str], dict[str, str], Callable[[], int]]] = {
    "signal": (lambda world: f"/houses/{world.house(7).pk}/signals/add/", SIGNAL, lambda: Signal.objects.count()),
    "decision": (lambda world: f"/houses/{world.house(7).pk}/decide/", GOOD, lambda: Decision.objects.count()),
    "head": (lambda world: f"/people/associations/{world.area('東自治会').pk}/", HEAD, lambda: Person.objects.count()),
    "term": (lambda world: f"/people/associations/{world.area('東自治会').pk}/", HEAD, lambda: Term.objects.count()),
    "person": (lambda world: "/people/office/", PERSON, lambda: Person.objects.count()),
    "export": (lambda world: "/export/", {"format": "csv", "reason": "議会"}, lambda: ExportJob.objects.count()),
}


def counted(count: Callable[[], int]) -> int:
    with as_register():
        return count()


@pytest.mark.parametrize("page", PAGES)
def test_it_writes_once_and_leads_to_the_same_page(world: World, page: str) -> None:
    address, values, count = PAGES[page]
    client, before, form = signed_in(world.admin), counted(count), new_id()
    first, second = (client.post(address(world), {**values, "form": form}) for _press in range(2))
    assert (first.status_code, second.status_code) == (302, 302), text_of(first)
    assert first["Location"] == second["Location"]
    assert counted(count) == before + 1


@pytest.mark.parametrize("page", PAGES)
def test_every_such_form_carries_an_id_of_its_own(world: World, page: str) -> None:
    address = PAGES[page][0](world).removesuffix("decide/")
    ids = [re.findall(r'name="form" value="([-0-9a-f]{36})"', text_of(signed_in(world.admin).get(address)))
           for _opened in range(2)]  # fmt: skip
    assert ids[0] and ids[1] and not set(ids[0]) & set(ids[1])


def test_what_was_refused_is_taken_when_it_is_right(world: World, staff_page: Client) -> None:
    address, form = f"/houses/{world.house(7).pk}/signals/add/", new_id()
    refused = staff_page.post(address, {**SIGNAL, "observed_on": "さっき", "form": form})
    assert refused.status_code == 400 and f'name="form" value="{form}"' in text_of(refused)
    assert staff_page.post(address, {**SIGNAL, "form": form}).status_code == 302
    assert counted(lambda: Signal.objects.count()) == 1


def test_other_words_in_the_same_form_are_taken_too(world: World, staff_page: Client) -> None:
    """Back in the browser, the same form stands there once more."""
    address, form = f"/houses/{world.house(7).pk}/signals/add/", new_id()
    for kind in ("water_closed", "mail_returned", "water_closed"):
        assert staff_page.post(address, {**SIGNAL, "kind": kind, "form": form}).status_code == 302
    assert counted(lambda: Signal.objects.count()) == 2


def test_what_others_sent_is_nobody_elses(world: World, staff_page: Client) -> None:
    staff_page.post(f"/houses/{world.house(7).pk}/signals/add/", {**SIGNAL, "form": new_id()})
    with as_register():
        assert not SentForm.objects.exists()


@pytest.fixture
def outside(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """What other connections write is removed afterwards."""
    began = timezone.now() - dt.timedelta(seconds=1)
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield World()
        forgotten(began, "akiya_sentform.recorded_at", "maps_exportjob.ordered_at", "django_session.expire_date")
        forgotten(began, "django_tasks_database_dbtaskresult.enqueued_at")
        connection.close()


def test_two_presses_at_one_moment_order_one_export(outside: World) -> None:
    form, clients = new_id(), [signed_in(outside.staff) for _press in range(4)]
    sent = {"format": "csv", "reason": "議会", "form": form}
    answers = at_once(*[lambda client=client: client.post("/export/", sent)["Location"] for client in clients])  # type: ignore[misc]
    assert len(set(map(str, answers))) == 1, answers
    assert counted(lambda: ExportJob.objects.count()) == 1
