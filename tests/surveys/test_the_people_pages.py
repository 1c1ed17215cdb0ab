"""自治会と利用者: staff see heads and devices of their own city, and change them."""

import datetime as dt
import re
import uuid

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from akiya.access import acting_as, as_register
from akiya.models import Person, Term
from akiya.people.terms import end_term
from surveys.enrolments import invite
from surveys.models import ContactPoint, Device, Enrolment
from tests.surveys.conftest import Tablet, tablet_of
from tests.surveys.signed_in import signed_in, term_of, text
from tests.world import World

pytestmark = pytest.mark.django_db
PAGES = ["/people/", "/people/office/"]


@pytest.fixture
def staff(world: World) -> Client:
    return signed_in(world.staff)


def page_of(world: World) -> str:
    return f"/people/associations/{world.area('東自治会').pk}/"


def test_staff_see_every_association_with_its_head_and_devices(staff: Client, world: World) -> None:
    tablet_of(world.head, world.mihon)
    page = text(staff.get("/people/"))
    for words in ("東自治会", "東 太郎", "西自治会", "西 次郎", "iPad", "平成27年4月1日"):
        assert words in page


def test_of_another_city_they_see_nothing(staff: Client, world: World) -> None:
    page = text(staff.get("/people/"))
    assert "らんか" not in page
    assert "他市" not in page
    ranka = world.area("らんか自治会")
    assert staff.get(f"/people/associations/{ranka.pk}/").status_code == 404
    theirs = term_of(world.person("other-head"))
    for address in (f"terms/{theirs.pk}/end/", f"terms/{theirs.pk}/paper/", f"terms/{theirs.pk}/paper/revoke/"):
        assert staff.post(f"/people/{address}", {"last_day": "2026-01-01"}).status_code == 404
    device = tablet_of(world.person("other-head"), world.ranka) and Device.objects.get()
    assert staff.post(f"/people/devices/{device.pk}/stop/").status_code == 404


@pytest.mark.parametrize("login", ["viewer", "head", "former"])
@pytest.mark.parametrize("page", PAGES)
def test_nobody_else_comes_in(world: World, login: str, page: str) -> None:
    assert signed_in(world.person(login)).get(page).status_code in {302, 403}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("東", True),
        ("太郎", True),
        ("東 太郎", True),
        ("西", False),
        ("%", False),
        ("東太郎", True),
        ("東\u200b自治会 太郞", True),
        ("みほん", False),
        ("東\u200b自治会、太郎", True),
        ("みほん市 東自治会", True),
        ("みほん市東自治会", True),
        ("ヒガシ たろう", True),
        ("ひがし 東自治会", True),
        ("にし", False),
    ],
)
def test_an_association_is_found_by_its_name_or_its_heads(staff: Client, world: World, words: str, found: bool) -> None:
    Person.objects.filter(pk=world.head.pk).update(reading="ひがし たろう")
    assert ("東自治会" in text(staff.get("/people/", {"q": words}))) is found


def test_where_nothing_is_found_it_says_what_was_looked_for(staff: Client) -> None:
    page = text(staff.get("/people/", {"q": "みほん市 どこにもない自治会"}))
    assert "その言葉で 見つかるものは ありません。" in page and '<span class="tag">どこにもない自治会</span>' in page
    assert 'href="/people/"' in page


@pytest.mark.parametrize("query", ["?page=0", "?page=x", "?page=99999999999999999999", "?q=%00", "?q=" + "x" * 5000])
def test_no_address_makes_it_fail(staff: Client, query: str) -> None:
    assert staff.get(f"/people/{query}").status_code == 200


