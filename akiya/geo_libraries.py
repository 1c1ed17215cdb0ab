"""Find GDAL and GEOS inside the wheels we already need.

They are newer than what Debian ships, the same on every machine, and need no system package.
"""

from importlib.util import find_spec
from pathlib import Path


def bundled(package: str, pattern: str) -> str | None:
    """Path of the shared library that the wheel of ``package`` carries, or None without one.

    None leaves the search to Django, which then looks for the system's own library.
    """
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent.with_name(f"{package}.libs")
    return next((str(path) for path in sorted(folder.glob(pattern))), None)
