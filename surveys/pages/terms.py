"""The ends of terms: setting one, ending at once, and taking an end back. Of heads and of the office alike.

What is refused is shown on the page of the person as it was sent.
"""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from akiya.models import Term
from akiya.pages.door import editors
from akiya.pages.office_form import as_typed
from akiya.people.rights import require_right
from akiya.people.terms import days_of, end_term, reopen_term
from akiya.register import NotPossible
from akiya.rules.last_day import last_day_before
from akiya.web.request import ActingRequest
from akiya.words import Role
from surveys.pages.people_forms import end_form, reopen_form
from surveys.pages.person import page_of, person_of


@require_POST
@editors
def end(request: ActingRequest, term_id: int) -> HttpResponse:
    """Set the last day of a term; with ``now`` it was yesterday, and the next request is refused."""
    term = term_of(request, term_id)
    yesterday = as_typed(last_day_before(timezone.localdate()))
    form = end_form(term, {"last_day": yesterday} if request.POST.get("now") else request.POST)
    if form.is_valid():
        try:
            end_term(term, form.cleaned_data["last_day"], request.scope)
        except NotPossible as wrong:
            form.add_error(None, str(wrong))
    if form.is_valid():
        return _said(request, term)
    return page_of(request, person_of(request, term.person_id), ending=(term.pk, form))


@require_POST
@editors
def reopen(request: ActingRequest, term_id: int) -> HttpResponse:
    """Take the end of a term back, with a reason."""
    term = term_of(request, term_id)
    form = reopen_form(term, request.POST)
    if form.is_valid():
        try:
            reopen_term(term, form.cleaned_data["last_day"], form.cleaned_data["reason"], request.scope)
        except NotPossible as wrong:
            form.add_error(None, str(wrong))
    if form.is_valid():
        return _said(request, term)
    return page_of(request, person_of(request, term.person_id), reopening=(term.pk, form))


def term_of(request: ActingRequest, term_id: int) -> Term:
    """A term of a city in which the person writes, and of a role that they may appoint. Raises Http404, Refused."""
    terms = Term.objects.filter(municipality_id__in=request.scope.edits).select_related(
        "person", "area", "municipality"
    )
    term = terms.filter(pk=term_id).first()
    if term is None:
        raise Http404
    require_right(request.scope, Role(term.role), term.municipality_id)
    return term


def _said(request: ActingRequest, term: Term) -> HttpResponse:
    words = {"name": term.person.name, "days": days_of(term)}
    messages.success(request, _("%(name)sさんの任期は %(days)sです。") % words)
    if term.area_id:
        return redirect("surveys:association", term.area_id)
    return redirect("surveys:person", term.person_id)
