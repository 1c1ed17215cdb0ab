"""On the bare machine: `make run` until the sign-in page answers, then `make stop` from another window; twice.

While it serves for the second time, every command that the README names is run beside it.
"""

import os
import subprocess
import sys
import time
import urllib.request

PORT = os.environ.get("PORT", "8000")
PATIENCE = 1_800  # seconds; the README promises five minutes where packages come quickly


def answers() -> bool:
    """Whether the sign-in page is there."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/accounts/login/", timeout=5) as page:
            return page.status == 200 and "password" in page.read().decode()
    except OSError:
        return False


for turn in ("first", "second"):
    began = time.monotonic()
    serving = subprocess.Popen(["make", "run"])
    while not answers():
        if serving.poll() is not None or time.monotonic() - began > PATIENCE:
            sys.exit(f"make run, the {turn} time: no sign-in page")
        time.sleep(0.2)
    print(f"make run, the {turn} time: the sign-in page answered after {time.monotonic() - began:.0f} s", flush=True)
    if turn == "second":
        subprocess.run([sys.executable, "-m", "tests.bare.commands"], check=True)
    subprocess.run(["make", "stop"], check=True)
    serving.wait()
