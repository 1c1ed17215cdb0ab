"""What a tablet downloads is lean, names its imports by content, and still says the same."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from akiya.collected import is_lean, lean

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "surveys/static/surveys/field").glob("*.js"))
IMPORTED = re.compile(r"""(?:from|import\()\s*["'](\./[^"']+)["']""")


def test_comments_and_indentation_stay_with_us() -> None:
    assert lean("a.js", b"/** why */\nconst a = 1; // one\n") == b"const a=1;"
    assert lean("a.css", b"/* why */\na {\n  color: red;\n}\n") == b"a{color:red}"


def test_what_is_in_quotes_is_left_alone() -> None:
    for text in ('"https://a  /* b */"', "`c  // ${d}  e`", "/[/]  x/", "'二つの  空き'"):
        assert lean("a.js", f"f({text});".encode()) == f"f({text});".encode()


def test_only_what_a_tablet_keeps_is_touched() -> None:
    assert is_lean("surveys/field/app.js")
    assert not is_lean("maps/map.js")
    assert lean("a.png", b"/* no comment */") == b"/* no comment */"


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("static")
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": "akiya.collected.CollectedFiles"}}
    with override_settings(STATIC_ROOT=root, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    return root / "surveys" / "field"


def test_every_import_names_a_file_by_its_content(collected: Path) -> None:
    for module in MODULES:
        (named,) = collected.glob(f"{module.stem}.{'?' * 12}.js")
        imported = IMPORTED.findall(named.read_text())
        assert len(imported) == len(IMPORTED.findall(lean("a.js", module.read_bytes()).decode())), module.name
        for other in imported:
            assert re.search(r"\.[0-9a-f]{12}\.js$", other), (module.name, other)
            assert (collected / other).exists(), (module.name, other)


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node here")
def test_every_lean_module_is_still_one(collected: Path) -> None:
    named = list(collected.glob("*.????????????.js"))
    assert len(named) == len(MODULES)
    for path in named:
        copy = path.with_suffix(".mjs")
        shutil.copyfile(path, copy)
        subprocess.run(["node", "--check", str(copy)], check=True, capture_output=True)
