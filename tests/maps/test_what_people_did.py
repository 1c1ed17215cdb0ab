"""したことの記録: administrators read who wrote and took out what, by person, kind and day; nobody else does."""

import datetime as dt
import uuid
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from akiya.access import acting_as, as_register
from akiya.asof.moment import Moment
from akiya.asof.selection import Selection
from akiya.models import House, Settlement
from akiya.register import add_signal, decide, record, retract
from akiya.words import Basis, Channel, Precision, SignalKind, State
from maps.deed_sources import SOURCES, Deed
from maps.deeds import Done, Wanted, deeds
from maps.exports import jobs
from maps.exports.order import Order
from maps.exports.worker import work
from maps.formats import Format
from tests.akiya.observed import observed
from tests.akiya.pages.inbox import a_dispute, settle
from tests.akiya.pages.office import text_of
from tests.japanese import JAPANESE
from tests.maps.test_what_was_done_with_people import a_day_with_people
from tests.world import World

PAGE = reverse("maps:deeds")


def a_working_day(world: World) -> House:
    """Staff write a call, a signal and a decision, take the decision back, correct the house and take houses out."""
    house, today = world.house(7), timezone.localdate()
    with acting_as(world.staff) as staff:
        record(observed(house, "vacant", days_ago=1, channel=Channel.PHONE), staff)
        add_signal(house, SignalKind.MAIL_RETURNED, today, staff, value="2回", source="税務課")
        decision = decide(house, State.VACANT, today, Precision.DAY, Basis.VISIT, "現地で見た", staff)
        retract(house, f"decision:{decision.pk}", "別の家だった", staff)
        job = jobs.ask(Order(Format.CSV), world.mihon, "議会の資料", staff)
    work(job.pk)
    return house


@pytest.fixture
def admin(world: World, client: Client) -> Client:
    client.force_login(world.admin)
    return client


def done(client: Client, query: str = "") -> list[Done]:
    return [line.done for line in client.get(f"{PAGE}{query}").context["lines"]]


def test_everything_that_was_written_and_taken_out_is_there_with_who_and_why(world: World, admin: Client) -> None:
    house = a_working_day(world)
    found = {each.kind: each for each in done(admin)}
    assert set(found) == {Deed.OBSERVATION, Deed.SIGNAL, Deed.DECISION, Deed.RETRACTION, Deed.EXPORT}
    assert {each.name for each in found.values()} == {"佐藤 花"}
    assert {each.house for kind, each in found.items() if kind != Deed.EXPORT} == {house.pk}
    assert (found["export"].reason, found["export"].rows) == ("議会の資料", 12)
    assert (found["decision"].reason, found["retraction"].reason) == ("現地で見た", "別の家だった")
    page = admin.get(PAGE).content.decode()
    for words in ("CSV", "12棟", "郵便返戻", "空き家", "だれも住んでいないようだ"):
        assert words in page


def test_an_export_says_what_it_holds_as_the_own_list_does_and_a_file_how_it_was_called(
    world: World, admin: Client
) -> None:
    staff, on = Client(), dt.date(2026, 1, 1)
    staff.force_login(world.staff)
    chosen = Selection(Moment(on, timezone.now()), area=world.area("東自治会").pk, text="松")
    with acting_as(world.staff) as scope:
        job = jobs.ask(Order(Format.CSV, chosen, restricted=True), world.mihon, "議会の資料", scope)
    work(job.pk)
    own = text_of(staff.get(reverse("maps:export")))
    sentence = own[own.index("令和8年1月1日の状態") : own.index("限られた項目あり") + 8]
    assert "までに分かっていたこと" in sentence and "東自治会" in sentence and "「松」" in sentence
    assert sentence in text_of(admin.get(PAGE))
    header = staff.get(reverse("maps:export_file", args=[job.pk, work_file(job.pk)]))["Content-Disposition"]
    called = unquote(header.partition("UTF-8''")[2])
    assert called.startswith("空き家台帳_みほん市_2026-01-01の状態")
    assert called in text_of(admin.get(f"{PAGE}?kind=fetch"))


def test_an_answer_on_paper_was_typed_by_staff_too(world: World, admin: Client) -> None:
    with acting_as(world.staff) as staff:
        record(observed(world.house(7), "vacant", days_ago=1, channel=Channel.PAPER), staff)
    assert [(each.kind, each.name) for each in done(admin)] == [(Deed.OBSERVATION, "佐藤 花")]


