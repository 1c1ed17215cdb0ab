"""An observation that was held comes to count, for a house that staff name."""

import uuid

from django.utils.translation import gettext as _

from akiya.access import Scope, as_register
from akiya.locks import lock_houses, lock_municipality
from akiya.models import Acceptance, House, Observation, Settlement
from akiya.models.inbox import key_of
from akiya.not_possible import NotPossible
from akiya.projections import current
from akiya.projections.waiting import loose
from akiya.projections.waiting.houses import house_of_unowned, is_accepted
from akiya.projections.waiting.merges import FOUND
from akiya.register.houses import added
from akiya.words import InboxKind, Resolution


def accept(observation_id: uuid.UUID, house: House | None, by: Scope) -> Acceptance:
    """Let a held observation count for a house: the one it names, or ``house`` where it names none that we know.

    Raises Refused; NotPossible where the observation is not held, counts already, or has no house.
    """
    with as_register():
        observation = Observation.objects.select_related("house").filter(pk=observation_id).first()
        unowned = house_of_unowned(observation_id)
        if observation is None or not (observation.held or unowned):
            raise NotPossible(_("その答えは あずかった答えではありません。"))
        by.require_editor(observation.municipality_id)
        target = House.objects.get(pk=unowned) if unowned else observation.house or house
        if target is None:
            raise NotPossible(_("どの家の答えかを えらんでください。"))
        by.require_editor(target.municipality_id)
        # Whoever accepts the same observation at the same time waits here, and then finds it accepted.
        lock_municipality(observation.municipality_id)
        if is_accepted(observation_id):
            raise NotPossible(_("その答えは もう受け入れられています。"))
        # What takes another observation back that was accepted is heard where that one counts.
        elsewhere = accepted_at(observation.withdraws) if observation.withdraws else set()
        turn = lock_houses({target.pk, observation.house_id or target.pk} | elsewhere)
        accepted = Acceptance.objects.create(
            municipality_id=observation.municipality_id,
            observation=observation,
            house=target,
            person_id=by.person_id,
            recorded_at=turn.at,
        )
        current.bring_up_to_date(turn, f"accepted:{accepted.pk}")
        if observation.house_id is None and observation.held:
            loose.bring_up_to_date(InboxKind.UNLINKED, [observation.pk])
    return accepted


def accepted_at(observation_id: uuid.UUID) -> set[int]:
    """The houses for which an observation was ever accepted, by id. One query."""
    return set(Acceptance.objects.filter(observation=observation_id).values_list("house_id", flat=True))


def house_for(observation_id: uuid.UUID, by: Scope) -> House:
    """A new house where an observation was made, for an observation at a house that nobody knew. Raises Refused,
    NotPossible.

    Where one was added for it before, and that was undone, it is that one: a city's houses have no twins.
    """
    with as_register():
        observation = Observation.objects.select_related("municipality").filter(pk=observation_id, house=None).first()
        if observation is None:
            raise NotPossible(_("その答えの家は もう台帳にあります。"))
        city = observation.municipality
        by.require_editor(city.pk)
        before = Settlement.objects.select_related("house").filter(key=key_of(InboxKind.UNLINKED, observation_id))
        again = before.filter(resolution=Resolution.NEW_HOUSE, house__merged_into=None).first()
        if again is not None and again.house is not None:
            return again.house
        place = observation.place
        if place is None or (place.x == 0 and place.y == 0) or (city.boundary and not city.boundary.covers(place)):
            raise NotPossible(_("位置が分からないため、新しい家にできません。台帳の家をえらんでください。"))
        return added(city, place, source=FOUND)
