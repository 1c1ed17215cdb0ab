"""The reason that somebody typed into a form without fields of its own."""

from django.http import HttpRequest

MOST_LETTERS = 1000


def typed_reason(request: HttpRequest, name: str = "reason") -> str:
    """What stands in the field of a name, as far as a reason is kept; PostgreSQL keeps no zero byte."""
    return request.POST.get(name, "").replace("\0", "")[:MOST_LETTERS]
