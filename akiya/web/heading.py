"""The head of a column: a link that sorts by it, and turns the order round where the list is sorted by it already."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Heading(NamedTuple):
    """What it says, for ``aria-sort`` how the list is sorted by it, and where it leads."""

    label: "str | StrPromise"
    direction: str = ""
    href: str = ""


def direction(is_sorted: bool, is_down: bool) -> str:
    """For ``aria-sort``: empty where the list is sorted by another column."""
    return ("descending" if is_down else "ascending") if is_sorted else ""


def turns_down(is_sorted: bool, is_down: bool, falls: bool = False) -> bool:
    """Whether the link sorts downwards. ``falls``: the first press does, as of numbers and days."""
    return not is_down if is_sorted else falls
