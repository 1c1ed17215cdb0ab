"""manage.py enrol LOGIN prints a link and a number that work."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests.world import World

pytestmark = pytest.mark.django_db


def test_it_prints_a_link_and_a_number(world: World) -> None:
    out = io.StringIO()
    call_command("enrol", "head", base="https://example.org:8443/", stdout=out)
    link, code = out.getvalue().split()
    assert link.startswith("https://example.org:8443/field/enrol/")
    assert Client().get(link.removeprefix("https://example.org:8443")).status_code == 200
    assert Client().post("/field/enrol/", {"code": code, "sure": "1"}).status_code == 302


@pytest.mark.parametrize("login", ["staff", "former", "nobody", "' OR 1=1"])
def test_who_heads_no_association_gets_none(world: World, login: str) -> None:
    with pytest.raises(CommandError, match="heads no association"):
        call_command("enrol", login)
