"""Settle what waits in the inbox: what staff decide is written into the register, and why beside it."""

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from akiya.access import Scope, as_register
from akiya.evidence.reading import of_house
from akiya.inbox.sides import MANY_AT_ONCE, SIDES
from akiya.inbox.taking import taking
from akiya.models import House, InboxItem, Merge, Observation, Settlement
from akiya.not_possible import NotPossible
from akiya.projections.waiting.item import Item
from akiya.projections.waiting.live import live_item
from akiya.projections.waiting.merges import speaker_of
from akiya.projections.waiting.renewal import renew, source_of_key
from akiya.register.acceptance import accept, house_for
from akiya.register.decisions import decide, retract
from akiya.register.merges import merge, unmerge
from akiya.register.reasons import given
from akiya.turns import turn_at, wait_for_turn
from akiya.words import Basis, InboxKind, Precision, Side


@dataclass(frozen=True, slots=True)
class Order:
    """What staff want done with one item. ``house``: for a look of which nobody knows the house.

    ``knowing``: what they know is overruled where one of two answers is taken; None where nobody is asked.
    """

    item: Item
    side: Side
    reason: str
    house: House | None = None
    knowing: frozenset[str] | None = None

    def own_house(self) -> House:
        """The house that the item is about; only kinds that are about one ask for it."""
        assert self.item.house is not None
        return House.objects.get(pk=self.item.house)


@transaction.atomic
def settle(
    key: str,
    side: Side,
    reason: str,
    by: Scope,
    house: House | None = None,
    together: uuid.UUID | None = None,
    knowing: frozenset[str] | None = None,
) -> Settlement:
    """Do one thing with one item. Raises Refused; NotPossible where it waits no more, or cannot be settled so.

    ``together``: the name of the act, where it settles others too. ``knowing``: of an Order.
    """
    reason = given(reason)
    with as_register():
        order = Order(_waiting(key, by, house), side, reason, house, knowing)
        by.require_editor(order.item.municipality)
        if side not in SIDES[InboxKind(order.item.kind)]:
            raise NotPossible(_("この種類では できません。"))
        evidence, of = DOORS.get((InboxKind(order.item.kind), side), _nothing)(order, by)
        settlement = Settlement.objects.create(
            municipality_id=order.item.municipality,
            key=key,
            kind=order.item.kind,
            side=side,
            house=of,
            evidence=evidence,
            reason=reason,
            together=together,
            person_id=by.person_id,
            recorded_at=timezone.now(),
        )
        renew(order.item.source)
    return settlement


@transaction.atomic
def settle_many(keys: Collection[str], side: Side, reason: str, by: Scope) -> list[Settlement]:
    """Do one thing with many items, all or none. Raises Refused; NotPossible where one must be looked at alone."""
    kinds = {InboxKind(key.partition(":")[0]) for key in keys if key.partition(":")[0] in InboxKind.values}
    if not keys or any(side not in MANY_AT_ONCE.get(kind, ()) for kind in kinds):
        raise NotPossible(_("この種類は まとめて処理できません。1件ずつ 見てください。"))
    together = uuid.uuid4()
    return [settle(key, side, reason, by, together=together) for key in sorted(keys)]


@transaction.atomic
def undo(settlement: Settlement, reason: str, by: Scope) -> Settlement:
    """Take a settlement back: what it wrote is retracted, and the item waits again. Raises Refused, NotPossible."""
    by.require_editor(settlement.municipality_id)
    reason = given(reason)
    with as_register():
        # One at a time in a city: whoever undoes the same settlement at the same time waits, and then is told.
        wait_for_turn(settlement.municipality_id)
        turn_at(houses_of(settlement))
        held = Settlement.objects.get(pk=settlement.pk)
        if held.undoes_id is not None or Settlement.objects.filter(undoes=held).exists():
            raise NotPossible(_("その処理は もう取り消されています。"))
        take_back(held, reason, by)
        back = Settlement.objects.create(
            municipality_id=held.municipality_id,
            key=held.key,
            kind=held.kind,
            side=held.side,
            house=held.house,
            reason=reason,
            undoes=held,
            person_id=by.person_id,
            recorded_at=timezone.now(),
        )
        renew(source_of_key(held.key, held.house_id))
    return back


class Undone(NamedTuple):
    """What became of the settlements of one act: those taken back, and those that were not, each with why."""

    done: list[Settlement]
    left: list[tuple[Settlement, str]]


@transaction.atomic
def undo_together(together: uuid.UUID, reason: str, by: Scope) -> Undone:
    """Take back all that one act settled and that stands. What went on since is left. Raises Refused, NotPossible."""
    with as_register():
        standing = Settlement.objects.filter(together=together, undoes=None, undone_by=None)
        found = list(standing.select_related("house").order_by("key"))
    if not found:
        raise NotPossible(_("その処理は もう取り消されています。"))
    with as_register():
        # Whoever waits for one of them in vain waits for all: it is said once, and not after each.
        for city in sorted({settlement.municipality_id for settlement in found}):
            wait_for_turn(city)
    undone = Undone([], [])
    for settlement in found:
        try:
            with transaction.atomic():
                undo(settlement, reason, by)
        except NotPossible as wrong:
            undone.left.append((settlement, str(wrong)))
        else:
            undone.done.append(settlement)
    return undone


