"""The one door for writes. Rights, locking, history and the current copies are kept inside it."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.contrib.gis.geos import Point
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from akiya import copies, membership
from akiya.access import Grant, Refused, Scope, as_register
from akiya.flags import Sighting, flags_of, is_held
from akiya.models import (
    Decision,
    House,
    HouseArea,
    Municipality,
    Observation,
    Occupancy,
    Retraction,
    SetAside,
    Signal,
    Term,
)
from akiya.texts.addresses import normalise
from akiya.words import Basis, Channel, Precision, Role, SignalKind, State


class NotPossible(ValueError):
    """What was asked does not fit the register. The message is for the person who asked."""


@dataclass(frozen=True, slots=True)
class Place:
    """A position in degrees (EPSG:6668) and its accuracy in metres."""

    longitude: float
    latitude: float
    accuracy: float | None = None

    @property
    def point(self) -> Point:
        return Point(self.longitude, self.latitude, srid=6668)


@dataclass(frozen=True, slots=True)
class Look:
    """One look at one house, as it was sent. ``house`` is a house's number here, ``found`` a new house's id."""

    id: uuid.UUID
    seen_at: dt.datetime
    channel: Channel
    answer: str = ""
    house: int | None = None
    found: uuid.UUID | None = None
    concerns: tuple[str, ...] = ()
    note: str = ""
    place: Place | None = None
    device: uuid.UUID | None = None
    device_seq: int | None = None
    basis: uuid.UUID | None = None
    withdraws: uuid.UUID | None = None
    schema_version: int = 1
    app_version: str = ""

    def digest(self) -> bytes:
        """SHA-256 of what the look says, to tell a repeat from another statement under the same id."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True, default=str).encode()).digest()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the register did with a look. ``conflict``: the id was known with other content; both are kept."""

    id: uuid.UUID
    recorded_at: dt.datetime
    conflict: bool = False
    repeated: bool = False
    flags: Sequence[str] = field(default=())


@transaction.atomic
def record(look: Look, by: Scope, skew: dt.timedelta | None = None) -> Receipt:
    """Add one look and bring its house's current copy up to date.

    Idempotent by ``look.id``. Never refuses a well-formed look of somebody who holds, or held, a
    post: what is odd (unknown house, ended term, clock far off) is kept with flags for staff.
    ``skew`` is the device's clock less ours when the look was sent. Raises Refused.
    """
    with as_register():
        now = timezone.now()
        house = _house_of(look)
        term = _term_for(by, house)
        known = _known(look)
        if known is not None:
            return known
        if house is None and look.found and look.place:
            house = _found_house(look, look.found, look.place, term)
        withdrawn = Observation.objects.filter(pk=look.withdraws).first() if look.withdraws else None
        if withdrawn is not None and house is None:
            house = withdrawn.house
        flags = flags_of(_sighting(look, house, term, withdrawn, skew))
        observation = Observation(
            id=look.id,
            municipality_id=term.municipality_id,
            house=house,
            association_id=term.area_id,
            person_id=by.person_id,
            term=term,
            channel=look.channel,
            answer=look.answer,
            concerns=list(look.concerns),
            note=look.note,
            seen_at=look.seen_at,
            seen_on=_day_of(look.seen_at, skew, now),
            recorded_at=now,
            clock_skew=skew,
            device=look.device,
            device_seq=look.device_seq,
            basis=look.basis,
            withdraws=look.withdraws,
            place=look.place.point if look.place else None,
            place_accuracy=look.place.accuracy if look.place else None,
            schema_version=look.schema_version,
            app_version=look.app_version,
            flags=flags,
            held=is_held(flags),
            content_hash=look.digest(),
        )
        Observation.objects.bulk_create([observation], ignore_conflicts=True)
        # Another request may have brought the same id between our look and our insert.
        stored = Observation.objects.values_list("content_hash", "recorded_at").get(pk=look.id)
        if stored[1] != now:
            return _known(look) or Receipt(look.id, stored[1])
        if house is not None:
            copies.bring_up_to_date([house.pk], now, f"look:{look.id}")
        return Receipt(look.id, now, flags=flags)


