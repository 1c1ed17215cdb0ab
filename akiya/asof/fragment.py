"""A piece of SQL and its parameters, by name."""

from typing import Any, NamedTuple


class Fragment(NamedTuple):
    """SQL, and what the parameters that it names stand for. It may bring more than it names."""

    sql: str
    params: dict[str, Any]