def houses_of(settlement: Settlement) -> set[int]:
    """The houses that a settlement wrote of: both where it merged two, or one would be locked after the other."""
    kind, _colon, number = settlement.evidence.partition(":")
    merged = Merge.objects.filter(pk=int(number)).values_list("merged_id", "survivor_id") if kind == "merge" else ()
    return {house for pair in merged for house in pair} | ({settlement.house_id} if settlement.house_id else set())


def take_back(settlement: Settlement, reason: str, by: Scope) -> None:
    """Retract what a settlement wrote into the register, if it wrote anything."""
    kind, _colon, number = settlement.evidence.partition(":")
    if kind == "merge":
        unmerge(Merge.objects.get(pk=int(number)), reason, by)
    elif kind in TAKEN_BACK:
        TAKEN_BACK[kind](int(number), reason, by)
    elif kind and settlement.house is not None:
        retract(settlement.house, settlement.evidence, reason, by)


def _waiting(key: str, by: Scope, house: House | None) -> Item:
    """The open item, locked, so that of two people who settle it at once the second is told.

    Its houses are locked before it: whoever writes of a house works its items out anew. What follows from the clock
    has no row that could be locked; the turn of its city stands for it.
    """
    found = InboxItem.objects.filter(pk=key).values_list("municipality_id", "house_id").first()
    if found is not None:
        wait_for_turn(found[0])
        turn_at({each for each in (found[1], house and house.pk) if each})
    elif (seen := live_item(key, by.edits)) is not None:
        wait_for_turn(seen.municipality)
    stored = InboxItem.objects.filter(pk=key).select_for_update().first()
    if stored is not None:
        return Item(
            stored.key, stored.municipality_id, stored.kind, stored.source, stored.house_id, stored.association_id,
            stored.since,
        )  # fmt: skip
    live = live_item(key, by.edits)
    if live is None:
        raise NotPossible(_("もう 処理されています。受信箱を 開きなおしてください。"))
    return live


Written = tuple[str, House | None]
Door = Callable[[Order, Scope], Written]


def _nothing(order: Order, by: Scope) -> Written:
    """The settlement alone closes the item."""
    return "", House.objects.filter(pk=order.item.house).first() if order.item.house else None


def _take(order: Order, by: Scope) -> Written:
    """Decide for one of two answers. Raises NotPossible where that would overrule what staff do not know of."""
    looks = Observation.objects.in_bulk(subjects_of(order.item.key))
    a, b = (looks[each] for each in subjects_of(order.item.key))
    meant = taking(a, b, order.side)
    house = order.own_house()
    if order.knowing is not None:
        _stands, overruled = meant.outcome(of_house(house.pk))
        if unknown := set(overruled) - order.knowing:
            raise NotPossible(
                ngettext(
                    "これを採ると、ほかの %(count)s件より 優先されます。下で 確かめてから、もう一度 押してください。",
                    "これを採ると、ほかの %(count)s件より 優先されます。下で 確かめてから、もう一度 押してください。",
                    len(unknown),
                )
                % {"count": len(unknown)}
            )
    decision = decide(
        house, meant.state, meant.since, Precision.DAY, Basis.REVIEW, order.reason, by, meant.evidence
    )  # fmt: skip
    return f"decision:{decision.pk}", house


def _accept(order: Order, by: Scope) -> Written:
    accepted = accept(subjects_of(order.item.key)[0], order.house, by)
    return f"accepted:{accepted.pk}", accepted.house


def _accept_as_new(order: Order, by: Scope) -> Written:
    look = subjects_of(order.item.key)[0]
    accepted = accept(look, house_for(look, by), by)
    return f"accepted:{accepted.pk}", accepted.house


def _retract(order: Order, by: Scope) -> Written:
    house = order.own_house()
    retraction = retract(house, f"look:{subjects_of(order.item.key)[0]}", order.reason, by)
    return f"retraction:{retraction.pk}", house


def _merge(order: Order, by: Scope) -> Written:
    """The found house is A, the known one B; who speaks for a merged one stands in its place."""
    found, known = (House.objects.get(pk=speaker_of(int(each))) for each in order.item.key.split(":")[1:])
    survivor, merged = (found, known) if order.side is Side.A else (known, found)
    return f"merge:{merge(merged, survivor, order.reason, by).pk}", survivor


DOORS: dict[tuple[InboxKind, Side], Door] = {
    (InboxKind.DIFFERING, Side.A): _take,
    (InboxKind.DIFFERING, Side.B): _take,
    (InboxKind.HELD, Side.ACCEPT): _accept,
    (InboxKind.NOWHERE, Side.ASSIGN): _accept,
    (InboxKind.NOWHERE, Side.NEW_HOUSE): _accept_as_new,
    (InboxKind.ODD, Side.STRIKE): _retract,
    (InboxKind.MERGE, Side.A): _merge,
    (InboxKind.MERGE, Side.B): _merge,
}


TakeBack = Callable[[int, str, Scope], None]
TAKEN_BACK: dict[str, TakeBack] = {}
"""How what the doors of other apps wrote is taken back, by its kind."""


def register(kind: InboxKind, side: Side, door: Door, written: str, take_back: TakeBack) -> None:
    """Add a door of another app. It names what it wrote ``<written>:<number>``, and says how that is taken back."""
    DOORS[(kind, side)] = door
    TAKEN_BACK[written] = take_back


def subjects_of(key: str) -> list[uuid.UUID]:
    """The looks that the key of an item names, in its order."""
    return [uuid.UUID(each) for each in key.split(":")[1:]]