def test_it_costs_twelve_queries(
    staff: Client, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    tablet_of(world.head, world.mihon)
    with django_assert_max_num_queries(12):
        staff.get("/people/")


def test_the_page_of_an_association_shows_its_heads_devices_and_earlier_heads(staff: Client, world: World) -> None:
    tablet_of(world.head, world.mihon)
    page = text(staff.get(page_of(world)))
    for words in ("東 太郎", "いまの会長", "iPad", "前野 会長", "令和2年3月31日まで"):
        assert words in page


def said_nothing_changed(tablet: Tablet, to: str, **more: str) -> str:
    statement = str(uuid.uuid4())
    body = {"from": "2026-09-01", "to": to, "said_at": "2026-11-21T09:00:00+09:00", **more}
    assert tablet.put(f"no-change/{statement}", body).status_code == 200
    return statement


def test_what_an_association_said_of_no_change_is_read_with_who_and_when(staff: Client, world: World) -> None:
    tablet = tablet_of(world.head, world.mihon)
    assert "まだありません。" in text(staff.get(page_of(world)))
    said_nothing_changed(tablet, "2026-10-31")
    slip = said_nothing_changed(tablet, "2026-11-20")
    said_nothing_changed(tablet, "2026-11-20", withdraws=slip)
    page = text(staff.get(page_of(world)))
    rows = re.findall(r"令和8年9月1日から 令和8年(.+?)まで.*?<td [^>]*>東 太郎(.*?)</td>", page, re.DOTALL)
    assert [(day, "あとで 取り消し" in tag) for day, tag in sorted(rows)] == [("10月31日", False), ("11月20日", True)]
    assert "令和8年11月21日" in page
    assert text(staff.get("/people/")).count("10月31日まで") == 1


def test_a_device_that_is_silent_with_something_to_send_is_pointed_out(staff: Client, world: World) -> None:
    tablet_of(world.head, world.mihon)
    Device.objects.update(seen_at=timezone.now() - dt.timedelta(days=4), pending=3)
    assert "連絡がとだえています" in text(staff.get(page_of(world)))
    Device.objects.update(pending=0)
    assert "連絡がとだえています" not in text(staff.get(page_of(world)))


def test_a_new_head_follows_the_old_one_on_the_same_day(staff: Client, world: World) -> None:
    today = timezone.localdate()
    response = staff.post(page_of(world), {"name": "新野 会長", "starts_on": today.isoformat(), "last_day": ""})
    assert response.status_code == 302
    assert term_of(world.head).ends_on == today
    with as_register():
        new = Term.objects.get(person__name="新野 会長")
    assert (new.starts_on, new.area_id) == (today, world.area("東自治会").pk)
    assert not new.person.has_usable_password()
    assert tablet_of(world.head, world.mihon).get("package").status_code == 403
    assert tablet_of(new.person, world.mihon).get("package").status_code == 200


def test_a_change_of_heads_can_be_entered_before_its_day(staff: Client, world: World) -> None:
    april = timezone.localdate() + dt.timedelta(days=100)
    staff.post(page_of(world), {"name": "新野 会長", "starts_on": april.isoformat()})
    assert tablet_of(world.head, world.mihon).get("package").status_code == 200
    assert "これから" in text(staff.get(page_of(world)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "", "starts_on": "2026-11-22"},
        {"name": "x" * 101, "starts_on": "2026-11-22"},
        {"name": "新野", "starts_on": "令和9年4月"},
        {"name": "新野", "starts_on": "いつか"},
        {"name": "新野", "starts_on": "2027-04-01", "last_day": "2027-03-31"},
        {"name": "新野\0", "starts_on": "2027-04-01"},
        {"name": "新野", "starts_on": "2027-04-01", "last_day": "3月31日"},
    ],
)
def test_a_head_that_cannot_be_is_refused_and_the_old_one_stays(
    staff: Client, world: World, wrong: dict[str, str]
) -> None:
    response = staff.post(page_of(world), wrong)
    assert response.status_code == 400
    assert "errors" in response.content.decode()
    assert term_of(world.head).ends_on is None


