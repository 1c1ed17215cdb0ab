"""Static files as a server hands them out: named by their content, compressed, and a tablet's own packed first.

A tablet in the field downloads its app over a weak signal and keeps it: docs/decisions/0010.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import zopfli.gzip
from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin
from django.core.files.base import ContentFile
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

from akiya.web.packing import packed

IMPORTS = ((r"""(?P<matched>\bimport\(\s*["'](?P<url>\.{1,2}/[^"']+)["']\s*\))""", 'import("%(url)s")'),)
TABLETS = "/surveys/field/"
MODULES = [name for name in settings.PACKED_STATIC if name.endswith(".js")]


class Tightly(Compressor):  # type: ignore[misc]
    """whitenoise's, with the smallest gzip that there is, which takes fifty times as long."""

    @staticmethod
    def compress_gzip(data: bytes) -> bytes:
        return bytes(zopfli.gzip.compress(data, numiterations=60))


class ByReader(Compressor):  # type: ignore[misc]
    """What tablets download is compressed tightly, all else as usual."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.tightly = Tightly(**options)

    def compress(self, path: str) -> Any:
        return self.tightly.compress(path) if TABLETS in path else super().compress(path)


class PackedSource:
    """A storage whose files are read as a tablet gets them."""

    def __init__(self, storage: Any) -> None:
        self.storage = storage

    def open(self, name: str) -> ContentFile[bytes]:
        return ContentFile(packed(Path(self.storage.path(name))), name)


class CollectedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """whitenoise's storage, with the tablet's files packed before they are named and compressed."""

    def create_compressor(self, **options: Any) -> Compressor:
        return ByReader(**options)

    patterns = (*ManifestFilesMixin.patterns, *((module, IMPORTS) for module in MODULES))

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        read = {
            name: (PackedSource(storage) if name in settings.PACKED_STATIC else storage, path)
            for name, (storage, path) in paths.items()
        }
        yield from super().post_process(read, dry_run, **options)
