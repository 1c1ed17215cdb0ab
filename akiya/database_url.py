"""Where the database is, said in one line: ``postgres://role:password@host:port/name``."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


class BadDatabaseUrl(ValueError):
    """The address does not name a PostgreSQL database."""


def connection_settings(url: str) -> dict[str, Any]:
    """Django's settings for the database at ``url``.

    A ``host`` in the query string names a directory of Unix sockets, as libpq writes it:
    ``postgres://web@/akiya?host=/run/akiya``. Raises BadDatabaseUrl.
    """
    parts = urlsplit(url)
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in {"postgres", "postgresql", "postgis"} or not name:
        raise BadDatabaseUrl("DATABASE_URL must look like postgres://role:password@host:port/name")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.contrib.gis.db.backends.postgis",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": query.pop("port", str(parts.port or "")),
        "OPTIONS": query,
    }
