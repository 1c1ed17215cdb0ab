"""The backup of a night that fails leaves the last good one, gives nothing half written a name, and says so."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "backup.sh"
WHOLE = '#!/bin/sh\nfor each; do case "$each" in --file=*) echo whole > "${each#--file=}";; esac; done\n'
HALF = WHOLE.replace("echo whole", "printf wh") + "exit 1\n"
SILENTLY_HALF = WHOLE.replace("echo whole", "printf wh")
READS = '#!/bin/sh\ngrep -q whole "$2"\n'
NEVER = "#!/bin/sh\nexit 1\n"
# The third night does not come: whoever waits for it is told to stop.
NIGHTS = '#!/bin/sh\necho >> "$NIGHTS"; [ "$(wc -l < "$NIGHTS")" -lt 3 ] || kill $PPID\n'


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A machine with photos, an earlier good backup that is old enough to go, and programs of its own."""
    for folder in ("backups", "media", "bin"):
        (tmp_path / folder).mkdir()
    (tmp_path / "media" / "photo.jpg").write_text("a photo")
    for kind in ("dump", "media.tar.gz"):
        earlier = tmp_path / "backups" / f"2020-01-01T0200.{kind}"
        earlier.write_text("good")
        os.utime(earlier, (0, 0))
    programs(tmp_path, pg_dump=WHOLE, pg_restore=READS, sleep=NIGHTS)
    return tmp_path


def programs(place: Path, **texts: str) -> None:
    for name, text in texts.items():
        (place / "bin" / name).write_text(text)
        (place / "bin" / name).chmod(0o755)


def run(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {
        "PATH": f"{place / 'bin'}:{os.environ['PATH']}", "BACKUPS": str(place / "backups"),
        "MEDIA": str(place / "media"), "KEEP_DAYS": "30", "NIGHTS": str(place / "nights"),
    }  # fmt: skip
    return subprocess.run(["sh", SCRIPT, *arguments], env=env, capture_output=True, text=True, check=False, timeout=60)


def kept(place: Path) -> set[str]:
    return {file.name for file in (place / "backups").iterdir()}


GOOD = {"2020-01-01T0200.dump", "2020-01-01T0200.media.tar.gz"}


def test_a_good_night_replaces_what_is_too_old(place: Path) -> None:
    assert run(place, "once").returncode == 0
    assert not kept(place) & GOOD
    assert sorted(name.split(".", 1)[1] for name in kept(place)) == ["dump", "media.tar.gz"]


@pytest.mark.parametrize(
    "broken",
    [{"pg_dump": HALF}, {"pg_dump": SILENTLY_HALF}, {"pg_dump": NEVER}, {"tar": NEVER}, {"mv": NEVER}],
    ids=["half and failing", "half and silent", "no dump", "no photos", "no name"],
)
@pytest.mark.parametrize("how", [("once",), ()], ids=["once", "night after night"])
def test_a_bad_night_leaves_the_good_ones_and_says_so(
    place: Path, broken: dict[str, str], how: tuple[str, ...]
) -> None:
    programs(place, **broken)
    done = run(place, *how)
    assert done.returncode != 0
    assert "failed" in done.stderr
    assert kept(place) == GOOD | {"FAILED"}


def test_what_a_killed_night_left_is_taken_for_nothing(place: Path) -> None:
    (place / "backups" / "2026-11-25T0200.dump.part").write_text("wh")
    assert run(place, "once").returncode == 0
    assert not [name for name in kept(place) if name.endswith(".part")]


def test_a_good_night_takes_the_alarm_back(place: Path) -> None:
    programs(place, pg_dump=HALF)
    run(place, "once")
    programs(place, pg_dump=WHOLE)
    run(place, "once")
    assert "FAILED" not in kept(place)
