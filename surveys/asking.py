"""見てもらう: ask an association to look at a house."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from akiya.access import Scope, as_register
from akiya.inbox import registry
from akiya.inbox.kind import Order, Way, Written
from akiya.locks import lock_houses
from akiya.models import Area, House
from akiya.register import NotPossible
from akiya.words import AreaKind, InboxKind, RequestReason, Resolution
from surveys.models import Request
from surveys.withdrawing import stop


class AlreadyAsked(NotPossible):
    """The association is to look at the house already."""


def associations_of(house: House) -> list[Area]:
    """The associations of today in which a house lies, by name: one, or more where it stands on a border."""
    today = timezone.localdate()
    valid = Q(valid_to=None) | Q(valid_to__gt=today)
    areas = Area.objects.filter(valid, housearea__house=house, kind=AreaKind.ASSOCIATION, valid_from__lte=today)
    return list(areas.defer("geometry").order_by("name", "pk"))


@transaction.atomic
def ask(house: House, reason: RequestReason, by: Scope) -> Request:
    """Ask the association of a house to look at it. The reason stays in the office.

    On a border the first association by name is asked. Raises Refused; NotPossible where the house
    lies in none, AlreadyAsked where it is being asked about.
    """
    by.require_editor(house.municipality_id)
    areas = associations_of(house)
    if not areas:
        raise NotPossible(_("この家は どの自治会の区域にも入っていません。"))
    # The moment comes with the lock of the house: what was spoken before it is no answer.
    with as_register():
        now = lock_houses([house.pk]).at
    request, is_new = Request.objects.get_or_create(
        house=house,
        association=areas[0],
        closed_on=None,
        defaults={
            "municipality_id": house.municipality_id,
            "reason": reason,
            "asked_on": timezone.localdate(now),
            "recorded_at": now,
            "person_id": by.person_id,
        },
    )
    if not is_new:
        raise AlreadyAsked(_("この家は もう見てもらうことになっています。"))
    return request


def ask_again(order: Order, by: Scope) -> Written:
    """Settle a contradiction for now: its association is asked to look once more. Raises Refused, NotPossible."""
    house = order.own_house()
    try:
        return f"request:{ask(house, RequestReason.DISPUTE, by).pk}", house
    except AlreadyAsked:
        return "", house


def ask_no_longer(request_id: int, reason: str, by: Scope) -> None:
    """Take back that an association was asked once more. Raises Refused; NotPossible where it has answered since."""
    if Request.objects.exclude(answered_by=None).filter(pk=request_id).exists():
        raise NotPossible(_("もう 答えが届いているので、取り消せません。"))
    stop([request_id], reason, by)


registry.add_way(
    InboxKind.DIFFERING,
    Way(
        Resolution.ASK,
        write=ask_again,
        take_back=ask_no_longer,
        done=lambda about: _("もう一度 見てもらうことにした"),
        many=True,
    ),
)
