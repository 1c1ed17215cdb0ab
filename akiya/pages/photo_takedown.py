"""Take a photo down, and put it back: from the page of the house, with a reason."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from akiya.models import Observation, Photo
from akiya.pages.door import editors
from akiya.pages.typed_reason import typed_reason
from akiya.request import ActingRequest
from akiya.takedowns import put_back, take_down


@require_POST
@editors
def photo_down(request: ActingRequest, photo_id: uuid.UUID) -> HttpResponse:
    """Show the photo to nobody any more, and go back to its house."""
    photo = photo_of(request, photo_id)
    take_down(photo, typed_reason(request), request.scope)
    messages.success(
        request, _("写真を 見えなくしました。だれにも 見えません。「見えなくした写真」で もとに戻せます。")
    )
    return after(request, photo)


@require_POST
@editors
def photo_back(request: ActingRequest, photo_id: uuid.UUID) -> HttpResponse:
    """Show the photo again, and go back to its house."""
    photo = photo_of(request, photo_id)
    put_back(photo, typed_reason(request), request.scope)
    messages.success(request, _("写真を もとに戻しました。"))
    return after(request, photo)


def photo_of(request: ActingRequest, photo_id: uuid.UUID) -> Photo:
    """A photo of a city in which the person writes, shown or taken down. Raises Http404."""
    photo = Photo.objects.filter(pk=photo_id, municipality__in=request.scope.edits).first()
    if photo is None:
        raise Http404
    return photo


def after(request: ActingRequest, photo: Photo) -> HttpResponse:
    """The page from which it was sent, else that of the house of its look; the first page for a look of no house."""
    house = request.POST.get("house", "")
    if not (house.isascii() and house.isdigit() and len(house) < 19):
        found = Observation.objects.filter(pk=photo.observation_id).values_list("house_id", flat=True).first()
        house = str(found or "")
    return redirect(f"{reverse('house', args=[int(house)])}#photos" if house else reverse("start"))
