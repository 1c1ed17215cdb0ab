"""What is offered while somebody types into the search field."""

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from akiya.models import Area, House
from akiya.web.request import ActingRequest
from maps.pages.answers import for_scripts
from maps.query import selection
from maps.suggested import suggested


@require_safe
@for_scripts
def suggest(request: ActingRequest) -> HttpResponse:
    """``?q=``: ``{found: [{kind: area or house, id, label, about, address}]}``, areas first, at most twelve."""
    areas, houses = suggested(selection(request.GET).text, request.scope)
    return JsonResponse({"found": [*map(of_area, areas), *map(of_house, houses)]})


def of_area(area: Area) -> dict[str, object]:
    """An area opens the list of its houses."""
    address = f"{reverse('maps:list')}?{urlencode({'area': area.pk})}"
    about = _("%(kind)sの家の一覧") % {"kind": area.get_kind_display()}
    return {"kind": "area", "id": area.pk, "label": area.name, "about": about, "address": address}


def of_house(house: House) -> dict[str, object]:
    """A house opens its page. Beside its address stand the other words by which it is found."""
    keys = [" ".join(each) for each in house.list_keys or ()]  # type: ignore[attr-defined]
    about = _("／").join(filter(None, (f"{house.number:06d}", house.landmark, *keys)))
    return {
        "kind": "house",
        "id": house.pk,
        "label": house.label,
        "about": about,
        "address": reverse("house", args=[house.pk]),
    }