def test_the_last_day_of_a_term_can_be_set_and_is_shown_as_it_was_written(staff: Client, world: World) -> None:
    address = f"/people/terms/{term_of(world.head).pk}/end/"
    assert staff.post(address, {"last_day": "令和9年3月31日"}).status_code == 302
    assert term_of(world.head).ends_on == dt.date(2027, 4, 1)
    page = text(staff.get(page_of(world)))
    assert "平成27年4月1日から 令和9年3月31日まで" in page
    assert 'value="令和9年3月31日"' in page
    assert "前日" not in page
    assert staff.get(address).status_code == 405


@pytest.mark.parametrize("unclear", ["いつか", "3月31日", "令和9年3月", ""])
def test_a_last_day_that_is_not_clear_is_refused(staff: Client, world: World, unclear: str) -> None:
    address = f"/people/terms/{term_of(world.head).pk}/end/"
    assert staff.post(address, {"last_day": unclear}).status_code == 400
    assert term_of(world.head).ends_on is None


def test_every_page_writes_the_end_of_a_term_as_its_last_day(world: World) -> None:
    admin = signed_in(world.admin)
    with acting_as(world.admin) as scope:
        end_term(term_of(world.head), dt.date(2027, 3, 31), scope)
        end_term(term_of(world.viewer), dt.date(2027, 3, 31), scope)
    for address in ("/people/", page_of(world), "/people/office/", f"/people/persons/{world.viewer.pk}/"):
        page = text(admin.get(address))
        assert "令和9年3月31日まで" in page, address
        for other in ("令和9年4月1日", "2027-04-01", "前日まで"):
            assert other not in page.replace('value="令和9年4月1日"', ""), address


def test_a_term_that_is_ended_at_once_opens_nothing_any_more(staff: Client, world: World) -> None:
    tablet = tablet_of(world.head, world.mihon)
    assert staff.post(f"/people/terms/{term_of(world.head).pk}/end/", {"now": "1"}).status_code == 302
    assert tablet.get("package").status_code == 403


def test_an_ended_term_goes_on_with_a_reason(staff: Client, world: World) -> None:
    tablet = tablet_of(world.head, world.mihon)
    address = f"/people/terms/{term_of(world.head).pk}"
    staff.post(f"{address}/end/", {"now": "1"})
    assert staff.post(f"{address}/reopen/", {"reason": ""}).status_code == 400
    assert staff.post(f"{address}/reopen/", {"reason": "日づけの まちがい"}).status_code == 302
    assert tablet.get("package").status_code == 200
    page = text(staff.get(f"/people/persons/{world.head.pk}/"))
    assert "日づけの まちがい" in page
    assert "佐藤 花" in page


def test_a_term_that_would_meet_another_is_refused_in_words(staff: Client, world: World) -> None:
    ended = term_of(world.person("former"))
    response = staff.post(f"/people/terms/{ended.pk}/reopen/", {"reason": "まちがい"})
    assert response.status_code == 400
    assert "東 太郎さんの任期（平成27年4月1日から）と 重なります" in response.content.decode()


def test_a_name_is_corrected_and_the_page_tells_what_it_was(staff: Client, world: World) -> None:
    address = f"/people/persons/{world.head.pk}/"
    right = {"name": "東 太朗", "reading": "ひがし たろう", "contact": "0000-00-0000"}
    assert staff.post(address, right).status_code == 302
    page = text(staff.get(address))
    for words in ("名前：東 太郎 → 東 太朗", "連絡先：（なし） → 0000-00-0000", "佐藤 花"):
        assert words in page
    assert "東 太朗" in text(staff.get("/people/"))
    assert staff.post(address, {"name": " "}).status_code == 400


@pytest.mark.parametrize("act", ["end", "reopen"])
@pytest.mark.parametrize("login", ["viewer", "admin"])
def test_a_slip_shows_staff_nothing_of_whom_they_may_not_appoint(
    staff: Client, world: World, login: str, act: str
) -> None:
    whose = world.person(login)
    refused = staff.post(f"/people/terms/{term_of(whose).pk}/{act}/", {"last_day": ""})
    assert whose.name not in text(refused, 403)


