"""What a tablet downloads is one lean file an entry, names what it leaves apart by content, and still says the same."""

import gzip
import re
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from pytest_django import Settings

from akiya.management.commands.make_ready import collect, parts_as_they_are
from akiya.web.packing import packed, packer
from bootstrap.packages import node

ROOT = Path(__file__).resolve().parents[2]
FIELD = ROOT / "surveys/static/surveys/field"


def test_comments_spaces_and_long_names_stay_with_us(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("/* why */\na {\n  color: red;\n}\n")
    (tmp_path / "a.js").write_text("/** why */\nexport const kept = (signal) => {\n  return signal + 1; // one\n};\n")
    assert packed(tmp_path / "a.css").strip() == b"a{color:red}"
    assert re.fullmatch(rb"var (\w)=(\w)=>\2\+1;export\{\1 as kept\};\n", packed(tmp_path / "a.js"))


def test_what_is_in_quotes_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('f("https://a  /* b */", "二つの  空き", /[/]  x/);')
    assert packed(tmp_path / "a.js").decode().strip() == 'f("https://a  /* b */","二つの  空き",/[/]  x/);'


def test_an_import_that_is_not_there_stops_it_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import "./elsewhere.js";')
    with pytest.raises(RuntimeError, match=r"elsewhere\.js"):
        packed(tmp_path / "a.js")


def test_another_packer_makes_the_parts_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = parts_as_they_are()
    shutil.copy(packer(), tmp_path / "esbuild")
    monkeypatch.setattr("akiya.web.packing.packer", lambda: str(tmp_path / "esbuild"))
    assert parts_as_they_are() != before


def test_of_two_who_collect_at_once_one_waits_and_finds_it_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    done: list[str] = []

    def slowly(command: str, **options: object) -> None:
        time.sleep(0.2)
        done.append(command)

    monkeypatch.setattr("akiya.management.commands.make_ready.call_command", slowly)
    with ThreadPoolExecutor() as pool:
        for each in [pool.submit(collect) for _time in range(2)]:
            each.result()
    assert done == ["collectstatic"]


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("static")
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": "akiya.web.collected.CollectedFiles"}}
    with override_settings(STATIC_ROOT=root, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    return root / "surveys" / "field"


@pytest.mark.parametrize("name", ["app", "handover", "worker"])
def test_a_packed_module_stands_by_itself(collected: Path, name: str) -> None:
    (named,) = collected.glob(f"{name}.{'?' * 12}.js")
    text = named.read_text()
    assert not re.search(r"""\bimport\s*["'{*]|\bfrom\s*["']""", text)
    for apart in re.findall(r"""import\(["'](\./[^"']+)["']\)""", text):
        assert re.fullmatch(r"\./handover\.[0-9a-f]{12}\.js", apart)
        assert (collected / apart).exists()


def test_what_the_app_and_the_rescue_page_share_is_kept_once(collected: Path) -> None:
    (shared,) = collected.glob("handover.????????????.js")
    (app,) = collected.glob("app.????????????.js")
    assert shared.name in app.read_text()
    assert "akiya-field-handover" not in app.read_text()
    assert "akiya-field-handover" in shared.read_text()


def test_what_a_tablet_downloads_is_pressed_as_small_as_gzip_can(collected: Path) -> None:
    (app,) = collected.glob("app.????????????.js")
    pressed = app.with_name(f"{app.name}.gz").read_bytes()
    assert gzip.decompress(pressed) == app.read_bytes()
    assert len(pressed) < 0.98 * len(gzip.compress(app.read_bytes(), 9))


def test_every_packed_module_is_one_that_can_be_read(collected: Path) -> None:
    for path in collected.glob("*.????????????.js"):
        copy = path.with_suffix(".mjs")
        shutil.copyfile(path, copy)
        subprocess.run([*node(), "--check", str(copy)], check=True, capture_output=True)
