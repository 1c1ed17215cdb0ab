"""Which Chromium the tests drive."""

from pathlib import Path

WHOLE = ("/usr/bin/chromium", "/usr/bin/chromium-browser")
"""The browser with all its windows, for what must outlive it on a disk."""
SHELL = "/usr/bin/chromium-headless-shell"
"""The same engine without windows: two fifths less work for the processor. Debian has it, Ubuntu has not."""


def whole() -> str:
    """The browser that people use."""
    return next(path for path in WHOLE if Path(path).exists())


def for_pages() -> str:
    """What draws a page soonest."""
    return SHELL if Path(SHELL).exists() else whole()
