"""What Linux says of a process under /proc (proc_pid_status(5))."""

import re
from pathlib import Path


def status(process: Path, name: str) -> int:
    """One figure of ``/proc/<pid>/status``: a number, or kilobytes; -1 where there is none, or the process has gone."""
    try:
        found = re.search(rf"^{name}:\s+(\d+)", (process / "status").read_text(), re.MULTILINE)
    except OSError:
        return -1
    return int(found[1]) if found else -1
