"""Hints about a house that no person has looked at."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from akiya.access import Scope, as_register
from akiya.locks import lock_houses
from akiya.models import House, Signal
from akiya.not_possible import NotPossible
from akiya.projections import current
from akiya.words import SignalKind


def add_signal(
    house: House, kind: SignalKind, observed_on: dt.date, by: Scope, value: str = "", source: str = ""
) -> Signal:
    """Record a hint about a house. Raises Refused, NotPossible."""
    by.require_editor(house.municipality_id)
    if observed_on > timezone.localdate():
        raise NotPossible(_("先の日付は入れられません。"))
    with as_register():
        turn = lock_houses([house.pk])
        signal = Signal.objects.create(
            municipality_id=house.municipality_id,
            house=house,
            kind=kind,
            observed_on=observed_on,
            value=value,
            source=source,
            person_id=by.person_id,
            recorded_at=turn.at,
        )
        current.bring_up_to_date(turn, f"signal:{signal.pk}")
    return signal
