"""Take a photo down, and put it back: from the page of the house, with a reason."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from akiya.access import Scope
from akiya.asof.moment import NOW
from akiya.media.takedowns import put_back, take_down
from akiya.models import Observation, Photo, Takedown
from akiya.not_possible import NotPossible
from akiya.pages.door import editors
from akiya.pages.house.named import speaking_house
from akiya.pages.house.page import page_of
from akiya.pages.typed_reason import typed_reason
from akiya.web.asked import whole
from akiya.web.request import ActingRequest
from akiya.web.standing_at import stand_at

Turn = Callable[[Photo, str, Scope], Takedown]


@require_POST
@editors
def photo_down(request: ActingRequest, photo_id: uuid.UUID) -> HttpResponse:
    """Show the photo to nobody any more, and go back to its house."""
    done = _("写真を 見えなくしました。だれにも 見えません。「見えなくした写真」で もとに戻せます。")
    return turned(request, photo_of(request, photo_id), take_down, done)


@require_POST
@editors
def photo_back(request: ActingRequest, photo_id: uuid.UUID) -> HttpResponse:
    """Show the photo again, and go back to its house."""
    return turned(request, photo_of(request, photo_id), put_back, _("写真を もとに戻しました。"))


def turned(request: ActingRequest, photo: Photo, turn: Turn, done: str) -> HttpResponse:
    """Take a photo down or put it back, and say what was done or why not."""
    try:
        turn(photo, typed_reason(request), request.scope)
    except NotPossible as wrong:
        return refused(request, photo, wrong, is_down=turn is put_back)
    messages.success(request, done)
    return after(request, photo)


def photo_of(request: ActingRequest, photo_id: uuid.UUID) -> Photo:
    """A photo of a city in which the person writes, shown or taken down. Raises Http404."""
    photo = Photo.objects.filter(pk=photo_id, municipality__in=request.scope.edits).first()
    if photo is None:
        raise Http404
    return photo


def after(request: ActingRequest, photo: Photo) -> HttpResponse:
    """The page from which it was sent, else that of its observation's house; the first page where that has none."""
    house = house_of(request, photo)
    return redirect(f"{reverse('house', args=[house])}#photos" if house else reverse("start"))


def refused(request: ActingRequest, photo: Photo, wrong: NotPossible, is_down: bool) -> HttpResponse:
    """The same page with what was refused, why, and the reason as it was typed. Raises NotPossible without a house.

    ``is_down``: whether the photo was to be shown again.
    """
    house_id = house_of(request, photo)
    if house_id is None:
        raise wrong
    house = speaking_house(request, house_id)
    stand_at(request, reverse("house", args=[house.pk]))
    sent = {"photo": photo.pk, "why": str(wrong), "typed": typed_reason(request), "is_down": is_down}
    return render(request, "akiya/house.html", {**page_of(request, house, NOW), "refused": sent}, status=400)


def house_of(request: ActingRequest, photo: Photo) -> int | None:
    """The house from whose page it was sent, else the one of its observation."""
    sent = whole(request.POST.get("house", ""))
    if sent is not None:
        return sent
    return Observation.objects.filter(pk=photo.observation_id).values_list("house_id", flat=True).first()