def _known(look: Look) -> Receipt | None:
    """The receipt of a look whose id is known already; other content is set aside for staff."""
    columns = ("content_hash", "recorded_at", "municipality_id", "person_id")
    stored = Observation.objects.filter(pk=look.id).values_list(*columns).first()
    if stored is None:
        return None
    content_hash, recorded_at, municipality_id, person_id = stored
    if bytes(content_hash) == look.digest():
        return Receipt(look.id, recorded_at, repeated=True)
    aside = SetAside(
        municipality_id=municipality_id,
        kind="observation",
        subject=look.id,
        person_id=person_id,
        body=json.loads(json.dumps(asdict(look), default=str)),
        content_hash=look.digest(),
        reason="other_content",
    )
    SetAside.objects.bulk_create([aside], ignore_conflicts=True)
    return Receipt(look.id, recorded_at, conflict=True)


def _house_of(look: Look) -> House | None:
    if look.house is not None:
        return House.objects.filter(pk=look.house).first()
    return House.objects.filter(client_id=look.found).first() if look.found else None


def _term_for(by: Scope, house: House | None) -> Term:
    """The term under which a look comes: the head's of this house, else any in force, else the last one held."""
    wanted = _grant_for(by, house)
    if wanted is not None:
        return Term.objects.get(pk=wanted.term_id)
    last = Term.objects.filter(person=by.person_id, role__in=[Role.HEAD, Role.STAFF, Role.ADMIN]).first()
    if last is None:
        raise Refused(_("この台帳に書く権限がありません。"))
    return last


def _grant_for(by: Scope, house: House | None) -> Grant | None:
    writing = [grant for grant in by.grants if grant.role is not Role.VIEWER]
    if house is not None:
        areas = set(HouseArea.objects.filter(house=house, area_id__in=by.heads).values_list("area_id", flat=True))
        ours = [
            grant
            for grant in writing
            if grant.area_id in areas or (grant.area_id is None and grant.municipality_id == house.municipality_id)
        ]
        if ours:
            return ours[0]
    return writing[0] if writing else None


def _found_house(look: Look, found: uuid.UUID, place: Place, term: Term) -> House | None:
    """The house that a person found, added at its place; None where the place cannot be in the city."""
    city = Municipality.objects.get(pk=term.municipality_id)
    point = place.point
    if (place.longitude, place.latitude) == (0, 0) or (city.boundary and not city.boundary.covers(point)):
        return None
    return _add(city, point, client_id=found, source="field")


def _sighting(
    look: Look, house: House | None, term: Term, withdrawn: Observation | None, skew: dt.timedelta | None
) -> Sighting:
    """What flags_of needs to know of a look, as plain values."""
    metres = None
    if house is not None and house.point is not None and look.place is not None:
        plane = house.municipality.plane_srid
        here, there = (point.transform(plane, clone=True) for point in (look.place.point, house.point))
        metres = float(here.distance(there))
    in_area = house is None or term.area_id is None or HouseArea.objects.filter(house=house, area=term.area_id).exists()
    return Sighting(
        knows_house=house is not None,
        withdraws=look.withdraws is not None,
        in_area=in_area,
        same_city=house is None or house.municipality_id == term.municipality_id,
        in_force=term.starts_on <= timezone.localdate() and (term.ends_on is None or term.ends_on > timezone.localdate()),
        metres_away=metres,
        at_zero=look.place is not None and (look.place.longitude, look.place.latitude) == (0, 0),
        is_new=look.found is not None,
        skew=skew,
        withdraws_another=withdrawn is not None and withdrawn.association_id != term.area_id,
    )


def _day_of(seen_at: dt.datetime, skew: dt.timedelta | None, now: dt.datetime) -> dt.date:
    """The day of a look by our clock: a tablet whose clock is a year slow still saw the house today."""
    return timezone.localdate(min(seen_at - (skew or dt.timedelta()), now))


