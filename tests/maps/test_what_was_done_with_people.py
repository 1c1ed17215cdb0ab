"""したことの記録 holds what was done with people too: terms, names, passwords, papers, tablets, contact, files."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from akiya.access import acting_as, as_register
from akiya.models import Term
from maps.deed_sources import Deed
from maps.models import AreaFile
from maps.pages.deed_words import Line
from surveys.devices import add_device
from surveys.models import Device
from tests.japanese import JAPANESE
from tests.world import World, yesterday

PAGE = reverse("maps:deeds")
TODAY = timezone.localdate()


def a_day_with_people(world: World) -> None:
    """An administrator ends a term and takes it back, corrects a name, resets a password, prints a paper and more."""
    office = Client()
    office.force_login(world.admin)
    with as_register():
        term = Term.objects.get(person=world.head)
    add_device(world.head, world.mihon.pk, "iPad")
    device = Device.objects.get()
    for address, form in (
        (f"people/terms/{term.pk}/end/", {"now": "1"}),
        (f"people/terms/{term.pk}/reopen/", {"reason": "日づけの まちがい"}),
        (f"people/persons/{world.head.pk}/", {"name": "東 太朗", "reading": "ひがし たろう", "contact": ""}),
        (f"people/persons/{world.staff.pk}/reset/", {}),
        (f"people/terms/{term.pk}/paper/", {}),
        (f"people/terms/{term.pk}/paper/revoke/", {}),
        (f"people/devices/{device.pk}/stop/", {}),
        ("people/contact-point/", {"section": "都市計画課", "phone": "0000-00-0000"}),
        ("people/office/", {"name": "新人 事務", "login": "new.1", "role": "staff"}),
    ):
        assert office.post(f"/{address}", form).status_code in {200, 302}
    assert office.get(reverse("maps:areas_file", args=["csv"]) + "?kind=association&q=松").status_code == 200


@pytest.fixture
def admin(world: World, client: Client) -> Client:
    client.force_login(world.admin)
    return client


def lines(client: Client, query: str = "") -> list[Line]:
    found: list[Line] = client.get(f"{PAGE}{query}").context["lines"]
    return found


def test_each_is_there_with_who_did_it_and_to_whom(world: World, admin: Client) -> None:
    a_day_with_people(world)
    found = [(Deed(line.done.kind), line.said) for line in lines(admin)]
    last = yesterday()
    assert sorted(found) == sorted(
        [
            (Deed.TERM, f"任期の終わりを 決めた：東 太朗 自治会長（東自治会） 平成27年4月1日から {japanese(last)}まで"),
            (Deed.TERM, "任期の終わりを 取り消した：東 太朗 自治会長（東自治会） 平成27年4月1日から"),
            (Deed.TERM, f"任期を はじめた：新人 事務 空き家担当 {japanese(TODAY)}から"),
            (Deed.PERSON, "名前：東 太郎 → 東 太朗、よみ：（なし） → ひがし たろう"),
            (Deed.PASSWORD, "佐藤 花"),
            (Deed.PAPER, "つくった：東 太朗 自治会長（東自治会） 平成27年4月1日から"),
            (Deed.PAPER, "使えなくした：東 太朗 自治会長（東自治会） 平成27年4月1日から"),
            (Deed.DEVICE, "東 太朗 iPad"),
            (Deed.CONTACT_POINT, "都市計画課 0000-00-0000"),
            (Deed.AREAS, "自治会 CSV"),
        ]
    )
    assert {line.done.name for line in lines(admin)} == {"高橋 実"}
    assert {line.done.reason for line in lines(admin, "?kind=term")} == {"", "日づけの まちがい"}
    assert "「松」をふくむ" in admin.get(f"{PAGE}?kind=areas").content.decode()


def japanese(day: dt.date) -> str:
    return f"令和{day.year - 2018}年{day.month}月{day.day}日"


def test_what_nobody_of_the_office_did_is_not_there(world: World, admin: Client) -> None:
    with as_register():
        Term.objects.filter(person=world.head).update(ends_on=TODAY)
    add_device(world.west_head, world.mihon.pk, "iPad")
    Device.objects.update(pending=3, seen_at=timezone.now())
    assert lines(admin) == []


def test_another_city_and_who_administers_nothing_read_none_of_it(world: World) -> None:
    a_day_with_people(world)
    tables = (
        "akiya_personevent", "surveys_deskevent", "surveys_deviceevent", "surveys_enrolmentevent", "maps_areafile",
    )  # fmt: skip
    for login, number in (("staff", 0), ("other-staff", 0), ("head", 0), ("admin", 1)):
        with acting_as(world.person(login)), connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert (cursor.fetchone()[0] > 0) == bool(number), (login, table)


@pytest.mark.parametrize(
    "table", ["surveys_deskevent", "surveys_deviceevent", "surveys_enrolmentevent", "maps_areafile"]
)
def test_nobody_of_the_web_changes_what_was_kept(world: World, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT has_table_privilege('{table}', 'UPDATE') OR has_table_privilege('{table}', 'DELETE')")
        assert cursor.fetchone() == (False,)


def test_nobody_writes_down_a_file_in_the_name_of_another(world: World) -> None:
    file = AreaFile(municipality=world.mihon, person=world.admin, format="csv", kind="association", on=TODAY)
    with acting_as(world.staff), pytest.raises(Exception, match="row-level security"), transaction.atomic():
        file.save()


def test_deeds_of_one_moment_stand_on_one_page_each(
    world: World, admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_day_with_people(world)
    monkeypatch.setattr("maps.pages.deeds_page.PAGE", 3)
    pages = [[(line.done.kind, line.said) for line in lines(admin, f"?page={page}")] for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [3, 3, 3, 1]
    assert len({each for page in pages for each in page}) == 10


def test_it_is_english_for_who_reads_english(world: World, admin: Client) -> None:
    a_day_with_people(world)
    with translation.override("ja"):
        page = admin.get(PAGE, headers={"accept-language": "en"})
    for line in page.context["lines"]:
        said = line.said
        for name in ("東 太朗", "東 太郎", "ひがし たろう", "新人 事務", "佐藤 花", "東自治会", "都市計画課"):
            said = said.replace(name, "")
        assert not JAPANESE.search(line.kind + said), line
