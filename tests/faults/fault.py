"""What goes wrong between a tablet and the register, and the deck from which a storm deals it."""

import random
from enum import Enum
from threading import Lock


class Fault(Enum):
    """One thing that goes wrong with one sending, or on the tablet while it sends."""

    REFUSED = "nobody listens"
    UNKNOWN = "the device's key is lost on the way: 401"
    BROKEN = "500 from something in between"
    BUSY = "503 after a while, with Retry-After"
    CUT = "the line breaks in the middle of the body"
    DEAF = "committed, and the line breaks in the middle of the answer"
    PORTAL = "a hotel's sign-in page: 200, HTML"
    FLIP = "the signal comes and goes, or the page is opened anew"
    KILLED = "the server dies while it works"
    COMMITTED_THEN_KILLED = "the server commits, and dies before it answers"


ON_THE_TABLET = frozenset({Fault.FLIP})
DEADLY = frozenset({Fault.KILLED, Fault.COMMITTED_THEN_KILLED})
DEATHS = 20  # one fault in so many is a death of each kind: a server takes seconds to come back
ODDS = 0.35  # that a sending goes wrong, as long as the deck lasts


class Deck:
    """A number of faults of every kind in an order that the seed gives, dealt once each."""

    def __init__(self, faults: int, seed: int) -> None:
        self._chance = random.Random(seed)
        self._lock = Lock()
        cards = [kind for kind in DEADLY for _ in range(faults // DEATHS)]
        gentle = [kind for kind in Fault if kind not in DEADLY]
        cards += [gentle[nth % len(gentle)] for nth in range(faults - len(cards))]
        self._chance.shuffle(cards)
        self._cards = {
            on_the_tablet: [card for card in cards if (card in ON_THE_TABLET) == on_the_tablet]
            for on_the_tablet in (False, True)
        }

    def deal(self, on_the_tablet: bool = False, certainly: bool = False) -> Fault | None:
        """What goes wrong now, if anything does."""
        with self._lock:
            cards = self._cards[on_the_tablet]
            return cards.pop() if cards and (certainly or self._chance.random() < ODDS) else None

    @property
    def left(self) -> int:
        """How many faults were not dealt yet."""
        return sum(len(cards) for cards in self._cards.values())
