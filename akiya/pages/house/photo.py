"""One photo, for whoever may see it."""

import uuid
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from akiya.media.photos import thumbnail_of, visible_to
from akiya.models import Photo
from akiya.pages.door import office
from akiya.web.request import ActingRequest

# A photo never changes, but the right to see it ends with a term.
PRIVATE = "private, max-age=600"


@require_safe
@office
def show_photo(request: ActingRequest, photo_id: uuid.UUID) -> HttpResponseBase:
    """The photo; with ``?size=thumb`` its small copy. 404 where there is none that the person may see."""
    file = Photo.objects.filter(visible_to(request.scope), pk=photo_id).values_list("file", flat=True).first()
    if file is None:
        raise Http404
    path = thumbnail_of(file) if request.GET.get("size") == "thumb" else file
    etag = f'"{Path(path).name}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        response = _sent(path)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = PRIVATE
    return response


def _sent(path: str) -> HttpResponseBase:
    """The file, by the proxy where there is one."""
    if settings.ACCEL_PREFIX:
        response = HttpResponse(content_type="image/jpeg")
        response.headers["X-Accel-Redirect"] = f"{settings.ACCEL_PREFIX.rstrip('/')}/{path}"
        return response
    try:
        return FileResponse((Path(settings.MEDIA_ROOT) / path).open("rb"), content_type="image/jpeg")
    except FileNotFoundError:
        raise Http404 from None
