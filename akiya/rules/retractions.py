"""What is taken back, and speaks no more."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from akiya.rules.evidence import Evidence


def retracted(evidence: Iterable[Evidence]) -> frozenset[str]:
    """Ids of the evidence that is retracted. A retraction that is itself retracted takes nothing back.

    Whether one holds follows from what retracts it, and not from when it was heard: a withdrawal may arrive before
    what it takes back. Of retractions that go round in a ring the last one spoken holds.
    """
    left = sorted((piece for piece in evidence if piece.retracts), key=lambda piece: (piece.spoken_at, piece.id))
    by_id: dict[str, list[Evidence]] = defaultdict(list)
    for piece in left:
        by_id[piece.id].append(piece)
    unheard = Counter(piece.retracts for piece in left)
    ready = [piece for piece in left if not unheard[piece.id]]
    gone: set[str] = set()
    heard: set[int] = set()
    while left:
        piece = ready.pop() if ready else left.pop()
        target = piece.retracts
        if id(piece) in heard or target is None:
            continue
        heard.add(id(piece))
        if piece.id not in gone:
            gone.add(target)
        unheard[target] -= 1
        if not unheard[target]:
            ready += by_id[target]
    return frozenset(gone)
