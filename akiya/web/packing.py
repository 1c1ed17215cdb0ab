"""One lean file out of a module or style sheet and all that it imports: docs/decisions/0010."""

import subprocess
from pathlib import Path

from django.conf import settings

# Safari on an iPad of 2017 still learns these; what is newer is written in older words.
TARGET = "safari15.4,chrome93"
# What two entries read when they need it, and would each hold otherwise: `import("…")` of it stays, and comes to name
# it by content like any other address.
APART = ("./handover.js",)


def packed(entry: Path) -> bytes:
    """The entry with its imports in place, without comments, spaces and long names.

    Raises RuntimeError with what the packer says where something cannot be read or found.
    """
    flags = ["--bundle", "--minify", "--format=esm", "--charset=utf8", "--log-level=error", f"--target={TARGET}"]
    apart = [f"--external:{address}" for address in APART]
    done = subprocess.run([packer(), str(entry), *flags, *apart], capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    return done.stdout


def packer() -> str:
    """esbuild's own program, of which npm brings the one for this machine; no Node.js is needed to run it."""
    found = sorted(settings.NODE_MODULES.glob("@esbuild/*/bin/esbuild"))
    if not found:
        raise RuntimeError("esbuild is missing: package.json names it, `make prepare` installs it")
    return str(found[0])
