"""A bare Debian in a folder, and commands in it: of the machine around it they see the kernel and the network."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

INCLUDED = "python3,make,git,ca-certificates"
AUTHORITIES = Path("/usr/local/share/ca-certificates")
# Whatever a command starts ends with it: the mounts go with their namespace, the processes with the first of them.
INSIDE = (
    'mount --rbind /sys "$0/sys" && mount --rbind /dev "$0/dev" && mount -t proc proc "$0/proc"'
    ' && exec chroot "$0" sh -c \'cd "$0" && exec "$@"\' "$@"'
)


@contextmanager
def machine(release: str, given: list[str], copied: list[Path]) -> Iterator[Path]:
    """The root folder of a fresh Debian ``release``, made by mmdebstrap with ``given`` as more of its words.

    ``copied`` are files or folders of this machine that lie in the other at the same place, as its administrator
    would have put them there: whom to trust, where packages come from.
    """
    _refuse_where_impossible()
    root = Path(tempfile.mkdtemp(prefix=f"bare-{release}-"))
    try:
        made = ["mmdebstrap", "--quiet", "--variant=apt", f"--include={INCLUDED}", *given, release, str(root)]
        subprocess.run(made, check=True)
        root.chmod(0o755)
        for path in copied:
            there = root / path.relative_to("/")
            there.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                shutil.copytree(path, there, dirs_exist_ok=True)
            else:
                shutil.copy(path, there)
        if AUTHORITIES in copied:
            with Path(os.devnull).open("w") as unread:
                run(root, "/", environment([]), ["update-ca-certificates"], unread)
        yield root
    finally:
        shutil.rmtree(root)


def run(root: Path, folder: str, env: dict[str, str], command: list[str], log: IO[str]) -> int:
    """Run a command in a folder of the machine. Gives its exit code."""
    unshared = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", INSIDE]
    return subprocess.run(
        [*unshared, str(root), folder, *command], env=env, stdout=log, stderr=subprocess.STDOUT, check=False
    ).returncode


def environment(carried: list[str]) -> dict[str, str]:
    """What a shell of root has just after the installation, and what is ``carried`` over from this one by name."""
    plain = {"HOME": "/root", "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "TERM": "dumb"}
    return plain | {name: os.environ[name] for name in carried if name in os.environ}


def _refuse_where_impossible() -> None:
    if os.geteuid() != 0:
        sys.exit("Root rights are needed to make a machine in a folder.")
    if not shutil.which("mmdebstrap"):
        sys.exit("mmdebstrap is not here: apt-get install mmdebstrap.")
