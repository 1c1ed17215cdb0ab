"""Each photo of a file, through the one door for photos."""

import binascii
import tempfile
import uuid
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from akiya.access import Refused, Scope
from akiya.media.photos import Damaged, TooLarge, keep
from akiya.media.pictures import NotAnImage
from akiya.models import Photo
from surveys.handover.fates import Fate, Outcome
from surveys.handover.holders import Scopes
from surveys.handover.shape import BegunPhotoIn, HandoverIn, PhotoIn
from surveys.outline import photo


def photos(file: HandoverIn, laid_out: BinaryIO, scopes: Scopes) -> Iterator[Outcome]:
    """Each photo of an answer."""
    for each in file.photos:
        yield picture(_("写真"), each, laid_out, each.observation, scopes[each.holder])


def picture(
    what: str, each: PhotoIn | BegunPhotoIn, laid_out: BinaryIO, observation: uuid.UUID, scope: Scope
) -> Outcome:
    """One photo through the one door for photos, which develops it anew."""
    if each.base64 is None:
        return Outcome(what, each.id, Fate.REFUSED, _("写真が タブレットに残っていませんでした。"), observation)
    known = Photo.objects.filter(pk=each.id).exists()
    try:
        with tempfile.TemporaryFile() as developed:
            photo(each.base64, laid_out, developed)
            receipt = keep(each.id, observation, developed, each.sha256, scope)
    except (binascii.Error, NotAnImage):
        return Outcome(what, each.id, Fate.REFUSED, _("写真として 読めません。"), observation)
    except (TooLarge, Damaged, Refused) as wrong:
        return Outcome(what, each.id, Fate.REFUSED, str(wrong), observation)
    fate = Fate.CONFLICT if receipt.conflict else Fate.KNOWN if known else Fate.TAKEN
    return Outcome(what, each.id, fate, goes_with=observation)
