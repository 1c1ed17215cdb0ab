"""``python3 -m tests.bare RELEASE run|test…``: the commands of the README on a bare Debian, and how long they took.

BARE_DEBSTRAP  more words for mmdebstrap, separated by spaces: --aptopt=/etc/apt/apt.conf.d/…
BARE_COPY      files and folders of this machine to lay at the same place of the other, separated by colons
BARE_ENV       names of variables to carry over, separated by commas
PYTEST_ARGS    which tests; without it the whole suite

What is committed in this checkout is cloned and run. What the commands say goes to var/bare-RELEASE.log.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.bare.machine import environment, machine, run

ROOT = Path(__file__).resolve().parents[2]
FOLDER = "/srv/akiya"
COMMANDS = {"run": ["python3", "-m", "tests.bare.serving"], "test": ["make", "test"]}


def main(release: str, wanted: list[str]) -> None:
    """Make the machine, and do in it what is wanted, in this order. Ends with the first that fails."""
    copied = [Path(each) for each in os.environ.get("BARE_COPY", "").split(":") if each]
    carried = ["PORT", "PYTEST_ARGS", *filter(None, os.environ.get("BARE_ENV", "").split(","))]
    log = ROOT / "var" / f"bare-{release}.log"
    log.parent.mkdir(exist_ok=True)
    began = time.monotonic()
    with machine(release, os.environ.get("BARE_DEBSTRAP", "").split(), copied) as root, log.open("w") as told:
        clone = ["git", "clone", "--quiet", "--no-local", str(ROOT), f"{root}{FOLDER}"]
        subprocess.run(clone, check=True)
        print(f"{release}: a bare machine after {time.monotonic() - began:.0f} s", flush=True)
        for what in wanted:
            began = time.monotonic()
            code = run(root, FOLDER, environment(carried), COMMANDS[what], told)
            print(f"{release}: make {what}, exit code {code}, {time.monotonic() - began:.0f} s", flush=True)
            if code:
                sys.exit(f"see {log}")
        print(*(line for line in log.read_text().splitlines() if "answered after" in line), sep="\n")


if __name__ == "__main__":
    release, *wanted = sys.argv[1:] or [""]
    if not release or not wanted or not set(wanted) <= COMMANDS.keys():
        sys.exit(__doc__)
    main(release, wanted)