def test_beside_a_term_that_was_refused_the_name_can_be_corrected(staff: Client, world: World) -> None:
    refused = text(staff.post(f"/people/terms/{term_of(world.head).pk}/end/", {"last_day": "いつか"}), 400)
    assert f'<form method="post" action="/people/persons/{world.head.pk}/">' in refused


def particulars(page: Client, world: World) -> dict[str, str]:
    """The form of a head's name as a browser would send it back untouched."""
    shown = re.findall(r'<input[^>]*name="((?:initial-)?(?:name|reading|contact))"[^>]*>', text(page.get(of(world))))
    values = {"name": world.head.name, "reading": "", "contact": ""}
    return {name: values[name.removeprefix("initial-")] for name in shown}


def of(world: World) -> str:
    return f"/people/persons/{world.head.pk}/"


def test_two_who_correct_a_person_undo_nothing_of_each_other(staff: Client, world: World) -> None:
    first, second = particulars(staff, world), particulars(signed_in(world.admin), world)
    assert len(first) == 6
    assert staff.post(of(world), {**first, "contact": "0000-00-0000"}).status_code == 302
    assert signed_in(world.admin).post(of(world), {**second, "reading": "ひがし たろう"}).status_code == 302
    head = world.person("head")
    assert (head.contact, head.reading) == ("0000-00-0000", "ひがし たろう")


def test_where_both_corrected_the_same_the_second_sees_the_first_and_may_insist(staff: Client, world: World) -> None:
    first, second = particulars(staff, world), particulars(signed_in(world.admin), world)
    staff.post(of(world), {**first, "contact": "0000-00-0000"})
    told = signed_in(world.admin).post(of(world), {**second, "contact": "0000-11-1111"})
    assert "ほかの人が さきに「0000-00-0000」に直しました。" in text(told, 400)
    assert 'value="0000-11-1111"' in text(told, 400)
    insisting = {**second, "contact": "0000-11-1111", "initial-contact": "0000-00-0000"}
    assert signed_in(world.admin).post(of(world), insisting).status_code == 302
    assert world.person("head").contact == "0000-11-1111"


@pytest.mark.parametrize("login", ["viewer", "admin", "other-head", "other-staff"])
def test_staff_open_the_pages_of_their_own_heads_only(staff: Client, world: World, login: str) -> None:
    assert staff.get(f"/people/persons/{world.person(login).pk}/").status_code == 404
    assert staff.post(f"/people/persons/{world.person(login).pk}/", {"name": "別人"}).status_code == 404


def test_the_page_of_a_person_costs_thirty_queries(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    admin = signed_in(world.admin)
    with django_assert_max_num_queries(30):
        admin.get(f"/people/persons/{world.staff.pk}/")


def test_a_device_can_be_shut_out(staff: Client, world: World) -> None:
    tablet = tablet_of(world.head, world.mihon)
    assert staff.post(f"/people/devices/{Device.objects.get().pk}/stop/").status_code == 302
    assert tablet.get("package").status_code == 401


def test_a_paper_can_be_revoked(staff: Client, world: World) -> None:
    with acting_as(world.staff) as scope:
        invite(term_of(world.head), scope)
    staff.post(f"/people/terms/{term_of(world.head).pk}/paper/revoke/")
    assert Enrolment.objects.get().revoked_at is not None


def test_the_contact_point_is_written_on_the_pages_of_the_field(staff: Client, world: World) -> None:
    staff.post("/people/contact-point/", {"section": "都市計画課", "phone": "0000-00-0000"})
    assert "みほん市 都市計画課" in text(Client().get("/field/enrol/"))
    assert staff.post("/people/contact-point/", {"section": "", "phone": "0000"}).status_code == 400
    with as_register():
        assert ContactPoint.objects.get().phone == "0000-00-0000"
