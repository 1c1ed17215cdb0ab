"""Stories that a register is told: what each thing in them is, and the orders in which they can arrive."""

import datetime as dt
import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.utils import timezone

from akiya.access import acting_as, as_register
from akiya.evidence.reading import of_houses
from akiya.models import Batch, Entry, House, Merge
from akiya.register import NotPossible, Observed, add_signal, decide, ledger, merge, record, retract, unmerge
from akiya.register.acceptance import accept
from akiya.register.houses import Place
from akiya.register.ledger import Listing
from akiya.register.withdrawal import restore, withdraw
from akiya.words import Basis, Channel, Precision, RequestReason, SignalKind, State
from surveys.asking import ask
from surveys.models import Request
from surveys.withdrawing import ask_on, stop
from tests.world import World

HOUSES = (7, 8, 9)
KEYS = {"A": 7, "B": 8, "C": 9}
FOUND = {"X": 0.00006, "Y": 0.00012, "Z": -0.0016}
"""Houses that somebody finds, and how far east of house 8 in degrees: two are asked about, by nearness; the third lies
beyond the border of whoever finds it."""
DAYS = (1, 30, 60, 400)
"""Few, so that many things are of one day."""
HOURS = (0, 8, 12)
"""Few, so that many things are of one instant; lists and signals speak at midnight."""


@dataclass
class Register:
    """The register while it hears a story: what each thing that was told is called there."""

    world: World
    today: dt.date
    names: dict[str, str] = field(default_factory=dict)

    def house(self, which: int | str) -> House:
        """A house by its number, or a found one by what it is called here."""
        if isinstance(which, int):
            return self.world.house(which)
        with as_register():
            return House.objects.get(client_id=id_of(which))

    def about(self, which: int | str | None) -> dict[str, Any]:
        """How an observation names a house: by its number here, or by what the tablet calls it and its place."""
        if not isinstance(which, str):
            return {"house": which and self.house(which).pk}
        point = self.house(8).point
        assert point is not None
        return {"found": id_of(which), "place": Place(point.x + FOUND[which], point.y, 5.0)}


Hear = Callable[[Register], None]


@dataclass(frozen=True)
class Told:
    """One thing that the register is told. ``after``: what it cannot come before; ``office``: staff do it there."""

    name: str
    hear: Hear
    after: frozenset[str] = frozenset()
    office: bool = False


def moment(register: Register, days_ago: int, hour: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(register.today - dt.timedelta(days=days_ago), dt.time(hour)))


def an_observation(
    name: str, which: int | str | None, answer: str, days_ago: int, hour: int, by: str, back: uuid.UUID | None = None
) -> Told:
    """``which``: a house by its number, or one that is found, of which every word bears its place."""

    def hear(register: Register) -> None:
        said = Observed(id=id_of(name), seen_at=moment(register, days_ago, hour), channel=Channel.TABLET, answer=answer,
                    withdraws=back, **register.about(which))  # fmt: skip
        with acting_as(register.world.person(by)) as scope:
            record(said, scope)
        register.names[f"look:{said.id}"] = name

    return Told(name, hear)


def a_taking_back(name: str, of: str, which: int | str | None, answer: str, days_ago: int, by: str) -> Told:
    """By whoever said it, who may say something else instead, or by another, whose word is held; it may come first."""
    return an_observation(name, which, answer, days_ago, 18, by, id_of(of))


def an_acceptance(name: str, of: str, number: int) -> Told:
    def hear(register: Register) -> None:
        with acting_as(register.world.staff) as staff:
            accepted = accept(id_of(of), register.house(number), staff)
        register.names[f"accepted:{accepted.pk}"] = name

    return Told(name, hear, frozenset({of}), office=True)


def a_signal(number: int, kind: SignalKind, days_ago: int) -> Told:
    """Two that say the same are called the same: which of them speaks is told by their numbers alone."""
    name = f"{kind}/{days_ago}/{number}"

    def hear(register: Register) -> None:
        with acting_as(register.world.staff) as staff:
            day = register.today - dt.timedelta(days=days_ago)
            register.names[f"signal:{add_signal(register.house(number), kind, day, staff).pk}"] = name

    return Told(name, hear)


def a_list(source: str, keys: str, state: State, since: int | None, days_ago: int, complete: bool) -> Told:
    """``since``: days before the list; None: it does not say. The same list is the same thing, and called the same."""
    name = f"{source}/{days_ago}/{keys}/{state}/{since}/{'all' if complete else 'some'}"

    def hear(register: Register) -> None:
        on = register.today - dt.timedelta(days=days_ago)
        began, how = (on, Precision.UNKNOWN) if since is None else (on - dt.timedelta(days=since), Precision.DAY)
        listings = [Listing(row, key, state, began, how) for row, key in enumerate(keys, 2)]
        with acting_as(register.world.staff) as staff:
            done = ledger.take_in(ledger.Edition(source, on, complete, listings), register.world.mihon, staff)
        if done.repeated is None:
            with as_register():
                register.names[f"batch:{Batch.objects.latest('pk').pk}"] = name

    return Told(name, hear)


