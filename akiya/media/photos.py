"""The one door for photos: developed, on the disk, then in the register, in that order."""

import contextlib
import datetime as dt
import hashlib
import os
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.contrib.gis.geos import Point
from django.db import transaction
from django.db.models import BigIntegerField, F, Func, Q
from django.db.models.lookups import IsNull
from django.utils import timezone
from django.utils.translation import gettext as _

from akiya.access import Refused, Scope, as_register
from akiya.locks import lock_records, name_of
from akiya.media.darkroom import developed
from akiya.media.pictures import Picture
from akiya.models import Observation, Photo, Term
from akiya.places.crs import STORAGE_SRID
from akiya.projections.waiting import loose
from akiya.setting_aside import set_aside
from akiya.web.bodies import PIECE
from akiya.words import InboxKind, Role


class TooLarge(ValueError):
    """The file has more bytes than a photo needs."""


class Damaged(ValueError):
    """The bytes that arrived are not those that were sent."""


@dataclass(frozen=True, slots=True)
class PhotoReceipt:
    """What the register did with a photo. ``conflict``: the id was known with other content; both are kept."""

    id: uuid.UUID
    sha256: str
    recorded_at: dt.datetime
    conflict: bool = False


def is_shown() -> Q:
    """The condition that a photo was not taken down. akiya_taken_down is the one rule of it."""
    down = Func(F("pk"), function="akiya_taken_down", output_field=BigIntegerField())
    return Q(IsNull(down, True))


def visible_to(scope: Scope) -> Q:
    """The condition under which a photo is visible: to who writes in the register of its city, and to who took it.

    What was taken down is visible to nobody.
    """
    own = Q(person_id=scope.person_id, association_id__in=scope.heads)
    return (Q(municipality_id__in=scope.edits) | own) & is_shown()


@transaction.atomic
def keep(photo_id: uuid.UUID, observation_id: uuid.UUID, file: BinaryIO, sha256: str, by: Scope) -> PhotoReceipt:
    """Keep one photo of one observation, which may itself arrive later. ``sha256`` is that of the file, in hex.

    Idempotent by ``photo_id``. The files are on the disk before the row is written: a row without
    its files would be a promise broken, files without a row are only waste. Raises Refused,
    TooLarge, Damaged, NotAnImage, and OSError where the disk is full.
    """
    if file.seek(0, os.SEEK_END) > settings.PHOTO_BYTES:
        raise TooLarge(_("写真が 大きすぎます。"))
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    if digest.hexdigest() != sha256.lower():
        raise Damaged(_("写真が とちゅうで こわれました。もう一度 送ります。"))
    with as_register():
        _term_for(observation_id, by)  # or it would be developed for nothing
        known = _known(photo_id, digest.digest())
        if known is not None and not known.conflict:
            return known
        picture = developed(file)
        stored = store(picture)
        # One at a time for its observation, for its id, and for all photos of the same content: each of two that came
        # at once would find the other one not yet there. The observation first, as who hands over a file has its
        # observations before its photos.
        lock_records(observation_id)
        lock_records(photo_id, name_of(digest.digest()))
        term = _term_for(observation_id, by)
        known = _known(photo_id, digest.digest())
        if known is not None:
            if known.conflict:
                _set_aside(photo_id, observation_id, digest.digest(), stored, term, by)
            return known
        photo = Photo(
            id=photo_id,
            municipality_id=term.municipality_id,
            association_id=term.area_id,
            observation_id=observation_id,
            person_id=by.person_id,
            original_sha256=digest.digest(),
            taken_at=picture.taken_at,
            position=_position(picture),
            file=stored,
            width=picture.width,
            height=picture.height,
            recorded_at=timezone.now(),
        )
        photo.save(force_insert=True)
        loose.bring_up_to_date(InboxKind.REUSED, [photo_id])
        receipt = _known(photo_id, digest.digest())
        assert receipt is not None
        return receipt


def _known(photo_id: uuid.UUID, digest: bytes) -> PhotoReceipt | None:
    stored = Photo.objects.filter(pk=photo_id).values_list("original_sha256", "recorded_at").first()
    if stored is None:
        return None
    return PhotoReceipt(photo_id, bytes(stored[0]).hex(), stored[1], conflict=bytes(stored[0]) != digest)


def _term_for(observation_id: uuid.UUID, by: Scope) -> Term:
    """The term under which a photo comes: that of its observation, else one in force, else the last one held."""
    observation = Observation.objects.filter(pk=observation_id).select_related("term").first()
    if observation is not None and observation.person_id != by.person_id:
        raise Refused(_("ほかの人の 記録に 写真を つけることは できません。"))
    if observation is not None and observation.term is not None:
        return observation.term
    writing = Term.objects.filter(person=by.person_id, role__in=[Role.HEAD, Role.STAFF, Role.ADMIN])
    term = writing.in_force().first() or writing.first()
    if term is None:
        raise Refused(_("この台帳に書く権限がありません。"))
    return term


def _position(picture: Picture) -> Point | None:
    if picture.position is None or not settings.PHOTO_POSITIONS:
        return None
    return Point(*picture.position, srid=STORAGE_SRID)


def _set_aside(photo_id: uuid.UUID, observation_id: uuid.UUID, digest: bytes, file: str, term: Term, by: Scope) -> None:
    body = {"observation": str(observation_id), "sha256": digest.hex(), "file": file}
    set_aside(term.municipality_id, "photo", photo_id, by.person_id, body, digest)


def thumbnail_of(file: str) -> str:
    """The path of a photo's small copy, beside it."""
    return file.removesuffix(".jpg") + ".small.jpg"


def store(picture: Picture) -> str:
    """Write a picture and its small copy under the picture's own hash. Returns its path below the media folder.

    Returns only once the disk has both files and the names that lead to them.
    """
    name = hashlib.sha256(picture.jpeg).hexdigest()
    file = f"photos/{name[:2]}/{name[2:4]}/{name}.jpg"
    write_safely(Path(settings.MEDIA_ROOT) / thumbnail_of(file), picture.thumbnail)
    write_safely(Path(settings.MEDIA_ROOT) / file, picture.jpeg)
    return file


def write_safely(path: Path, data: bytes) -> None:
    """Write a file so that after a power cut it is there whole, or not at all. Raises OSError."""
    _make_folders(path.parent)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            os.fchmod(file.fileno(), settings.FILE_UPLOAD_PERMISSIONS)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(temporary).unlink()
        raise
    _sync_folder(path.parent)


def _make_folders(folder: Path) -> None:
    """Make a folder and those above it, each one's name written to the disk."""
    if not folder.is_dir():
        _make_folders(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