def decide(
    house: House,
    state: State,
    effective_on: dt.date,
    precision: Precision,
    basis: Basis,
    reason: str,
    by: Scope,
    evidence: Sequence[str] = (),
) -> Decision:
    """Record what staff hold to be so from a day, and why. Raises Refused, NotPossible."""
    by.require_editor(house.municipality_id)
    today = timezone.localdate()
    if effective_on > today:
        raise NotPossible(_("先の日付は決められません。"))
    if not reason.strip():
        raise NotPossible(_("理由を書いてください。"))
    with as_register():
        now = timezone.now()
        decision = Decision.objects.create(
            municipality_id=house.municipality_id,
            house=house,
            state=state,
            effective_on=effective_on,
            precision=precision,
            decided_on=today,
            basis=basis,
            evidence=list(evidence),
            reason=reason.strip(),
            person_id=by.person_id,
            recorded_at=now,
        )
        copies.bring_up_to_date([house.pk], now, f"decision:{decision.pk}")
    return decision


def retract(house: House, evidence: str, reason: str, by: Scope) -> Retraction:
    """Strike one piece of the house's evidence out; naming a retraction puts its evidence back.

    Raises Refused, NotPossible where the house has no such evidence or it is struck out already.
    """
    by.require_editor(house.municipality_id)
    if not reason.strip():
        raise NotPossible(_("理由を書いてください。"))
    with as_register():
        from akiya.evidence import of_houses

        pieces = of_houses([house.pk])[house.pk]
        if evidence not in {piece.id for piece in pieces}:
            raise NotPossible(_("この家に その記録は ありません。"))
        if evidence in {piece.strikes for piece in pieces}:
            raise NotPossible(_("その記録は もう取り消されています。"))
        now = timezone.now()
        retraction = Retraction.objects.create(
            municipality_id=house.municipality_id,
            house=house,
            evidence=evidence,
            reason=reason.strip(),
            person_id=by.person_id,
            recorded_at=now,
        )
        copies.bring_up_to_date([house.pk], now, f"retraction:{retraction.pk}")
    return retraction


def add_signal(
    house: House, kind: SignalKind, observed_on: dt.date, by: Scope, value: str = "", source: str = ""
) -> Signal:
    """Record a hint about a house. Raises Refused, NotPossible."""
    by.require_editor(house.municipality_id)
    if observed_on > timezone.localdate():
        raise NotPossible(_("先の日付は入れられません。"))
    with as_register():
        now = timezone.now()
        signal = Signal.objects.create(
            municipality_id=house.municipality_id,
            house=house,
            kind=kind,
            observed_on=observed_on,
            value=value,
            source=source,
            person_id=by.person_id,
            recorded_at=now,
        )
        copies.bring_up_to_date([house.pk], now, f"signal:{signal.pk}")
    return signal


def add_house(municipality: Municipality, place: Place, by: Scope, **attributes: Any) -> House:
    """Add a building to the register, of whose use nothing is known yet. Raises Refused."""
    by.require_editor(municipality.pk)
    with as_register():
        return _add(municipality, place.point, **attributes)


def _add(municipality: Municipality, point: Point, **attributes: Any) -> House:
    # One at a time in a city, so that numbers have neither gaps nor twins.
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    last = House.objects.filter(municipality=municipality).aggregate(last=Max("number"))["last"] or 0
    house = House(municipality=municipality, number=last + 1, point=point, **attributes)
    house.address_search = normalise(house.label)
    house.save(force_insert=True)
    house.refresh_from_db(fields=["cell"])
    Occupancy.objects.create(house=house, municipality=municipality, cell=house.cell)
    membership.place_houses([house.pk])
    return house


EDITABLE = frozenset(
    {
        "address",
        "residential_address",
        "lot_number",
        "landmark",
        "use",
        "structure",
        "storeys",
        "floor_area",
        "built_on",
        "built_precision",
        "built_text",
    }
)


def edit_house(house: House, attributes: Mapping[str, Any], by: Scope) -> House:
    """Correct what is written of a building. Its earlier values stay in the audit. Raises Refused."""
    by.require_editor(house.municipality_id)
    for name in attributes.keys() - EDITABLE:
        raise NotPossible(f"{name} cannot be edited")
    for name, value in attributes.items():
        setattr(house, name, value)
    house.address_search = normalise(" ".join(filter(None, (house.address, house.residential_address, house.lot_number))))
    house.save(update_fields=[*attributes, "address_search"])
    return house
