"""写真を下げる: the one door by which a photo is shown no more, and again. Its files and its row stay as they are."""

from django.db import transaction
from django.utils.translation import gettext as _

from akiya.access import Scope
from akiya.locks import lock_records
from akiya.models import Photo, Takedown
from akiya.register import NotPossible
from akiya.register.reasons import given


@transaction.atomic
def take_down(photo: Photo, reason: str, by: Scope) -> Takedown:
    """Show a photo to nobody any more. Raises Refused; NotPossible without a reason, or where it is down already."""
    if _standing(photo, by):
        raise NotPossible(_("この写真は もう下げてあります。"))
    return _written(photo, given(reason), by)


@transaction.atomic
def put_back(photo: Photo, reason: str, by: Scope) -> Takedown:
    """Show a photo that was taken down again. Raises Refused; NotPossible without a reason, or where it is not down."""
    down = _standing(photo, by)
    if down is None:
        raise NotPossible(_("この写真は 下げてありません。"))
    return _written(photo, given(reason), by, down)


def _standing(photo: Photo, by: Scope) -> Takedown | None:
    """What keeps a photo down, once nobody else can take it down or put it back until this transaction ends."""
    by.require_editor(photo.municipality_id)
    lock_records(photo.pk)
    return Takedown.objects.filter(photo=photo, undoes=None, undone_by=None).first()


def _written(photo: Photo, reason: str, by: Scope, undoes: Takedown | None = None) -> Takedown:
    return Takedown.objects.create(
        municipality_id=photo.municipality_id, photo=photo, reason=reason, person_id=by.person_id, undoes=undoes
    )
