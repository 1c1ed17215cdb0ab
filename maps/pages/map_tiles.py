"""The tiles of the map, for whoever may see the register."""

from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from akiya.web.request import ActingRequest
from maps import ground, tiles
from maps.pages.answers import for_scripts
from maps.pages.freshness import unless_held
from maps.query import selection
from maps.version import Counter, version

VECTOR_TILE = "application/vnd.mapbox-vector-tile"
A_WEEK = 7 * 24 * 60 * 60


@require_safe
@for_scripts
def house_tile(request: ActingRequest, z: int, x: int, y: int) -> HttpResponse:
    """The houses of the selection in the query string. Two queries, one where the browser holds the tile."""
    at, chosen = tiles.tile(z, x, y), selection(request.GET)

    def draw() -> HttpResponse:
        return HttpResponse(tiles.houses(request.scope, chosen, at), content_type=VECTOR_TILE)

    return unless_held(request, Counter.REGISTER, draw)


@require_safe
@for_scripts
def ground_tile(request: ActingRequest, z: int, x: int, y: int) -> HttpResponse:
    """Roads, water, blocks, names and buildings. Two queries.

    The page asks with ``v``, the version that it was made with: that address means the same tile for
    ever, and the browser need not ask again.
    """
    at = tiles.tile(z, x, y)

    def draw() -> HttpResponse:
        return HttpResponse(ground.ground(request.scope, at), content_type=VECTOR_TILE)

    response = unless_held(request, Counter.GROUND, draw)
    if request.GET.get("v") == version(Counter.GROUND):
        response.headers["Cache-Control"] = ""
        patch_cache_control(response, private=True, max_age=A_WEEK, immutable=True)
    return response
