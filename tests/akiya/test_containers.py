"""No container runs here, so what containers would run is checked outside them."""

import os
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]


def compose() -> dict[str, dict[str, dict[str, object]]]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def test_it_names_what_production_needs() -> None:
    assert set(compose()["services"]) == {"postgis", "migrate", "web", "worker", "proxy", "backup"}


def test_every_file_it_mounts_is_in_the_tree() -> None:
    for service in compose()["services"].values():
        for volume in service.get("volumes", []):  # type: ignore[attr-defined]
            source = str(volume).split(":")[0]
            if source.startswith("."):
                assert (ROOT / source).exists(), source
            else:
                assert source in compose()["volumes"]


def test_only_migrations_know_the_owner() -> None:
    knowing = [
        name
        for name, service in compose()["services"].items()
        if "DATABASE_OWNER_URL" in service.get("environment", {})  # type: ignore[operator]
    ]
    assert knowing == ["migrate"]


@pytest.mark.parametrize("script", ["deploy/entry", "deploy/roles.sh", "deploy/backup.sh"])
def test_its_scripts_can_be_read_by_the_shell(script: str) -> None:
    assert subprocess.run(["sh", "-n", ROOT / script], check=False).returncode == 0
    assert os.access(ROOT / script, os.X_OK)


def test_its_entry_runs_the_registers_commands() -> None:
    env = {
        **os.environ,
        "PATH": f"{ROOT / '.venv/bin'}:{os.environ['PATH']}",
        "DJANGO_SETTINGS_MODULE": "akiya.settings",
    }
    done = subprocess.run([ROOT / "deploy/entry", "version"], env=env, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("5.2.")


def test_its_web_refuses_to_start_with_demo_doors_open() -> None:
    env = {
        **os.environ,
        "PATH": f"{ROOT / '.venv/bin'}:{os.environ['PATH']}",
        "DJANGO_SETTINGS_MODULE": "akiya.settings",
        "AKIYA_HOSTS": "akiya.city.example.jp",
        "AKIYA_DEMO": "1",
    }
    done = subprocess.run([ROOT / "deploy/entry", "web"], env=env, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "akiya.E007" in done.stderr


def test_the_check_for_deployment_is_clean() -> None:
    env = {
        **os.environ,
        "AKIYA_HOSTS": "akiya.city.example.jp",
        "AKIYA_SECRET_KEY": "fifty characters that were drawn at random: 0123456789 abcdefghij",
        "AKIYA_DEMO": "0",
        "AKIYA_PLAIN_HTTP": "0",
        "DJANGO_SETTINGS_MODULE": "akiya.settings",
    }
    env.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # of the browser tests that ran before, and of no deployment
    command = [ROOT / ".venv/bin/python", ROOT / "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("secret", [".env", ".env.production", "deploy/server.pem", "certificates/city.key", "a.dump"])
def test_no_secret_reaches_the_repository_or_the_image(secret: str) -> None:
    assert subprocess.run(["git", "check-ignore", "-q", "--no-index", secret], cwd=ROOT, check=False).returncode == 0
    patterns = (ROOT / ".dockerignore").read_text().split()
    assert any(fnmatch(secret, pattern) or fnmatch(secret, pattern.removeprefix("**/")) for pattern in patterns)
