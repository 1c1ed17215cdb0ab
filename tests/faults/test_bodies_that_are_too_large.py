"""Every address takes as much as it needs and no more, from anybody, in any form; what is refused costs nothing."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.urls import get_resolver

from tests.access.addresses import addresses, example
from tests.faults.mortal import Mortal
from tests.faults.sender import A_LITTLE, FORM, JSON, MULTIPART, Sender, bytes_of, forgotten, weighed
from tests.faults.tablet import Key

pytestmark = pytest.mark.browser
SMALL = settings.BODY_BYTES_ELSEWHERE
LARGE = {
    example("field/api/photos/<photo_id>"): settings.PHOTO_BYTES,
    example("field/api/offer"): settings.OFFER_BYTES,
    example("inbox/handover/"): settings.HANDOVER_BYTES,
}


@pytest.fixture(params=["nobody", "head", "viewer", "staff", "admin"])
def sender(request: pytest.FixtureRequest, mortal: Mortal, key: Key) -> Sender:
    """Somebody of each kind."""
    sender = Sender(mortal.server.url)
    if request.param == "head":
        sender.carry(key)
    elif request.param != "nobody":
        sender.sign_in(request.param)
    return sender


def forms(length: int) -> Iterator[tuple[Iterator[bytes], str, int | None]]:
    """The same length in every form that a body can come in."""
    for kind in (MULTIPART, FORM, JSON):
        yield bytes_of(kind, length), kind, length
    yield bytes_of(JSON, length), JSON, None


def test_a_byte_too_many_is_refused_everywhere_and_no_worker_grows(sender: Sender, mortal: Mortal) -> None:
    before = forgotten(mortal)
    for path in map(example, addresses(get_resolver())):
        if path in LARGE:
            continue
        for body, kind, length in forms(SMALL + 1):
            answer = sender.send("PUT" if path.startswith("/field/api/") else "POST", path, body, kind, length)
            where = f"{path} {kind} {'in chunks' if length is None else ''}"
            assert answer.status == 413, where
            assert answer.type == ("application/json" if path.startswith("/field/api/") else "text/html"), where
            assert "大きすぎ" in answer.body.decode(), where
    assert weighed(mortal) - before <= A_LITTLE


@pytest.mark.parametrize("path", LARGE)
def test_what_may_be_large_has_its_end_too(mortal: Mortal, path: str) -> None:
    sender = Sender(mortal.server.url).sign_in("staff")
    before = forgotten(mortal)
    for body, kind, length in forms(LARGE[path] + 1):
        method = "PUT" if "photos" in path else "POST"
        assert sender.send(method, path, body, kind, length).status == 413, kind
    assert weighed(mortal) - before <= A_LITTLE


def test_as_many_brackets_as_fit_are_no_failure_anywhere(sender: Sender, mortal: Mortal) -> None:
    for path in map(example, addresses(get_resolver())):
        for kind in (MULTIPART, FORM, JSON):
            body = b"".join(bytes_of(kind, SMALL - 16)) + (b"\r\n--cut--\r\n" if kind == MULTIPART else b"")
            answer = sender.send("PUT" if "observations" in path else "POST", path, body, kind, len(body))
            assert answer.status < 500, f"{path} {kind}"
