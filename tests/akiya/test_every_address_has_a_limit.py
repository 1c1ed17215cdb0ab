"""How much an address takes is said once, and the proxy before the register says the same."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import get_resolver, resolve

from akiya.web.bodies import most_bytes
from tests.access.addresses import addresses, example

ROOT = Path(__file__).resolve().parents[2]
CADDYFILE = (ROOT / "deploy/Caddyfile").read_text()
LIMITS = re.findall(r"handle (\S*) ?\{\s+import takes (\d+)\s+\}", CADDYFILE)


def at_the_proxy(path: str) -> int:
    """What the proxy lets through to an address: the first limit whose addresses it is one of."""
    return next(int(most) for of, most in LIMITS if re.fullmatch(of.replace("*", ".*") or ".*", path))


@pytest.mark.parametrize("path", [example(pattern) for pattern in addresses(get_resolver())])
def test_it_takes_as_much_as_the_proxy_lets_through(path: str) -> None:
    assert at_the_proxy(path) == most_bytes(path) <= settings.HANDOVER_BYTES


def test_no_limit_is_of_an_address_that_is_gone() -> None:
    known = {resolve(example(pattern)).view_name for pattern in addresses(get_resolver())}
    assert set(settings.BODY_BYTES) <= known


def test_what_has_no_address_has_the_smallest_limit() -> None:
    assert most_bytes("/nothing/is/here") == settings.BODY_BYTES_ELSEWHERE == 64 * 1024


def test_nothing_that_is_held_whole_is_larger_than_an_offer() -> None:
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE == settings.OFFER_BYTES
