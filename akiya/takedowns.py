"""写真を下げる: the one door by which a photo is shown no more, and again. Its files and its row stay as they are."""

from django.db import transaction
from django.utils.translation import gettext as _

from akiya.access import Scope
from akiya.models import Photo, Takedown
from akiya.register import NotPossible
from akiya.register.reasons import given


@transaction.atomic
def take_down(photo: Photo, reason: str, by: Scope) -> Takedown:
    """Show a photo to nobody any more. Raises Refused; NotPossible without a reason, or where it is down already."""
    by.require_editor(photo.municipality_id)
    if standing(photo):
        raise NotPossible(_("この写真は もう下げてあります。"))
    return _written(photo, given(reason), by)


@transaction.atomic
def put_back(photo: Photo, reason: str, by: Scope) -> None:
    """Show a photo that was taken down again. Raises Refused; NotPossible without a reason, or where it is not down."""
    by.require_editor(photo.municipality_id)
    found = standing(photo)
    if not found:
        raise NotPossible(_("この写真は 下げてありません。"))
    for each in found:
        _written(photo, given(reason), by, each)


def standing(photo: Photo) -> list[Takedown]:
    """What keeps a photo down: one, or two where two people took it down at one moment."""
    return list(Takedown.objects.filter(photo=photo, undoes=None, undone_by=None))


def _written(photo: Photo, reason: str, by: Scope, undoes: Takedown | None = None) -> Takedown:
    return Takedown.objects.create(
        municipality_id=photo.municipality_id, photo=photo, reason=reason, person_id=by.person_id, undoes=undoes
    )
