"""The storm: answers and photos from a real tablet to a real register, and everything going wrong on the way."""

import os
import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.faults.account import Account, account_of, kept_by
from tests.faults.between import Between
from tests.faults.fault import Deck, Fault
from tests.faults.tablet import Tablet

ANSWERS = ("occupied", "occasional", "vacant", "gone", "unsure")
PHOTO_EVERY = 5  # answers
MOST_WAITING = 15  # entries: nobody answers faster than that, and faults fall on all answers alike


@dataclass(frozen=True)
class Size:
    """How many answers, how many faults befall them, and how often the browser is killed as 保存しました shows."""

    answers: int
    faults: int
    kills: int


SIZES = {"night": Size(1_000, 400, 50), "evening": Size(200, 80, 10), "gust": Size(60, 24, 3)}


def size(usual: str) -> Size:
    """The size of a storm: the one that AKIYA_STORM names, else the usual one of whoever asks."""
    return SIZES[os.environ.get("AKIYA_STORM", usual)]


@dataclass(frozen=True)
class Outcome:
    """What a storm left."""

    account: Account
    said: int
    photos: int
    befell: dict[Fault, int]
    kills: int
    deaths: int
    sendings: int

    def __str__(self) -> str:
        faults = ", ".join(f"{kind.name.lower()} {times}" for kind, times in self.befell.items())
        return (
            f"{self.said} answers and {self.photos} photos in {self.sendings} sendings, {sum(self.befell.values())}"
            f" faults ({faults}), {self.kills} browser kills, {self.deaths} server deaths"
        )


def storm(tablet: Tablet, between: Between, size: Size, seed: int, name: str) -> Outcome:
    """Let a storm of a size pass over an enrolled tablet, wait until it has sent all, and draw up the account.

    ``name`` begins the memo of every answer. One answer in twenty or so is given by hand, and the browser is killed
    the moment the screen says 保存しました; the others go in through the app's own modules.
    """
    chance = random.Random(seed)
    deck = Deck(size.faults, seed)
    between.deal = deck.deal
    before, deaths = len(between.passages), between.mortal.deaths
    first = len(tablet.said)
    flips = 0
    kill_at = {(nth + 1) * size.answers // (size.kills + 1) for nth in range(size.kills)}
    nth = 0
    while nth < size.answers or deck.left:
        memo, house, code = f"{name} {nth}", chance.randrange(1_000), chance.choice(ANSWERS)
        if nth in kill_at:
            tablet.press_answer(memo, house, code)
            tablet.kill()
            tablet.open()
        else:
            tablet.save(memo, house, code, chance.randrange(360) if nth % PHOTO_EVERY == 0 else None)
            if deck.deal(on_the_tablet=True, certainly=nth >= size.answers):
                flips += 1
                FLIPS[flips % len(FLIPS)](tablet)
            tablet.wake()
            while len(tablet.outbox()) > MOST_WAITING:
                tablet.page.wait_for_timeout(100)
                tablet.wake()
        nth += 1
    tablet.wait_sent()
    passages = between.passages[before:]
    befell = {kind: sum(passage.fault is kind for passage in passages) for kind in Fault}
    befell[Fault.FLIP] = flips
    between.deal = lambda: None
    said = tablet.said[first:]
    return Outcome(
        account=account_of(said, kept_by(between.mortal.server, name)),
        said=len(said),
        photos=sum(len(one.photos) for one in said),
        befell=befell,
        kills=size.kills,
        deaths=between.mortal.deaths - deaths,
        sendings=len(passages),
    )


def lose_signal(tablet: Tablet) -> None:
    """Out of reach for a moment, and back."""
    tablet.page.context.set_offline(True)
    tablet.wake()
    tablet.page.wait_for_timeout(50)
    tablet.page.context.set_offline(False)


def open_anew(tablet: Tablet) -> None:
    """Reload the page while it sends."""
    tablet.wake()
    tablet.reload()


FLIPS: list[Callable[[Tablet], None]] = [lose_signal, open_anew]
