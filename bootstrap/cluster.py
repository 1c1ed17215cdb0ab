"""The private PostgreSQL cluster in var/pg, reached only through a socket in that folder."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from bootstrap.machine import VAR, as_root, give_up, run, say
from bootstrap.system import postgresql_home

HOME = VAR / "pg"
DATA = HOME / "data"
SOCKET = HOME / "socket"
LOG = HOME / "log"
SUPERUSER = "postgres"
DATABASE = "akiya"
SOCKET_PATH_LIMIT = 100
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{socket}'
shared_buffers = 512MB
work_mem = 32MB
maintenance_work_mem = 512MB
max_wal_size = 4GB
random_page_cost = 1.1
timezone = 'Asia/Tokyo'
log_timezone = 'Asia/Tokyo'
"""
ROLES = """
CREATE ROLE owner LOGIN CREATEDB;
CREATE ROLE web LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
"""


def account() -> str:
    """The unprivileged account that runs the server: PostgreSQL refuses root."""
    return SUPERUSER if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name


def server(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs as the account that owns the cluster."""
    home = postgresql_home()
    if home is None:
        give_up("PostgreSQL with PostGIS is missing: run `make prepare` as root or with sudo.")
    command = [str(home / "bin" / program), *arguments]
    run(
        ["setpriv", f"--reuid={account()}", f"--regid={account()}", "--init-groups", *command]
        if os.geteuid() == 0
        else command
    )


def make() -> None:
    """Make the cluster, its two roles and its database, unless they are there."""
    if (DATA / "PG_VERSION").exists():
        return
    if len(str(SOCKET)) > SOCKET_PATH_LIMIT:
        give_up(f"The path of this folder is too long for a socket ({SOCKET}): clone into a shorter path.")
    say("making a private PostgreSQL cluster in var/pg")
    for folder in (HOME, SOCKET):
        folder.mkdir(parents=True, exist_ok=True)
    # The roles need no password, so only the account and root may come near the socket.
    SOCKET.chmod(0o700)
    if os.geteuid() == 0:
        _let_through(HOME)
        as_root(["chown", "-R", f"{account()}:", str(HOME)])
    server("initdb", "-D", str(DATA), "-U", SUPERUSER, "-E", "UTF8", "--locale=C.UTF-8", "--auth=trust")
    with (DATA / "postgresql.conf").open("a") as settings:
        settings.write(SETTINGS.format(socket=SOCKET))
    start()
    _fill()
    stop()


def _fill() -> None:
    """The two roles, and the database of the register."""
    sql("postgres", ROLES)
    # Databases made later, those of the tests among them, are copies of template1.
    sql(
        "template1",
        "CREATE EXTENSION postgis; CREATE EXTENSION btree_gist; GRANT ALL ON SCHEMA public TO owner;",
    )
    sql("postgres", f"CREATE DATABASE {DATABASE} OWNER owner")


def _let_through(folder: Path) -> None:
    """The server's account must reach the folder; under a closed home directory it cannot."""
    for parent in folder.parents:
        if not parent.stat().st_mode & 0o001:
            give_up(f"The account {SUPERUSER} cannot enter {parent}: clone into a folder that others may enter.")


def is_running() -> bool:
    """Whether our cluster answers."""
    home = postgresql_home()
    if home is None:
        return False
    ready = [str(home / "bin" / "pg_isready"), "-q", "-h", str(SOCKET)]
    return subprocess.run(ready, check=False).returncode == 0


def start() -> bool:
    """Start the cluster, unless it runs. True where this call started it, and so must stop it."""
    if is_running():
        return False
    say("starting PostgreSQL in var/pg")
    server("pg_ctl", "-D", str(DATA), "-l", str(LOG), "-w", "-t", "60", "start")
    return True


def stop() -> None:
    """Stop the cluster, and no other server on the machine."""
    if (DATA / "postmaster.pid").exists():
        server("pg_ctl", "-D", str(DATA), "-m", "fast", "-w", "stop")


def sql(database: str, statement: str) -> None:
    """Run SQL as the cluster's superuser."""
    psql = shutil.which("psql") or give_up("psql is missing: run `make prepare` as root or with sudo.")
    for part in filter(None, (part.strip() for part in statement.split(";"))):
        run(
            [
                psql,
                "-q",
                "-v",
                "ON_ERROR_STOP=1",
                "-h",
                str(SOCKET),
                "-U",
                SUPERUSER,
                "-d",
                database,
                "-c",
                part,
            ]
        )
