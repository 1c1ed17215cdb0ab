"""Two, six and thirty people write of one house at the same moment: all that is projected follows from the rows."""

from collections.abc import Iterator

import pytest
from django.conf import settings

from tests.server import Server, prepared


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with prepared(f"{settings.TEST_DATABASE}_writers", 100, 5, tmp_path_factory.mktemp("media")) as server:
        # A connection a writer, that none of them waits for another one's.
        yield Server(server.url, server.env | {"AKIYA_POOL": "0"})


@pytest.mark.parametrize(("writers", "rounds"), [(2, 20), (6, 8), (30, 3)])
def test_they_are_taken_one_after_the_other(server: Server, writers: int, rounds: int) -> None:
    wrote = f"from tests.faults.writers import main; print('refused', main(2, {writers}, {rounds}))"
    refused = int(server.manage("shell", "-c", wrote).split()[-1])
    assert refused < writers * rounds / 2
    assert "ちがいは 0" in server.manage("check_history")
