"""Every address of the register, as its resolver knows them."""

import re
from collections.abc import Iterator

from django.urls import URLResolver

UUID = "0199aa00-0000-7000-8000-000000000001"
EXAMPLES = {"int": "1", "uuid": UUID, "str": "x", "slug": "x", "path": "x", "": UUID}


def addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every pattern of the resolver, written out."""
    for entry in resolver.url_patterns:
        path = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, path)
        else:
            yield path


def example(pattern: str) -> str:
    """An address of the pattern."""
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda named: EXAMPLES[named[1] or ""], pattern)
