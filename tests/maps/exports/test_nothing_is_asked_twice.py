"""An export asks each of its questions once: what its statement needs is worked out before it is built."""

from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.akiya.pages.inbox import a_held_observation
from tests.akiya.test_merging_houses import merged
from tests.maps.exports.taking import known_at, out
from tests.maps.exports.test_accepted_observations import accepted
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("ending", ["csv", "xlsx", "geojson", "gpkg"])
@pytest.mark.parametrize("is_past", [False, True], ids=["now", "as known then"])
def test_no_statement_runs_twice(world: World, tmp_path: Path, ending: str, is_past: bool) -> None:
    accepted(world, a_held_observation(world, world.house(7)))
    merged(world)
    filters = known_at(timezone.now()) if is_past else ""
    with CaptureQueriesContext(connection) as asked:
        out(world, tmp_path / f"houses.{ending}", filters=filters, restricted=True, changes=ending != "geojson")
    repeated = [sql for sql, times in Counter(each["sql"] for each in asked).items() if times > 1]
    assert [sql for sql in repeated if not sql.startswith(("SAVEPOINT", "RELEASE", "SET ", "SELECT set_config"))] == []
