"""Two that use one link to a new password at the same moment: one chooses. Each has a connection of its own."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.utils import timezone

from akiya.access import CONSOLE, as_register
from akiya.models import PasswordReset, Person, Term
from akiya.people.passwords import Reset, Spent, by_token, choose, reset_password
from tests.akiya.racing import at_once, one_in_the_midst
from tests.world import PASSWORD, World


@pytest.fixture
def token(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """A link that other connections see as well; removed afterwards with whom it is for."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        city = World().mihon
        with as_register():
            someone = Person.objects.create_person("races", "競 走", PASSWORD)
            Term.objects.create(person=someone, municipality=city, role="viewer", starts_on=timezone.localdate())
            made = reset_password(someone, CONSOLE)
        yield made.token
        with as_register():
            for rows in (PasswordReset.objects, Term.objects):
                rows.filter(person=someone).delete()
            someone.delete()
        connection.close()


def test_of_two_that_use_it_at_one_moment_one_gets_in(token: str) -> None:
    rows = [by_token(token), by_token(token)]
    ends = at_once(*(lambda row=row, nth=nth: choose(row, f"{PASSWORD}{nth}") for nth, row in enumerate(rows)))
    assert sorted(str(type(end).__name__) for end in ends) == ["NoneType", "Spent"]


def test_a_new_link_made_meanwhile_waits_and_is_the_last_word(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    row, set_password = by_token(token), Person.set_password

    def choosing(let: Callable[[], None]) -> None:
        def slowly(person: Person, password: str) -> None:
            let()
            set_password(person, password)

        monkeypatch.setattr(Person, "set_password", slowly)
        choose(row, PASSWORD)

    chosen, made = one_in_the_midst(choosing, lambda: reset_password(row.person, CONSOLE))
    assert chosen is None
    assert isinstance(made, Reset)
    with as_register():
        assert not Person.objects.get(pk=row.person_id).has_usable_password()


def test_a_link_that_ended_after_it_was_opened_opens_nothing(token: str) -> None:
    row = by_token(token)
    reset_password(row.person, CONSOLE)
    with pytest.raises(Spent):
        choose(row, PASSWORD)
