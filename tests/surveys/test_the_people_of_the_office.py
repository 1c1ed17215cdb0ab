"""職員と 職: administrators add people of the office, hand out passwords, and end their posts."""

import re

import pytest
from django.test import Client

from akiya.access import acting_as
from akiya.models import PasswordReset, Person
from akiya.people.accounts import Particulars
from akiya.people.appointing import create_person
from akiya.words import Role
from tests.surveys.signed_in import signed_in, term_of, text
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(world: World) -> Client:
    return signed_in(world.staff)


def test_only_administrators_change_the_people_of_the_office(staff: Client, world: World) -> None:
    assert staff.get("/people/office/").status_code == 403
    assert staff.post("/people/office/", {"name": "新人", "login": "new", "role": "admin"}).status_code == 403
    assert staff.post(f"/people/terms/{term_of(world.viewer).pk}/end/", {"now": "1"}).status_code == 403
    assert staff.post(f"/people/terms/{term_of(world.viewer).pk}/reopen/", {"reason": "x"}).status_code == 403
    assert staff.post(f"/people/persons/{world.viewer.pk}/reset/").status_code == 404
    assert staff.get("/people/office/newcomer/").status_code == 403
    assert not Person.objects.filter(login="new").exists()
    assert term_of(world.viewer).ends_on is None


def test_an_administrator_adds_a_person_and_the_first_password_is_shown_for_some_minutes(world: World) -> None:
    admin = signed_in(world.admin)
    added = admin.post("/people/office/", {"name": "新人 事務", "login": "new.1", "role": "staff"}, follow=True)
    new = Person.objects.get(login="new.1")
    password = next(word for word in text(added).replace("<", ">").split(">") if new.check_password(word))
    assert len(password) == 19
    assert password in text(admin.get("/people/office/newcomer/")), "reading it again shows it and makes nobody"
    assert password not in text(admin.get("/people/office/"))
    assert Person.objects.filter(name="新人 事務").count() == 1


def test_a_first_password_opens_nothing_but_the_page_on_which_it_is_changed(world: World) -> None:
    with acting_as(world.admin) as scope:
        made = create_person("new", Particulars("新人"), Role.STAFF, world.mihon.pk, scope)
    client = Client()
    client.post("/accounts/login/", {"login": "new", "password": made.password})
    change = "/accounts/password/change/"
    for address in ("/", "/people/", "/houses/", "/accounts/2fa/", "/photos/00000000-0000-0000-0000-000000000000/"):
        assert client.get(address)["Location"] == change, address
    assert "ご自分だけのパスワードに 変えてください" in text(client.get(change))
    same = {"oldpassword": made.password, "password1": made.password, "password2": made.password}
    assert "いまと同じパスワードには できません" in client.post(change, same).content.decode()
    own = same | {"password1": "わたしだけのことば-55", "password2": "わたしだけのことば-55"}
    assert client.post(change, own)["Location"] == "/"
    assert client.get("/people/").status_code == 200


def test_a_password_is_reset_on_a_paper_that_is_shown_for_some_minutes(world: World) -> None:
    admin, address = signed_in(world.admin), f"/people/persons/{world.staff.pk}/reset/"
    paper = text(admin.post(address, follow=True))
    (token,) = set(re.findall(r"/accounts/reset/([\w-]{43})", paper))
    assert token in text(admin.get(address))
    assert PasswordReset.objects.count() == 1
    new = {"password1": "わたしだけのことば-55", "password2": "わたしだけのことば-55"}
    assert Client().post(f"/accounts/reset/{token}", new).status_code == 302
    assert admin.get(address).status_code == 302, "used, it is shown no more"
    page = text(admin.get(f"/people/persons/{world.staff.pk}/"))
    for words in ("パスワードを決め直す紙を つくった", "新しいパスワードを 決めた", "高橋 実"):
        assert words in page


@pytest.mark.parametrize(
    "wrong", [{"login": "staff"}, {"login": "a b"}, {"login": ""}, {"name": ""}, {"role": "head"}, {"role": "king"}]
)
def test_a_person_who_cannot_be_is_refused(world: World, wrong: dict[str, str]) -> None:
    response = signed_in(world.admin).post("/people/office/", {"name": "新人", "login": "new", "role": "staff"} | wrong)
    assert response.status_code == 400
    assert not Person.objects.filter(name="新人").exists()


def test_an_administrator_ends_a_post_and_the_next_request_is_refused(world: World) -> None:
    viewer, admin = signed_in(world.viewer), signed_in(world.admin)
    assert viewer.get("/houses/").status_code == 200
    assert admin.post(f"/people/terms/{term_of(world.viewer).pk}/end/", {"now": "1"}).status_code == 302
    assert viewer.get("/houses/").status_code == 403


def test_no_administrator_ends_the_own_post(world: World) -> None:
    address = f"/people/terms/{term_of(world.admin).pk}/end/"
    assert signed_in(world.admin).post(address, {"now": "1"}).status_code == 400
    assert term_of(world.admin).ends_on is None
