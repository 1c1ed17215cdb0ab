"""The room in which photos are developed: a process beside each web worker, so that no picture makes a worker larger.

It is opened for the first picture, and again after one that was large: so its memory is given back. It closes when
its worker is gone. What goes in is the length of a picture and its bytes. What comes out is one line of JSON, then
the bytes of the picture and of its small copy.
"""

import datetime as dt
import json
import os
import re
import resource
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any, BinaryIO

from akiya.media.pictures import NotAnImage, Picture, develop

PIECE = 64 * 1024
LENGTH = 8  # bytes
# No picture that is let in needs so much to be decoded; a decoder that is led astray finds an end here.
MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 60
LARGE = 150 * 1024  # kilobytes
ROOT = Path(__file__).resolve().parents[2]

# One picture at a time for each worker: the peak of memory is then that of one, however many are sent.
_lock = threading.Lock()
_room: subprocess.Popen[bytes] | None = None


def developed(file: BinaryIO) -> Picture:
    """Develop the picture in a file, elsewhere. Raises NotAnImage."""
    global _room
    with _lock:
        if _room is None or _room.poll() is not None:
            command = [sys.executable, "-m", "akiya.media.darkroom"]
            _room = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert _room.stdin is not None and _room.stdout is not None
        try:
            _hand_in(file, _room.stdin)
            told = json.loads(_room.stdout.readline())
            jpeg, thumbnail = (_room.stdout.read(length) for length in told["lengths"])
        except (OSError, ValueError):  # it closed in the middle: by its own limits, or by somebody's hand
            told = {
                "fault": "could not be developed in the memory and the time that a picture is given",
                "closes": True,
            }
        if told["closes"]:
            _room.kill()
            _room.communicate()
            _room = None
    if "fault" in told:
        raise NotAnImage(told["fault"])
    when = told["taken_at"] and dt.datetime.fromisoformat(told["taken_at"])
    where = told["position"] and tuple(told["position"])
    return Picture(jpeg, thumbnail, told["width"], told["height"], when, where)


def _hand_in(file: BinaryIO, room: IO[bytes]) -> None:
    length = file.seek(0, os.SEEK_END)
    file.seek(0)
    room.write(length.to_bytes(LENGTH))
    while piece := file.read(PIECE):
        room.write(piece)
    room.flush()


def work(given: BinaryIO, out: BinaryIO) -> None:
    """Develop one picture after the other, until no more come or one was large."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    while length := given.read(LENGTH):
        data = given.read(int.from_bytes(length))
        signal.alarm(MOST_SECONDS)
        pictures = (b"", b"")
        told: dict[str, Any] = {"lengths": [0, 0]}
        try:
            picture = develop(data)
        except NotAnImage as fault:
            told["fault"] = str(fault)
        else:
            pictures = (picture.jpeg, picture.thumbnail)
            told = {
                "lengths": [len(each) for each in pictures],
                "width": picture.width,
                "height": picture.height,
                "taken_at": picture.taken_at and picture.taken_at.isoformat(),
                "position": picture.position,
            }
        signal.alarm(0)
        told["closes"] = peak() > LARGE
        out.write(json.dumps(told).encode() + b"\n" + b"".join(pictures))
        out.flush()


def peak() -> int:
    """The most memory that this process ever held, in kilobytes."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1])


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C goes to all of the terminal; the worker ends this one
    work(sys.stdin.buffer, sys.stdout.buffer)
