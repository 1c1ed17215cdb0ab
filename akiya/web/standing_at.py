"""Where a page stands that is shown again at the address to which its form was sent: its links lead on from there."""

from django.http import HttpRequest, QueryDict

ATTRIBUTE = "stands_at"


def stand_at(request: HttpRequest, address: str) -> None:
    """Let what is shown in answer stand at an address: a path, with or without a query."""
    setattr(request, ATTRIBUTE, address)


def place_of(request: HttpRequest) -> tuple[str, QueryDict]:
    """The path and the query from which links lead on: those that were asked for, unless the page stands elsewhere."""
    address = getattr(request, ATTRIBUTE, None)
    if address is None:
        return request.path, request.GET
    path, _sign, query = address.partition("?")
    return path, QueryDict(query)
