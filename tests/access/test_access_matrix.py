"""Every address × every role × own association, another one, another city: nobody is told what is not theirs."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.urls import get_resolver

from akiya.access import as_register
from tests.access.addresses import addresses
from tests.access.cast import EAST, MAY_SEE, OTHER, RESTRICTED, WEST, Role, Subject, Target, client_of, plant, told
from tests.access.matrix import MATRIX, Row
from tests.world import World

CANARIES = (EAST, WEST, OTHER, *RESTRICTED)
METHODS = ("post", "put", "delete", "patch")
REFUSED = {301, 302, 400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429}


def test_every_address_has_its_row_and_every_row_its_address() -> None:
    assert set(addresses(get_resolver())) == set(MATRIX)


def everything() -> str:
    """A digest of all rows that the register and the surveys hold."""
    with as_register(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ '^(akiya|surveys|maps)_'"
            " AND relname <> 'surveys_device' ORDER BY 1"
        )
        parts = []
        for (name,) in cursor.fetchall():
            cursor.execute(
                f"SELECT count(*), md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) FROM {name} t"
            )
            parts.append(f"{name}: {cursor.fetchone()}")
    return "\n".join(parts)


def tries(subjects: dict[Target, Subject]) -> Iterator[tuple[Row, Target, str]]:
    """Every address with every place it can name, once where it names none."""
    for pattern, row in MATRIX.items():
        if isinstance(row.path, str):
            yield row, Target.EAST, row.path or f"/{pattern}"
        else:
            yield from ((row, target, row.path(subject)) for target, subject in subjects.items())


@pytest.mark.parametrize("role", list(Role))
def test_nothing_is_told_that_is_not_theirs(world: World, role: Role) -> None:
    subjects = plant(world)
    client = client_of(world, role)
    forbidden = [canary for canary in CANARIES if canary not in MAY_SEE[role]]
    for row, target, path in tries(subjects):
        response = client.get(path)
        said = told(response)
        where = f"GET {path} ({target}) as {role}: {response.status_code}"
        assert response.status_code < 500, where
        assert [canary for canary in forbidden if canary in said] == [], where
        if not row.opens(role, target):
            assert response.status_code in REFUSED, where
            assert [canary for canary in CANARIES if canary in said] == [], where


@pytest.mark.parametrize("role", list(Role))
def test_nothing_is_written_by_who_may_not(world: World, role: Role) -> None:
    subjects = plant(world)
    client = client_of(world, role)
    before = everything()
    for row, target, path in tries(subjects):
        for method in () if row.opens(role, target) else METHODS:
            response = getattr(client, method)(path, {}, content_type="application/json")
            assert response.status_code in REFUSED, f"{method} {path} ({target}) as {role}: {response.status_code}"
    assert everything() == before


@pytest.mark.parametrize("role", [Role.HEAD, Role.VIEWER, Role.STAFF, Role.ADMIN, Role.OTHER_STAFF])
def test_what_is_theirs_opens(world: World, role: Role) -> None:
    subjects = plant(world)
    client = client_of(world, role)
    seen = ""
    for row, target, path in tries(subjects):
        if row.opens(role, target):
            seen += told(client.get(path))
    assert [canary for canary in MAY_SEE[role] if canary not in seen] == []
