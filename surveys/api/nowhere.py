"""Every other address under the API."""

from typing import NoReturn

from django.http import Http404, HttpRequest
from ninja import Router

router = Router()
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


@router.api_operation(METHODS, "", include_in_schema=False)
def nothing_at_the_root(request: HttpRequest) -> NoReturn:
    """The API has no first page."""
    raise Http404


@router.api_operation(METHODS, "/{path:rest}", include_in_schema=False)
def nothing_here(request: HttpRequest, rest: str) -> NoReturn:
    """An address that the API does not have."""
    raise Http404
