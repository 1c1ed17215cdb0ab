"""What makes the app one that a tablet installs: its service worker, its manifest and its icons."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from surveys.icons import SIZES, icon
from surveys.shell import ROOT
from surveys.shell import shell as shell_of

BLUE, WHITE = "#0017c1", "#ffffff"


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: what to keep, and the code that keeps it. Other words make it another worker."""
    script = f'self.shell = {shell_of().as_json()};\nimportScripts("{static(f"{ROOT}worker.js")}");\n'
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@require_safe
@cache_control(max_age=86_400)
def manifest(request: HttpRequest) -> HttpResponse:
    """What the tablet writes under the icon, and where the icon leads."""
    start = reverse("surveys:field")
    icons = [{"src": static("akiya/logo.svg"), "sizes": "any", "type": "image/svg+xml"}]
    for size in SIZES:
        address = reverse("surveys:icon", args=[size])
        icons.append({"src": address, "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any"})
        icons.append({"src": address, "sizes": f"{size}x{size}", "type": "image/png", "purpose": "maskable"})
    return JsonResponse(
        {
            "id": start,
            "name": _("家の見まわり"),
            "short_name": _("見まわり"),
            "description": _("自治会長が 家を 見てまわり、答えを 残します。"),
            "lang": get_language(),
            "start_url": start,
            "scope": start,
            "display": "standalone",
            "background_color": WHITE,
            "theme_color": BLUE,
            "icons": icons,
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


@require_safe
@cache_control(max_age=86_400, public=True)
def icon_page(request: HttpRequest, size: int) -> HttpResponse:
    """The icon in one of its sizes."""
    if size not in SIZES:
        return HttpResponse(status=404)
    return HttpResponse(icon(size), content_type="image/png")
