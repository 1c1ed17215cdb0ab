"""Record what a person says of a house: once, whatever happens on the way, and never refused for being odd."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from akiya.access import Grant, Refused, Scope, as_register
from akiya.evidence.observation import is_own
from akiya.locks import lock_houses, lock_municipality, lock_records
from akiya.locks import now as moment
from akiya.models import House, HouseArea, Municipality, Observation, Term
from akiya.places.distance import metres_between
from akiya.projections import current
from akiya.projections.waiting import loose
from akiya.projections.waiting.merges import FOUND
from akiya.register.acceptance import accepted_at
from akiya.register.houses import Place, added
from akiya.rules.flags import Sighting, flags_of, is_held
from akiya.setting_aside import set_aside
from akiya.words import Channel, InboxKind, Role


@dataclass(frozen=True, slots=True)
class Observed:
    """One observation at one house, as it was sent. ``house`` is a house's number here, ``found`` a new house's id."""

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
        """SHA-256 of what the observation says, to tell a repeat from another statement under the same id.

        The device is left out: one that is enrolled anew sends again what it could not send before.
        """
        said = {name: value for name, value in asdict(self).items() if name != "device"}
        return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).digest()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the register did with an observation. ``conflict``: the id was known with other content; both are kept."""

    id: uuid.UUID
    recorded_at: dt.datetime
    conflict: bool = False
    repeated: bool = False
    flags: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """The term under which an observation comes, and whether the house lies in its area."""

    grant: Grant
    in_force: bool
    in_area: bool


def record(observed: Observed, by: Scope, skew: dt.timedelta | None = None) -> Receipt:
    """Add one observation and bring its house's projections up to date.

    Idempotent by ``observed.id``. Never refuses a well-formed observation of somebody who holds, or held, a
    post: what is odd (unknown house, ended term, clock far off) is kept with flags for staff.
    ``skew`` is the device's clock less ours when the observation was sent. Raises Refused.
    """
    with as_register():
        lock_records(observed.id, observed.withdraws)
        house = _house_of(observed)
        post = _post_of(by, house)
        known = _known(observed)
        if known is not None:
            return known
        withdrawn = Observation.objects.filter(pk=observed.withdraws).first() if observed.withdraws else None
        if house is None and withdrawn is not None:
            house = withdrawn.house
        if house is None and observed.found and observed.place:
            house = _found_house(observed.found, observed.place, post)
            # From here on it lies where all later words about it will find it: in an area of theirs, or beyond it.
            post = _post_of(by, house)
        heard_at = _accepted_at(withdrawn) | ({house.pk} if house else set())
        turn = lock_houses(heard_at) if heard_at else None
        now = turn.at if turn else moment()
        observation = _observation(observed, by, post, house, withdrawn, skew, now)
        observation.save(force_insert=True)
        if turn is not None:
            current.bring_up_to_date(turn, f"look:{observed.id}")
        if house is None and observation.held:
            loose.bring_up_to_date(InboxKind.UNLINKED, [observed.id])
        loose.after_an_observation(observed.id)
        return Receipt(observed.id, now, flags=observation.flags)


def _known(observed: Observed) -> Receipt | None:
    """The receipt of an observation whose id is known already; other content is set aside for staff."""
    columns = ("content_hash", "recorded_at", "municipality_id", "person_id")
    stored = Observation.objects.filter(pk=observed.id).values_list(*columns).first()
    if stored is None:
        return None
    content_hash, recorded_at, municipality_id, person_id = stored
    if bytes(content_hash) == observed.digest():
        return Receipt(observed.id, recorded_at, repeated=True)
    body = json.loads(json.dumps(asdict(observed), default=str))
    set_aside(municipality_id, "observation", observed.id, person_id, body, observed.digest())
    return Receipt(observed.id, recorded_at, conflict=True)


def _house_of(observed: Observed) -> House | None:
    houses = House.objects.select_related("municipality")
    if observed.house is not None:
        return houses.filter(pk=observed.house).first()
    return houses.filter(client_id=observed.found).first() if observed.found else None