def a_withdrawal(name: str, of: str, put_back: bool) -> Told:
    def hear(register: Register) -> None:
        with as_register():
            batch = next(
                (Batch.objects.get(pk=int(key[6:])) for key, told in register.names.items()
                 if told == of and key.startswith("batch:")), None,
            )  # fmt: skip
        if batch is not None:
            with acting_as(register.world.staff) as staff:
                (restore if put_back else withdraw)(batch, "まちがい", staff)

    return Told(name, hear, frozenset({of}), office=True)


def a_decision(name: str, number: int, state: State, days_ago: int, how: Precision, instead: str = "") -> Told:
    """``instead``: the decision that it corrects."""

    def hear(register: Register) -> None:
        since = register.today - dt.timedelta(days=days_ago)
        if how is not Precision.DAY:
            since = since.replace(day=1)
        replaced = next((key for key, told in register.names.items() if instead and told == instead), "")
        with acting_as(register.world.staff) as staff:
            decision = decide(register.house(number), state, since, how, Basis.VISIT, "見た", staff, replaces=replaced)
        register.names[f"decision:{decision.pk}"] = name

    return Told(name, hear, frozenset({instead} - {""}), office=True)


def a_retraction(name: str, of: str, number: int) -> Told:
    """Of what somebody said, of a line of a list, of a list's silence about the house, or of another retraction."""

    def hear(register: Register) -> None:
        with as_register():
            pieces = of_houses([register.house(number).pk])[register.house(number).pk]
            found = sorted(piece.id for piece in pieces if name_of(register, piece.id).split(" ")[0] == of)
        if found:
            with acting_as(register.world.staff) as staff:
                retracted = retract(register.house(number), found[0], "まちがい", staff)
            register.names[f"retraction:{retracted.pk}"] = name

    return Told(name, hear, frozenset({of}), office=True)


def a_request(name: str, number: int) -> Told:
    def hear(register: Register) -> None:
        with acting_as(register.world.staff) as staff:
            register.names[name] = str(ask(register.house(number), RequestReason.AUDIT, staff).pk)

    return Told(name, hear, office=True)


def no_request_any_more(name: str, number: int) -> Told:
    """Of all that are open about a house; where none is, there is nothing to withdraw."""

    def hear(register: Register) -> None:
        with as_register():
            waiting = list(
                Request.objects.filter(house=register.house(number), closed_on=None).values_list("pk", flat=True)
            )
        with acting_as(register.world.staff) as staff:
            stopped = stop(waiting, "まちがい", staff)
        if not stopped.done:
            raise NotPossible
        register.names[name] = str(stopped.together)

    return Told(name, hear, office=True)


def asked_on(name: str, of: str) -> Told:
    def hear(register: Register) -> None:
        with acting_as(register.world.staff) as staff:
            if of not in register.names or not ask_on(uuid.UUID(register.names[of]), "やはり見る", staff).done:
                raise NotPossible

    return Told(name, hear, frozenset({of}), office=True)


def a_merge(name: str, taken: int | str, into: int, after: str = "") -> Told:
    """``after``: the word by which the house was found that is taken."""

    def hear(register: Register) -> None:
        with acting_as(register.world.staff) as staff:
            register.names[f"merge:{merge(register.house(taken), register.house(into), '同じ', staff).pk}"] = name

    return Told(name, hear, frozenset({after} - {""}), office=True)


def a_parting(name: str, of: str) -> Told:
    def hear(register: Register) -> None:
        with as_register():
            event = next(
                (Merge.objects.get(pk=int(key[6:])) for key, told in register.names.items() if told == of), None
            )
        if event is not None:
            with acting_as(register.world.staff) as staff:
                unmerge(event, "別の家", staff)

    return Told(name, hear, frozenset({of}), office=True)


def asked_before(register: Register) -> None:
    """Each house is asked about once, before anybody says anything: an answer comes after what it answers."""
    for number, days_ago in zip(HOUSES, DAYS[1:], strict=True):
        house = register.house(number)
        Request.objects.create(
            municipality=register.world.mihon, house=house, association=register.world.area("東自治会"),
            reason=RequestReason.RENEWAL, asked_on=register.today - dt.timedelta(days=days_ago),
            recorded_at=moment(register, days_ago, 10),
        )  # fmt: skip


def name_of(register: Register, piece: str) -> str:
    """What a piece of evidence is called here: by what it is of."""
    kind, _, number = piece.partition(":")
    if kind == "entry":
        entry = Entry.objects.get(pk=int(number))
        return f"{register.names[f'batch:{entry.batch_id}']} names {called(entry.house_id)}"
    if kind == "silence":
        batch, house = number.split(":")
        return f"{register.names[f'batch:{batch}']} lacks {called(int(house))}"
    return register.names.get(piece, piece)


def called(house: int) -> int | str:
    """What a house is called here: a found one got its number when it was heard of."""
    one = House.objects.get(pk=house)
    return next((name for name in FOUND if one.client_id == id_of(name)), one.number)


