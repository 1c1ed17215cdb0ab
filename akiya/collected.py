"""Static files as a server hands them out: named by their content, compressed, and a tablet's own packed first.

A tablet in the field downloads its app over a weak signal and keeps it: docs/decisions/0010.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from akiya.packing import packed

IMPORTS = ((r"""(?P<matched>\bimport\(\s*["'](?P<url>\.{1,2}/[^"']+)["']\s*\))""", 'import("%(url)s")'),)
MODULES = [name for name in settings.PACKED_STATIC if name.endswith(".js")]


class PackedSource:
    """A storage whose files are read as a tablet gets them."""

    def __init__(self, storage: Any) -> None:
        self.storage = storage

    def open(self, name: str) -> ContentFile[bytes]:
        return ContentFile(packed(Path(self.storage.path(name))), name)


class CollectedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """whitenoise's storage, with the tablet's files packed before they are named and compressed."""

    patterns = (*ManifestFilesMixin.patterns, *((module, IMPORTS) for module in MODULES))

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        read = {
            name: (PackedSource(storage) if name in settings.PACKED_STATIC else storage, path)
            for name, (storage, path) in paths.items()
        }
        yield from super().post_process(read, dry_run, **options)
