"""Deployment mistakes, each with an id and what to do about it."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection

LOCAL_HOSTS = {"127.0.0.1", "localhost", "testserver", "[::1]"}
OLDEST_POSTGIS = (3, 3)
SHORTEST_SECRET = 32


def is_public() -> bool:
    """Whether the server answers to a name that others can reach."""
    return bool(set(settings.ALLOWED_HOSTS) - LOCAL_HOSTS)


@register(Tags.database)
def postgis_is_there(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """akiya.E001: the database can be reached; akiya.E002: it has PostGIS, new enough."""
    if not databases:
        return []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT extversion FROM pg_extension WHERE extname = 'postgis'")
            found = cursor.fetchone()
    except OperationalError as error:
        reason = str(error).splitlines()[0]
        return [
            Error(
                f"The database cannot be reached: {reason}",
                hint="Start it (`make run` starts its own) or correct DATABASE_URL.",
                id="akiya.E001",
            )
        ]
    if found and tuple(int(part) for part in found[0].split(".")[:2]) >= OLDEST_POSTGIS:
        return []
    return [
        Error(
            "The database has no PostGIS 3.3 or newer.",
            hint="As a superuser of the database: CREATE EXTENSION postgis;",
            id="akiya.E002",
        )
    ]


@register(Tags.database)
def web_role_is_behind_row_security(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """akiya.E003: the role of the web can bypass row security; akiya.E004: it owns the tables, and so does too."""
    if not databases or os.environ.get("AKIYA_ROLE") == "owner":
        return []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
            bypasses = cursor.fetchone()
            cursor.execute(
                "SELECT count(*) FROM pg_class WHERE relname LIKE 'akiya\\_%%' AND relkind = 'r'"
                " AND pg_has_role(current_user, relowner, 'MEMBER')"
            )
            owned = cursor.fetchone()
    except OperationalError:
        return []
    found: list[CheckMessage] = []
    if bypasses and bypasses[0]:
        found.append(
            Error(
                "The application's role can bypass row-level security.",
                hint="Let DATABASE_URL name a role with NOSUPERUSER NOBYPASSRLS, as `make run` makes it.",
                id="akiya.E003",
            )
        )
    elif owned and owned[0]:
        found.append(
            Error(
                "The application's role owns the register's tables, so row-level security does not bind it.",
                hint="Migrate as another role (DATABASE_OWNER_URL) than the one that serves (DATABASE_URL).",
                id="akiya.E004",
            )
        )
    return found


@register()
def media_can_be_written(**_: Any) -> list[CheckMessage]:
    """akiya.E005: photos and exports have no folder that can be written."""
    folder = Path(settings.MEDIA_ROOT)
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return []
    return [
        Error(
            f"The folder of the photos cannot be written: {folder}",
            hint="Let AKIYA_MEDIA name a folder that belongs to the account of the server.",
            id="akiya.E005",
        )
    ]


@register()
def nothing_of_the_workshop_is_public(**_: Any) -> list[CheckMessage]:
    """akiya.E006 to E008: debug pages, demo sign-ins or unencrypted traffic where others can reach them."""
    if not is_public():
        return []
    open_doors = [
        (settings.DEBUG, "Debug pages are on", "AKIYA_DEBUG", "akiya.E006"),
        (settings.DEMO, "The demo sign-in, without a second factor, is on", "AKIYA_DEMO", "akiya.E007"),
        (settings.PLAIN_HTTP, "Unencrypted traffic is allowed", "AKIYA_PLAIN_HTTP", "akiya.E008"),
    ]
    return [
        Error(f"{what} for a public host.", hint=f"Unset {variable}, or serve 127.0.0.1 only.", id=number)
        for is_open, what, variable, number in open_doors
        if is_open
    ]


@register()
def secret_key_is_given(**_: Any) -> list[CheckMessage]:
    """akiya.E009: sessions would be signed with nothing, or with what everybody can read."""
    try:
        if len(settings.SECRET_KEY) >= SHORTEST_SECRET:
            return []
    except ImproperlyConfigured:  # Django's own word for an empty one
        pass
    hint = "Set AKIYA_SECRET_KEY to fifty random characters, or let `make run` make one."
    return [Error("No secret key.", hint=hint, id="akiya.E009")]


@register()
def browser_libraries_are_installed(**_: Any) -> list[CheckMessage]:
    """akiya.W001: the pages would come without their map and their colours."""
    if settings.NODE_MODULES.is_dir() or Path(settings.STATIC_ROOT).is_dir():
        return []
    return [Warning("The browser libraries are not installed.", hint="Run `make prepare`.", id="akiya.W001")]
