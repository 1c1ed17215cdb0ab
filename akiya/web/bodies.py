"""How many bytes a request may bring: each address has a limit of its own, held before anything of a body is parsed.

The numbers are ``BODY_BYTES`` in the settings; the proxy holds the same ones (deploy/Caddyfile).
"""

import contextlib
import io
import tempfile
from collections.abc import Callable, Iterable
from typing import BinaryIO
from wsgiref.types import InputStream, StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, UnreadablePostError
from django.http.response import HttpResponseBase
from django.urls import Resolver404, get_resolver, resolve

PIECE = 64 * 1024  # bytes read at a time
# What is longer is not even listened to.
MOST_LET_GO = 256 * 1024 * 1024


def most_bytes(path: str) -> int:
    """The largest body that the address takes."""
    try:
        name = resolve(path).view_name
    except Resolver404:
        name = ""
    return settings.BODY_BYTES.get(name, settings.BODY_BYTES_ELSEWHERE)


class BodyMiddleware:
    """Refuse a body larger than its address takes, and keep nothing of it.

    No more is ever read than a request said that it would bring: the server sees to that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if int(request.META.get("CONTENT_LENGTH") or 0) <= most_bytes(request.path_info):
            response = self.get_response(request)
        else:
            refuse: Callable[..., HttpResponseBase] = get_resolver().resolve_error_handler(400)
            response = refuse(request, RequestDataTooBig())
        # A server that hangs up on a sender is not heard by it: what nobody read is listened to, and let go.
        with contextlib.suppress(UnreadablePostError):
            poured(request, io.BytesIO(), most=0)
        return response


class Measured:
    """Gives a body that came in pieces, without a word of its length, the length that it turns out to have.

    Django takes such a body to be empty. It is put on the disk as far as its address takes it, and only counted beyond.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("CONTENT_LENGTH") or "HTTP_TRANSFER_ENCODING" not in environ:
            return self.application(environ, start_response)
        with tempfile.TemporaryFile() as kept:
            length = poured(environ["wsgi.input"], kept, most_bytes(environ.get("PATH_INFO", "")))
            return self.application({**environ, "wsgi.input": kept, "CONTENT_LENGTH": str(length)}, start_response)


def poured(source: InputStream | HttpRequest, kept: BinaryIO, most: int = MOST_LET_GO) -> int:
    """Read what comes, piece by piece, and keep the first ``most`` bytes of it. Gives the length of all."""
    length = 0
    while length < MOST_LET_GO and (piece := source.read(PIECE)):
        kept.write(piece[: max(0, most - length)])
        length += len(piece)
    kept.seek(0)
    return length
