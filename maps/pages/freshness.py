"""Spare a browser what it already has: the tag of an answer, and 304 where it is still the same."""

import hashlib
from collections.abc import Callable

from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags

from akiya.web.request import ActingRequest
from maps.version import Counter, version


def unless_held(request: ActingRequest, counter: Counter, draw: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer that ``draw`` gives, or 304 where the browser holds it. Never shared between people.

    The tag follows from what the answer is drawn from: the version of the tables, the address with
    its query, who may see what, and the day, which moves the age of a confirmation.
    """
    parts = (version(counter), request.get_full_path(), request.scope.sees, timezone.localdate(), request.LANGUAGE_CODE)
    tag = f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'
    held = tag in parse_etags(request.headers.get("If-None-Match", ""))
    response = HttpResponseNotModified() if held else draw()
    response.headers["ETag"] = tag
    patch_cache_control(response, private=True, no_cache=True)
    return response
