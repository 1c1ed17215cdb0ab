"""写真を下げる: the one door by which a photo is shown no more, and again. Its files and its row stay as they are."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from akiya.access import Scope
from akiya.locks import lock_records
from akiya.models import Photo, Takedown
from akiya.models.deed import STANDING
from akiya.register import NotPossible
from akiya.register.reasons import given


@transaction.atomic
def take_down(photo: Photo, reason: str, by: Scope) -> Takedown:
    """Show a photo to nobody any more. Raises Refused; NotPossible without a reason, or where it is down already."""
    if _standing(photo, by):
        raise NotPossible(_("この写真は もう下げてあります。"))
    return Takedown.objects.create(
        municipality_id=photo.municipality_id, photo=photo, reason=given(reason), person_id=by.person_id
    )


@transaction.atomic
def put_back(photo: Photo, reason: str, by: Scope) -> Takedown:
    """Show a photo that was taken down again. Raises Refused; NotPossible without a reason, or where it is not down."""
    down = _standing(photo, by)
    if down is None:
        raise NotPossible(_("この写真は 下げてありません。"))
    back = down.reversal(given(reason), by.person_id, timezone.now())
    back.save()
    return back


def _standing(photo: Photo, by: Scope) -> Takedown | None:
    """What keeps a photo down, once nobody else can take it down or put it back until this transaction ends."""
    by.require_editor(photo.municipality_id)
    lock_records(photo.pk)
    return Takedown.objects.filter(STANDING, photo=photo).first()
