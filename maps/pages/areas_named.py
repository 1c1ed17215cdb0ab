"""Which areas are named by letters that are being typed, for the choice of areas beside the map and the list."""

from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from akiya.models import Area
from akiya.texts.searching import read
from akiya.web.request import ActingRequest
from maps.pages.answers import for_scripts
from maps.query import selection


@require_safe
@for_scripts
def areas_named(request: ActingRequest) -> HttpResponse:
    """``?q=``: ``{areas: [id]}``, those whose name holds every word, of whatever kind and day; at most two queries."""
    sought = read(selection(request.GET).text, request.scope.cities)
    named = Q(municipality__in=request.scope.sees)
    for word in sought.words:
        named &= Q(search_text__contains=word.stored)
    areas = Area.objects.none() if sought.is_nothing else Area.objects.filter(named)
    return JsonResponse({"areas": list(areas.order_by("pk").values_list("pk", flat=True))})