def test_a_settlement_says_what_was_chosen_and_its_undo_what_it_undid(world: World, admin: Client) -> None:
    a, b = a_dispute(world, world.house(7))
    staff = Client()
    staff.force_login(world.staff)
    settle(staff, f"differing:{a}:{b}", "b", "見た")
    assert "窓口の「住んでいる」（" in text_of(admin.get(f"{PAGE}?kind=settlement"))
    with as_register():
        number = Settlement.objects.get().pk
    staff.post(f"/inbox/settled/{number}/undo/")
    undone, chosen = admin.get(f"{PAGE}?kind=settlement").context["lines"]
    assert undone.said == f"もとにもどした：{chosen.said}" and "を採った（" in chosen.said


def test_a_correction_and_a_file_that_was_fetched_are_deeds_too(world: World, client: Client, admin: Client) -> None:
    a_working_day(world)
    with as_register():
        job = jobs.ExportJob.objects.get()
    staff = Client()
    staff.force_login(world.staff)
    name = work_file(job.pk)
    assert staff.get(reverse("maps:export_file", args=[job.pk, name])).status_code == 200
    form = {"residential_address": "", "lot_number": "7", "address": "CANARYEAST7", "landmark": "松", "built_text": ""}
    assert staff.post(f"/houses/{world.house(7).pk}/edit/", form).status_code == 302
    assert {Deed.FETCH, Deed.EDIT} <= {each.kind for each in done(admin)}
    assert {each.name for each in done(admin, "?kind=edit")} == {"佐藤 花"}


def work_file(job: uuid.UUID) -> str:
    with as_register():
        return str(jobs.ExportStep.objects.get(job=job, kind="done").files[0]["name"])


def test_person_kind_and_day_narrow_the_list(world: World, admin: Client) -> None:
    a_working_day(world)
    today = timezone.localdate()
    assert [each.kind for each in done(admin, "?kind=decision")] == [Deed.DECISION]
    assert done(admin, f"?person={world.admin.pk}") == []
    assert len(done(admin, f"?person={world.staff.pk}")) == 5
    assert done(admin, f"?first=2020-01-01&last={today - dt.timedelta(days=1)}") == []
    assert len(done(admin, f"?first={today}&last={today}")) == 5


@pytest.mark.parametrize(
    "query", ["?kind=colour", "?first=soon", "?person=x", "?person=0", "?page=-1", "?first=2026-02-02&last=2026-01-01"]
)
def test_what_cannot_be_read_is_refused_in_words(admin: Client, query: str) -> None:
    assert admin.get(f"{PAGE}{query}").status_code == 400


@pytest.mark.parametrize("login", ["staff", "viewer"])
def test_nobody_but_administrators_reads_it(world: World, client: Client, login: str) -> None:
    client.force_login(world.person(login))
    assert client.get(PAGE).status_code == 403
    assert PAGE not in client.get("/").content.decode()


def test_another_city_is_not_in_it(world: World, admin: Client) -> None:
    with acting_as(world.other_staff) as scope:
        add_signal(world.house(1, "069981"), SignalKind.REPORT, timezone.localdate(), scope, value="x", source="x")
    assert done(admin) == []


@pytest.mark.parametrize("kind", list(Deed))
def test_every_kind_can_be_asked_for_alone(world: World, kind: Deed) -> None:
    assert set(SOURCES) == set(Deed)
    today = timezone.localdate()
    with acting_as(world.admin) as scope:
        assert deeds(scope.administers, Wanted(today, today, kind=kind), 0, 50) == []


def test_pages_follow_each_other(world: World, admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    a_working_day(world)
    monkeypatch.setattr("maps.pages.deeds_page.PAGE", 2)
    pages = [done(admin, f"?page={page}") for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert len({each.at for page in pages for each in page}) == 5


def test_it_is_english_for_who_reads_english(world: World, admin: Client) -> None:
    a_working_day(world)
    with translation.override("ja"):
        page = admin.get(PAGE, headers={"accept-language": "en"})
        kinds = {line.kind + line.said for line in page.context["lines"]}
    assert not any(JAPANESE.search(each) for each in kinds)


def test_the_page_costs_the_same_however_much_was_done(world: World, admin: Client) -> None:
    a_working_day(world)
    a_day_with_people(world)
    a, b = a_dispute(world, world.house(8))
    settle(admin, f"differing:{a}:{b}", "b", "見た")
    with CaptureQueriesContext(connection) as queries:
        page = admin.get(PAGE)
    assert len(queries) <= 16
    assert {Deed.SETTLEMENT, Deed.EXPORT, Deed.AREAS, Deed.TERM} <= {line.done.kind for line in page.context["lines"]}