def _post_of(by: Scope, house: House | None) -> Post:
    """The post in whose name somebody speaks of a house: the one it falls under, any other, or the last held."""
    writing = [grant for grant in by.grants if grant.role is not Role.VIEWER]
    inside: set[int] = set()
    if house is not None and by.heads:
        inside = set(HouseArea.objects.filter(house=house, area_id__in=by.heads).values_list("area_id", flat=True))
    for grant in writing:
        in_city = house is None or grant.municipality_id == house.municipality_id
        if in_city and (grant.area_id is None or house is None or grant.area_id in inside):
            return Post(grant, in_force=True, in_area=True)
    if writing:
        return Post(writing[0], in_force=True, in_area=False)
    last = Term.objects.filter(person=by.person_id, role__in=[Role.HEAD, Role.STAFF, Role.ADMIN]).first()
    if last is None:
        raise Refused(_("この台帳に書く権限がありません。"))
    return Post(Grant(last.pk, Role(last.role), last.municipality_id, last.area_id), in_force=False, in_area=True)


def _accepted_at(withdrawn: Observation | None) -> set[int]:
    """The houses for which staff accepted an observation that is taken back: there it counts, and its withdrawal."""
    if withdrawn is None or not (withdrawn.held or withdrawn.house_id is None):
        return set()
    # Nobody accepts it from now on until this transaction ends.
    lock_municipality(withdrawn.municipality_id)
    return accepted_at(withdrawn.pk)


def _found_house(found: uuid.UUID, place: Place, post: Post) -> House | None:
    """The house that a person found, added at its place; None where the place cannot be in the city."""
    city = Municipality.objects.get(pk=post.grant.municipality_id)
    if place.is_zero or (city.boundary and not city.boundary.covers(place.point)):
        return None
    return added(city, place.point, client_id=found, source=FOUND) if post.in_force else None


def _observation(
    observed: Observed,
    by: Scope,
    post: Post,
    house: House | None,
    withdrawn: Observation | None,
    skew: dt.timedelta | None,
    now: dt.datetime,
) -> Observation:
    """The row that keeps the observation, with what is odd about it."""
    flags = flags_of(
        Sighting(
            knows_house=house is not None,
            withdraws=observed.withdraws is not None,
            in_area=post.in_area,
            same_city=house is None or house.municipality_id == post.grant.municipality_id,
            in_force=post.in_force,
            metres_away=_metres_between(observed.place, house),
            at_zero=observed.place is not None and observed.place.is_zero,
            is_new=observed.found is not None,
            skew=skew,
            withdraws_another=withdrawn is not None
            and not is_own(by.person_id, post.grant.area_id, withdrawn.person_id, withdrawn.association_id),
        )
    )
    return Observation(
        id=observed.id,
        municipality_id=post.grant.municipality_id,
        house=house,
        association_id=post.grant.area_id,
        person_id=by.person_id,
        term_id=post.grant.term_id,
        channel=observed.channel,
        answer=observed.answer,
        concerns=list(observed.concerns),
        note=observed.note,
        seen_at=observed.seen_at,
        seen_on=day_of(observed.seen_at, skew, now),
        recorded_at=now,
        clock_skew=skew,
        device=observed.device,
        device_seq=observed.device_seq,
        basis=observed.basis,
        withdraws=observed.withdraws,
        place=observed.place.point if observed.place else None,
        place_accuracy=observed.place.accuracy if observed.place else None,
        schema_version=observed.schema_version,
        app_version=observed.app_version,
        flags=flags,
        held=is_held(flags),
        content_hash=observed.digest(),
    )


def _metres_between(place: Place | None, house: House | None) -> float | None:
    """How far from the house the device says it was, None where either is not known."""
    if place is None or house is None or house.point is None:
        return None
    return metres_between(place.longitude, place.latitude, house.point.x, house.point.y)


def day_of(seen_at: dt.datetime, skew: dt.timedelta | None, now: dt.datetime) -> dt.date:
    """The day of an observation by our clock: a tablet whose clock is a year slow still saw the house today."""
    return timezone.localdate(min(seen_at - (skew or dt.timedelta()), now))
