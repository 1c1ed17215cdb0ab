"""端末をはじめる紙: one A4 page that opens the field app on one device. One button makes it, one page shows it."""

from urllib.parse import urljoin

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from akiya.models import Term
from akiya.pages.door import editors
from akiya.people.shown_once import MINUTES, show_at, shown_at
from akiya.people.squares import square_of
from akiya.web.request import ActingRequest
from surveys.contact_points import contact_point_of
from surveys.enrolments import invite, open_papers
from surveys.models import Enrolment
from surveys.pages.association import head_term
from surveys.paper_numbers import in_groups


@require_http_methods(["GET", "POST"])
@editors
@never_cache
def sheet(request: ActingRequest, term_id: int) -> HttpResponse:
    """GET shows the paper that was just made, for some minutes; POST makes one, and asks before it ends another."""
    term = head_term(request, term_id)
    paper = open_papers().filter(term=term).order_by("-made_at").first()
    address = reverse("surveys:sheet", args=[term.pk])
    made = shown_at(address, request)
    is_shown = paper is not None and made is not None and made["paper"] == paper.pk
    if request.method == "POST":
        if paper is not None and request.POST.get("instead_of") != str(paper.pk):
            return render(request, "surveys/sheet_again.html", {"term": term, "paper": paper, "is_shown": is_shown})
        invitation = invite(term, request.scope)
        shown = {"paper": invitation.enrolment.pk, "token": invitation.token, "code": invitation.code}
        return show_at(address, request, shown)
    if paper is None or made is None or not is_shown:
        messages.warning(request, _("この紙は もう 見られません。手もとに ないときは、新しく つくってください。"))
        return redirect("surveys:association", term.area_id)
    return _printed(request, term, paper, made["token"], made["code"])


def _printed(request: ActingRequest, term: Term, paper: Enrolment, token: str, code: str) -> HttpResponse:
    here = request.build_absolute_uri("/")
    link = urljoin(here, reverse("surveys:enrol-link", args=[token]))
    context = {
        "term": term,
        "contact_point": contact_point_of(term.municipality_id),
        "link": link,
        "code": in_groups(code),
        "number_page": urljoin(here, reverse("surveys:enrol")),
        "square": square_of(link),
        "expires_at": paper.expires_at,
        "minutes": MINUTES,
    }
    return render(request, "surveys/sheet.html", context)