def id_of(name: str) -> uuid.UUID:
    """The id that a tablet gave what is called so here."""
    return uuid.uuid5(uuid.NAMESPACE_OID, name)


CLEAR = ("occupied", "occasional", "vacant", "gone")
STATES = (State.OCCUPIED, State.VACANT, State.UNKNOWN)
SOURCES = ("水道", "税")
HINTS = (SignalKind.WATER_CLOSED, SignalKind.DEMOLITION_RECORD)
EXACTNESS = (Precision.DAY, Precision.MONTH)
KINDS = (
    "look", "look", "look", "back", "foreign", "held", "nowhere", "accept", "accept", "unsay", "signal", "list", "list",
    "list", "out", "decide", "correct", "retraction", "retraction", "merge", "part", "ask", "stop", "on", "find",
    "find", "unfind", "same",
)  # fmt: skip


def a_story(luck: random.Random) -> list[Told]:
    """Between four and fourteen things, each of which may refer to those before it."""
    told: list[Told] = []
    made: dict[str, list[str]] = {kind: [] for kind in KINDS}
    found: dict[str, str] = {}
    one = luck.choice
    for nth in range(luck.randint(4, 14)):
        name, kind = f"n{nth}", one(KINDS)
        house, day, hour = one(HOUSES), one(DAYS), one(HOURS)
        if kind == "back" and made["look"]:
            told.append(a_taking_back(name, one(made["look"]), house, one((*CLEAR, "")), one((1, 2)), "head"))
        elif kind == "foreign" and made["look"]:
            told.append(a_taking_back(name, one(made["look"]), None, "", one((1, 2)), "west-head"))
        elif kind == "find":
            found[name] = one(tuple(FOUND))
            told.append(an_observation(name, found[name], one(CLEAR), day, hour, "head"))
        elif kind == "unfind" and made["find"]:
            of = one(made["find"])
            told.append(a_taking_back(name, of, found[of], one((*CLEAR, "")), one((1, 2)), "head"))
        elif kind == "same" and made["find"]:
            of = one(made["find"])
            told.append(a_merge(name, found[of], one(HOUSES), of))
        elif kind == "held":
            told.append(an_observation(name, house, one(CLEAR), day, hour, "west-head"))
        elif kind == "nowhere":
            told.append(an_observation(name, None, one(CLEAR), day, hour, "west-head"))
        elif kind == "unsay" and made["held"] + made["nowhere"]:
            of = one(made["held"] + made["nowhere"])
            where = None if of in made["nowhere"] else house
            told.append(a_taking_back(name, of, where, one((*CLEAR, "")) if where else "", one((1, 2)), "west-head"))
        elif kind == "accept" and made["held"] + made["nowhere"]:
            told.append(an_acceptance(name, one(made["held"] + made["nowhere"]), house))
        elif kind == "signal":
            told.append(a_signal(house, one(HINTS), day))
        elif kind == "list":
            keys = "".join(key for key in KEYS if luck.random() < 0.5)
            told.append(a_list(one(SOURCES), keys, one(STATES), one((None, 0, 100)), day, luck.random() < 0.6))
        elif kind == "out" and made["list"]:
            of = one(made["list"])
            told.append(a_withdrawal(name, of, put_back=False))
            if luck.random() < 0.5:
                told.append(a_withdrawal(f"{name}b", of, put_back=True))
        elif kind == "decide":
            told.append(a_decision(name, house, one(STATES), day, one(EXACTNESS)))
        elif kind == "correct" and made["decide"]:
            told.append(a_decision(name, house, one(STATES), day, one(EXACTNESS), instead=one(made["decide"])))
        elif kind == "retraction" and told:
            told.append(a_retraction(name, one(told).name, house))
        elif kind == "ask":
            told.append(a_request(name, house))
        elif kind == "stop":
            told.append(no_request_any_more(name, house))
        elif kind == "on" and made["stop"]:
            told.append(asked_on(name, one(made["stop"])))
        elif kind == "merge":
            told.append(a_merge(name, *one(((8, 7), (9, 7), (9, 8)))))
        elif kind == "part" and made["merge"] + made["same"]:
            told.append(a_parting(name, one(made["merge"] + made["same"])))
        else:
            kind = "look"
            told.append(an_observation(name, house, one((*CLEAR, "unsure")), day, hour, "head"))
        made[kind].append(told[-1].name)
    return list({each.name: each for each in told}.values())


def some_order(story: list[Told], luck: random.Random) -> list[Told]:
    """The story in an order in which it can arrive. What staff do keeps the order in which they did it."""
    office = [told.name for told in story if told.office]
    names = {told.name for told in story}
    before = {told.name: set(told.after) & names for told in story}
    for earlier, later in pairwise(office):
        before[later].add(earlier)
    left, order = list(story), []
    while left:
        done = {told.name for told in order}
        free = [told for told in left if before[told.name] <= done]
        order.append(luck.choice(free))
        left.remove(order[-1])
    return order
