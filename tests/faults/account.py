"""The account of a storm: what the tablet said was saved, against what the register has."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.server import Server


@dataclass(frozen=True)
class Said:
    """One answer of which the tablet said that it was saved. The memo is one of its kind, so that the answer is
    known again whatever id it came under; photos by the SHA-256 of their bytes, in hex."""

    memo: str
    house: int
    answer: str
    photos: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kept:
    """What the register has: its observations and the hashes of its photos, and which files are not on the disk."""

    observations: tuple[Said, ...] = ()
    photos: tuple[str, ...] = ()
    missing_files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Account:
    """What was lost and what is there twice."""

    lost: list[str] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    photos_lost: list[str] = field(default_factory=list)
    photos_twice: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return self == Account()


def account_of(said: Iterable[Said], kept: Kept) -> Account:
    """Every answer that was said to be saved is in the register once, as it was said, and so is every photo."""
    said = list(said)
    there = Counter(observation.memo for observation in kept.observations)
    right = {(observation.memo, observation.house, observation.answer) for observation in kept.observations}
    photos = Counter(kept.photos)
    taken = [photo for one in said for photo in one.photos]
    return Account(
        lost=[one.memo for one in said if (one.memo, one.house, one.answer) not in right],
        duplicates=[one.memo for one in said if there[one.memo] > 1],
        photos_lost=[photo for photo in taken if not photos[photo] or photo in kept.missing_files],
        photos_twice=[photo for photo in taken if photos[photo] > 1],
    )


def kept_by(server: Server, since: str = "") -> Kept:
    """What the register of a server has of the observations whose memo begins with ``since``, and all its photos from
    them.

    Read as the owner of the tables, past every filter. A file is on the disk if it has the hash that is its name.
    """
    with psycopg.connect(server.env["DATABASE_OWNER_URL"]) as database:
        observations = database.execute(
            "SELECT note, house_id, answer FROM akiya_observation WHERE note LIKE %s || '%%' AND note <> ''", [since]
        ).fetchall()
        photos = database.execute("SELECT encode(original_sha256, 'hex'), file FROM akiya_photo").fetchall()
    media = Path(server.env["AKIYA_MEDIA"])
    return Kept(
        observations=tuple(Said(*observation) for observation in observations),
        photos=tuple(digest for digest, _ in photos),
        missing_files=tuple(digest for digest, file in photos if not _is_whole(media / file)),
    )


def set_aside_of(server: Server, ids: Iterable[str]) -> list[str]:
    """Which of these ids wait for staff because what came under them could not be taken in."""
    with psycopg.connect(server.env["DATABASE_OWNER_URL"]) as database:
        found = database.execute("SELECT subject::text FROM akiya_setaside WHERE subject = ANY(%s)", [list(ids)])
        return [subject for (subject,) in found]


def _is_whole(file: Path) -> bool:
    return file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == file.stem
