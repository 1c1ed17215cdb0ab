"""Settle what waits in the inbox: what staff decide is written into the register, and why beside it."""

import uuid
from collections.abc import Collection
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from akiya.access import Scope, as_register
from akiya.inbox.kind import Order
from akiya.inbox.registry import KINDS, way_of
from akiya.locks import lock_houses, lock_municipality
from akiya.models import House, InboxItem, Merge, Settlement
from akiya.models.deed import STANDING
from akiya.not_possible import NotPossible
from akiya.projections.waiting.item import Item
from akiya.projections.waiting.live import live_item
from akiya.projections.waiting.renewal import renew, source_of_key
from akiya.register.decisions import retract
from akiya.register.reasons import given
from akiya.words import InboxKind, Resolution


@transaction.atomic
def settle(
    key: str,
    resolution: Resolution,
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
        order = Order(_waiting(key, by, house), resolution, reason, house, knowing)
        by.require_editor(order.item.municipality)
        way = KINDS[InboxKind(order.item.kind)].way(resolution)
        if way is None:
            raise NotPossible(_("この種類では できません。"))
        evidence, of = way.write(order, by)
        settlement = Settlement.objects.create(
            municipality_id=order.item.municipality,
            key=key,
            kind=order.item.kind,
            resolution=resolution,
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
def settle_many(keys: Collection[str], resolution: Resolution, reason: str, by: Scope) -> list[Settlement]:
    """Do one thing with many items, all or none. Raises Refused; NotPossible where one must be looked at alone."""
    kinds = {InboxKind(key.partition(":")[0]) for key in keys if key.partition(":")[0] in InboxKind.values}
    ways = [KINDS[kind].way(resolution) for kind in kinds]
    if not keys or any(way is None or not way.many for way in ways):
        raise NotPossible(_("この種類は まとめて処理できません。1件ずつ 見てください。"))
    together = uuid.uuid4()
    return [settle(key, resolution, reason, by, together=together) for key in sorted(keys)]


@transaction.atomic
def undo(settlement: Settlement, reason: str, by: Scope) -> Settlement:
    """Take a settlement back: what it wrote is retracted, and the item waits again. Raises Refused, NotPossible."""
    by.require_editor(settlement.municipality_id)
    reason = given(reason)
    with as_register():
        # One at a time in a city: whoever undoes the same settlement at the same time waits, and then is told.
        lock_municipality(settlement.municipality_id)
        lock_houses(houses_of(settlement))
        held = Settlement.objects.get(pk=settlement.pk)
        if not held.stands:
            raise NotPossible(_("その処理は もう取り消されています。"))
        take_back(held, reason, by)
        back = held.reversal(reason, by.person_id, timezone.now(), evidence="", together=None)
        back.save()
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
        standing = Settlement.objects.filter(STANDING, together=together)
        found = list(standing.select_related("house").order_by("key"))
    if not found:
        raise NotPossible(_("その処理は もう取り消されています。"))
    with as_register():
        # Whoever waits for one of them in vain waits for all: it is said once, and not after each.
        for city in sorted({settlement.municipality_id for settlement in found}):
            lock_municipality(city)
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
    kind, number = settlement.wrote
    merged = Merge.objects.filter(pk=int(number)).values_list("merged_id", "survivor_id") if kind == "merge" else ()
    return {house for pair in merged for house in pair} | ({settlement.house_id} if settlement.house_id else set())


def take_back(settlement: Settlement, reason: str, by: Scope) -> None:
    """Undo what a settlement wrote into the register, if it wrote anything."""
    if not settlement.evidence:
        return
    way = way_of(settlement.kind, settlement.resolution)
    if way.take_back is not None:
        way.take_back(int(settlement.wrote[1]), reason, by)
    elif settlement.house is not None:
        retract(settlement.house, settlement.evidence, reason, by)


def _waiting(key: str, by: Scope, house: House | None) -> Item:
    """The open item, locked, so that of two people who settle it at once the second is told.

    Its houses are locked before it: whoever writes of a house works its items out anew. What follows from the clock
    has no row that could be locked; the lock of its city stands for it.
    """
    found = InboxItem.objects.filter(pk=key).values_list("municipality_id", "house_id").first()
    if found is not None:
        lock_municipality(found[0])
        lock_houses({each for each in (found[1], house and house.pk) if each})
    elif (seen := live_item(key, by.edits)) is not None:
        lock_municipality(seen.municipality)
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
