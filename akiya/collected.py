"""Static files as a server hands them out: named by their content, compressed, and some of them made lean first.

A tablet in the field downloads its app over a weak signal and keeps it: comments and indentation stay
with us. The modules stay modules, each in its own file; only the names in their imports become the
names by content, so that a tablet never mixes two versions.
"""

from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from typing import Any

import rcssmin
import rjsmin
from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

LEAN: dict[str, Callable[[str], str]] = {".js": rjsmin.jsmin, ".css": rcssmin.cssmin}
IMPORTS = (
    (r"""(?P<matched>\bfrom\s*["'](?P<url>\.{1,2}/[^"']+)["'])""", 'from"%(url)s"'),
    (r"""(?P<matched>\bimport\(\s*["'](?P<url>\.{1,2}/[^"']+)["']\s*\))""", 'import("%(url)s")'),
)
MODULES = [pattern for pattern in settings.LEAN_STATIC if pattern.endswith(".js")]


def is_lean(name: str) -> bool:
    """Whether a file is one of those that a tablet keeps."""
    return any(fnmatch(name, pattern) for pattern in settings.LEAN_STATIC)


def lean(name: str, content: bytes) -> bytes:
    """The content without what only we read; any other kind of file as it is."""
    for ending, strip in LEAN.items():
        if name.endswith(ending):
            return strip(content.decode()).encode()
    return content


class LeanSource:
    """A storage whose files are read as a tablet gets them."""

    def __init__(self, storage: Any) -> None:
        self.storage = storage

    def open(self, name: str) -> ContentFile[bytes]:
        with self.storage.open(name) as file:
            return ContentFile(lean(name, file.read()), name)


class CollectedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """whitenoise's storage, with the tablet's files made lean before they are named and compressed."""

    patterns = (*ManifestFilesMixin.patterns, *((pattern, IMPORTS) for pattern in MODULES))
    # A name depends on the names of what is imported: as many rounds as modules stand on each other, and to spare.
    max_post_process_passes = 12

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        read = {
            name: (LeanSource(storage) if is_lean(name) else storage, path) for name, (storage, path) in paths.items()
        }
        yield from super().post_process(read, dry_run, **options)
