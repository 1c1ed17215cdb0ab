"""The pages: order, wait, fetch. What is hostile or odd gets one sentence and a 4xx."""

import datetime as dt
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from akiya.access import acting_as, as_register
from akiya.asof.selection import STATE_CLASSES
from akiya.models import Person
from maps.exports import folder, jobs
from maps.exports.worker import work
from maps.models import ExportJob, ExportStep
from tests.world import World

EXPORT = reverse("maps:export")
ASKED = {"format": "csv", "reason": "議会の資料"}
HOSTILE = [
    "'",
    "1 OR 1=1",
    "\x00",
    "𠮷" * 3000,
    "-1",
    "9" * 40,
    "2026-13-45",
    "NaN",
    "SRID=1;POINT(0 0)",
    "{}",
    "％００",
]


def browser(person: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def ordered(client: Client, **fields: str) -> ExportJob:
    answer = client.post(EXPORT, {**ASKED, **fields})
    assert answer.status_code == 302, answer.content.decode()
    with as_register():
        return ExportJob.objects.get(pk=answer["Location"].split("/")[-2])


def file_of(job: ExportJob, name: str = "") -> str:
    name = name or f"houses_069990_{timezone.localdate().isoformat()}.csv"
    return reverse("maps:export_file", args=[job.pk, name])


def test_an_order_becomes_a_job_in_the_hands_of_the_worker(world: World) -> None:
    job = ordered(browser(world.staff), filters=urlencode({"q": "松"}), on="2026-01-01")
    assert (job.person, job.reason, job.format) == (world.staff, "議会の資料", "csv")
    assert (job.filters, job.on) == ("q=%E6%9D%BE", dt.date(2026, 1, 1))
    task = DBTaskResult.objects.get()
    assert (task.task_path, task.args_kwargs["args"]) == ("maps.tasks.take_out", [str(job.pk)])


def test_the_page_shows_how_many_houses_the_filter_of_the_map_leaves(world: World) -> None:
    page = browser(world.staff).get(EXPORT, {"q": "CANARYEAST7"}).content.decode()
    assert '<b class="figures">1</b>棟' in page
    assert "「CANARYEAST7」をふくむ" in page


def test_what_was_made_is_fetched_by_its_owner_and_that_is_written_down(world: World) -> None:
    client = browser(world.staff)
    job = ordered(client)
    work(job.pk)
    assert "できました" in client.get(reverse("maps:export_job", args=[job.pk])).content.decode()
    answer = client.get(file_of(job))
    assert answer.status_code == 200
    assert b"CANARYEAST7" in b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert "no-store" in answer["Cache-Control"]
    with as_register():
        assert [step.kind for step in job.steps.all()] == ["begun", "done", "fetched"]


def test_behind_a_proxy_the_proxy_sends_the_file(world: World, settings: Callable[..., None]) -> None:
    settings.ACCEL_PREFIX = "/private/"  # type: ignore[attr-defined]
    client = browser(world.staff)
    job = ordered(client)
    work(job.pk)
    answer = client.get(file_of(job))
    assert answer["X-Accel-Redirect"] == f"/private/exports/{job.pk}/houses_069990_{timezone.localdate()}.csv"
    assert answer.content == b""


@pytest.mark.parametrize("login", ["viewer", "admin", "other-staff"])
def test_nobody_else_sees_or_fetches_it(world: World, login: str) -> None:
    job = ordered(browser(world.staff))
    work(job.pk)
    other = browser(world.person(login))
    for address in (
        reverse("maps:export_job", args=[job.pk]),
        reverse("maps:export_status", args=[job.pk]),
        file_of(job),
    ):
        assert other.get(address).status_code == 404
    assert other.post(reverse("maps:export_again", args=[job.pk])).status_code == 404


def test_a_head_is_sent_to_the_field_and_a_stranger_to_sign_in(world: World) -> None:
    assert browser(world.head).get(EXPORT)["Location"] == "/field/"
    assert browser(world.former).get(EXPORT).status_code == 403
    assert "login" in Client().get(EXPORT)["Location"]
    assert browser(world.head).post(EXPORT, ASKED).status_code == 302
    with as_register():
        assert not ExportJob.objects.exists()


def test_a_viewer_is_not_offered_restricted_columns_and_cannot_slip_them_in(world: World) -> None:
    client = browser(world.viewer)
    page = client.get(EXPORT).content.decode()
    assert 'name="restricted"' not in page
    assert "last_note" not in page
    assert ordered(client, restricted="on").restricted is False


def test_after_a_week_there_is_a_sentence_instead_of_the_file(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client = browser(world.staff)
    job = ordered(client)
    work(job.pk)
    monkeypatch.setattr(jobs, "KEPT", dt.timedelta(0))
    answer = client.get(file_of(job))
    assert answer.status_code == 410
    assert "保存の期間がすぎた" in answer.content.decode()


def test_no_other_file_of_the_folder_is_given_out(world: World) -> None:
    client = browser(world.staff)
    job = ordered(client)
    work(job.pk)
    assert (folder.of(job.pk) / folder.SIGN).exists()
    for name in (folder.SIGN, "..", "%2e%2e", "houses.csv"):
        assert client.get(file_of(job, "x").removesuffix("x") + name).status_code == 404


def test_the_status_tells_how_far_it_is(world: World) -> None:
    client = browser(world.staff)
    job = ordered(client)
    status = reverse("maps:export_status", args=[job.pk])
    assert client.get(status).json() == {
        "phase": "waiting", "words": "順番を待っています", "rows": 0, "total": 0, "over": False,
    }  # fmt: skip
    work(job.pk)
    assert client.get(status).json()["over"] is True


def test_without_scripts_the_page_asks_again_by_itself_until_it_is_over(world: World) -> None:
    client = browser(world.staff)
    job = ordered(client)
    assert 'http-equiv="refresh"' in client.get(reverse("maps:export_job", args=[job.pk])).content.decode()
    work(job.pk)
    assert 'http-equiv="refresh"' not in client.get(reverse("maps:export_job", args=[job.pk])).content.decode()


def test_a_lost_export_is_offered_once_more(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client = browser(world.staff)
    job = ordered(client)
    later = timezone.now() + jobs.PATIENCE + dt.timedelta(seconds=5)
    with monkeypatch.context() as patch:
        patch.setattr("maps.exports.jobs.timezone.now", lambda: later)
        assert "止まりました" in client.get(reverse("maps:export_job", args=[job.pk])).content.decode()
        answer = client.post(reverse("maps:export_again", args=[job.pk]))
    with as_register():
        again = ExportJob.objects.exclude(pk=job.pk).get()
    assert answer["Location"] == reverse("maps:export_job", args=[again.pk])
    assert (again.reason, jobs.order_of(again)) == (job.reason, jobs.order_of(job))


def test_one_person_does_not_fill_the_queue(world: World) -> None:
    client = browser(world.staff)
    for _ in range(jobs.MOST_AT_ONCE):
        ordered(client)
    answer = client.post(EXPORT, ASKED)
    assert answer.status_code == 400
    assert "書き出しが動いています" in answer.content.decode()


@pytest.mark.parametrize("field", ["format", "on", "known", "crs", "encoding", "headings", "filters", "municipality"])
@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_order_is_refused_in_words(world: World, field: str, value: str) -> None:
    fields = {**ASKED, field: f"area={value}" if field == "filters" else value}
    answer = browser(world.staff).post(EXPORT, fields)
    assert answer.status_code == 400, (field, value)
    assert 'class="errors' in answer.content.decode()
    with as_register():
        assert not ExportJob.objects.exists()


@pytest.mark.parametrize("key", ["on", "known", "cell", "area", "age", "box"])
@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_address_gets_a_sentence(world: World, key: str, value: str) -> None:
    assert browser(world.staff).get(EXPORT, {key: value}).status_code == 400


def test_an_order_that_was_refused_keeps_its_filter_in_sight(world: World) -> None:
    page = browser(world.staff).post(EXPORT, {"format": "csv", "filters": "q=CANARYEAST7"}).content.decode()
    assert '<b class="figures">1</b>棟' in page
    assert "書き出す理由を書いてください。" in page
    assert 'value="q=CANARYEAST7"' in page


def test_a_date_that_was_refused_does_not_hide_the_filter_that_still_holds(world: World) -> None:
    fields = {**ASKED, "filters": "q=CANARYEAST7", "on": "2199-01-01"}
    page = browser(world.staff).post(EXPORT, fields).content.decode()
    assert "先の日付" in page
    assert "「CANARYEAST7」をふくむ" in page


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201])
def test_an_order_needs_a_reason_of_reasonable_length(world: World, reason: str) -> None:
    assert browser(world.staff).post(EXPORT, {"format": "csv", "reason": reason}).status_code == 400


def test_the_page_costs_few_queries(world: World, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client = browser(world.staff)
    for _ in range(3):
        work(ordered(client).pk)
    with django_assert_max_num_queries(12):
        client.get(EXPORT)


def test_text_of_people_is_shown_as_text(world: World) -> None:
    client = browser(world.staff)
    job = ordered(client, reason="<script>alert(1)</script>")
    for address in (EXPORT, reverse("maps:export_job", args=[job.pk])):
        assert "<script>alert" not in client.get(address).content.decode()


def test_who_may_no_longer_see_the_city_fetches_nothing(world: World) -> None:
    client = browser(world.staff)
    job = ordered(client)
    work(job.pk)
    with as_register():
        world.staff.terms.update(ends_on=timezone.localdate())
    assert client.get(file_of(job)).status_code == 403
    with acting_as(world.staff):
        assert not ExportStep.objects.filter(kind=ExportStep.Kind.FETCHED).exists()


def test_a_viewer_who_orders_what_they_may_not_keeps_the_reason(world: World) -> None:
    answer = browser(world.viewer).post(EXPORT, {**ASKED, "filters": "cell=occupied-confirmed"})
    assert answer.status_code == 400
    assert "書き出せるのは 空き家だけです。" in answer.content.decode()
    assert ASKED["reason"] in answer.content.decode()


def test_a_filter_that_no_column_holds_is_refused_in_words(world: World) -> None:
    classes = [("cell", str(state_class)) for state_class in list(STATE_CLASSES)[1:]]
    filters = urlencode([("box", "140.371234,38.351234,140.381234,38.361234"), *classes]) + "&q=" + "松" * 200
    answer = browser(world.staff).post(EXPORT, {**ASKED, "filters": filters})
    assert answer.status_code == 400
    assert "しぼりこみが 長すぎます。" in answer.content.decode()


def test_an_export_whose_filter_can_no_longer_be_read_says_so(world: World) -> None:
    client = browser(world.staff)
    with acting_as(world.staff) as staff:
        job = ExportJob.objects.create(
            municipality=world.mihon, person_id=staff.person_id, reason="前の版", format="csv", filters="age=ancient"
        )
    assert client.get(reverse("maps:export_job", args=[job.pk])).status_code == 410
    assert client.post(reverse("maps:export_again", args=[job.pk])).status_code == 410
    assert client.get(file_of(job)).status_code in {404, 410}
    assert client.get(EXPORT).status_code == 200
