"""What an address or a form asks for, read strictly and written back: numbers, words, one of some words."""

from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db.models import TextChoices
from django.http import QueryDict

from akiya.texts.searching import Unreadable, typed

LARGEST_ID = 2**63 - 1
"""What a bigint of PostgreSQL holds."""

Words = TypeVar("Words", bound=TextChoices)


def whole(text: str, largest: int = LARGEST_ID) -> int | None:
    """The whole number that plain digits write, None where they write none or a larger one."""
    is_one = text.isascii() and text.isdigit() and len(text) <= len(str(largest))
    return int(text) if is_one and int(text) <= largest else None


def number_in(query: QueryDict, name: str, otherwise: str) -> int | None:
    """The id that a query string gives under a name; None where it gives none. Raises BadRequest."""
    text = query.get(name, "")
    number = whole(text)
    if text and number is None:
        raise BadRequest(otherwise)
    return number


def words_in(query: QueryDict) -> str:
    """The words that a query string looks for. Raises BadRequest."""
    try:
        return typed(query.get("words", ""))
    except Unreadable as error:
        raise BadRequest(str(error)) from None


def one_of(words: type[Words], text: str, otherwise: str) -> Words | None:
    """The word that a text stands for, None for none. Raises BadRequest."""
    if text and text not in words.values:
        raise BadRequest(otherwise)
    return words(text) if text else None


def query_string(parts: Mapping[str, object], **more: object) -> str:
    """A query string of what is not empty."""
    return urlencode({name: str(value) for name, value in {**parts, **more}.items() if value})
