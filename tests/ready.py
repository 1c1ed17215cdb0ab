"""A database that lies ready: migrated once for all that the tests need, and copied in half a second from then on."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
CODE = ("akiya", "surveys", "maps")
ONE_AT_A_TIME = 20_261_126


def copied(name: str, host: str = "") -> None:
    """A fresh database called ``name``, with the tables of the register and nothing in them.

    ``host`` is the folder of the cluster's socket, where it is not the one that all tests share.
    """
    ready = f"ready_{_fingerprint()}"
    with _server(host) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        there = [row[0] for row in server.execute("SELECT datname FROM pg_database WHERE datname ~ '^ready_'")]
        if ready not in there:
            for old in there:
                _drop(server, old, host)
            server.execute('CREATE DATABASE "ready_soon"')
            _migrate("ready_soon", host)
            server.execute(f'ALTER DATABASE "ready_soon" RENAME TO "{ready}"')
        _drop(server, name, host)
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{ready}"')


def dropped(name: str, host: str = "") -> None:
    """End a database that ``copied`` made, whoever is still connected."""
    with _server(host) as server:
        _drop(server, name, host)


def address(name: str, role: str, host: str = "") -> str:
    """The URL of a database for the ``owner`` or for the role that serves."""
    owner = settings.DATABASES["owner"]
    user = owner["USER"] if role == "owner" else settings.WEB_ROLE
    return f"postgres://{user}@{quote(host or owner['HOST'], safe='')}/{name}"


def _drop(server: psycopg.Connection[Any], name: str, host: str) -> None:
    """Each role ends its own sessions: the owner may not end those of the role that serves.

    Nor may it end a vacuum of PostgreSQL's own, on which WITH (FORCE) gives up; without, PostgreSQL sends it away.
    """
    for alias in ("default", "owner"):
        with _server(host, alias) as role:
            role.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = %s AND usename = current_user",
                [name],
            )
    server.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _server(host: str, alias: str = "owner") -> psycopg.Connection[Any]:
    role = settings.DATABASES[alias]
    return psycopg.connect(
        host=host or role["HOST"],
        port=role["PORT"] or None,
        user=role["USER"],
        password=role["PASSWORD"] or None,
        dbname="postgres",
        autocommit=True,
    )


def _migrate(name: str, host: str) -> None:
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "akiya.settings",
        "DATABASE_URL": address(name, "web", host),
        "DATABASE_OWNER_URL": address(name, "owner", host),
    }
    command = [sys.executable, str(ROOT / "manage.py"), "make_ready", "--tables-only"]
    subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)


def _fingerprint() -> str:
    """What the tables follow from: all code of the register, and the versions of what it is built on."""
    digest = hashlib.sha256((ROOT / "uv.lock").read_bytes())
    for folder in CODE:
        for file in sorted((ROOT / folder).rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
