"""After the register was restored: which of the statements that tablets know to have arrived it has lost."""

import uuid
from collections.abc import Iterable

from akiya.access import as_register
from akiya.models import Observation, SetAside
from surveys.models import NoChange


def lacking(ids: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    """Those that the register holds neither as an observation, nor as a word of no change, nor set aside, in their
    order.

    It says of an id only whether it is here, which whoever made it may know. Three queries.
    """
    offered = list(dict.fromkeys(ids))
    with as_register():
        here = set(Observation.objects.filter(pk__in=offered).values_list("pk", flat=True))
        here |= set(NoChange.objects.filter(pk__in=offered).values_list("pk", flat=True))
        here |= set(SetAside.objects.filter(subject__in=offered).values_list("subject", flat=True))
    return [each for each in offered if each not in here]
