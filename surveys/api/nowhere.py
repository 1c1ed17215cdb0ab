"""Every other address under the API."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router

router = Router()


@router.api_operation(["GET", "POST", "PUT", "PATCH", "DELETE"], "/{path:rest}", include_in_schema=False)
def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    """An address that the API does not have."""
    raise Http404
