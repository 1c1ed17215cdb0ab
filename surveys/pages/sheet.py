"""端末をはじめる紙: one A4 page, shown once, that opens the field app on one device."""

from urllib.parse import urljoin

import segno
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from akiya.pages.door import editors
from akiya.request import ActingRequest
from surveys.desks import desk_of
from surveys.enrolments import LASTS, invite
from surveys.pages.association import head_term


@require_POST
@editors
@never_cache
def make_sheet(request: ActingRequest, term_id: int) -> HttpResponse:
    """Make an invitation for a head and print it. The register forgets its link and number at once."""
    term = head_term(request, term_id)
    invitation = invite(term, request.scope)
    link = urljoin(request.build_absolute_uri("/"), reverse("surveys:enrol-link", args=[invitation.token]))
    context = {
        "term": term,
        "desk": desk_of(term.municipality_id),
        "link": link,
        "code": f"{invitation.code[:3]} {invitation.code[3:]}",
        "number_page": urljoin(request.build_absolute_uri("/"), reverse("surveys:enrol")),
        "square": square_of(link),
        "expires_at": invitation.enrolment.expires_at,
        "days": LASTS.days,
    }
    return render(request, "surveys/sheet.html", context)


def square_of(link: str) -> SafeString:
    """A QR code as an SVG element of the page itself, with a quiet border of four modules (ISO/IEC 18004)."""
    code = segno.make(link, error="m", micro=False)
    return SafeString(code.svg_inline(border=4, omitsize=True, svgclass="square", lineclass=None))
