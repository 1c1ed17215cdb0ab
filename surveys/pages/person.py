"""One person: what is written of them, their terms, and what was changed of it by whom."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from akiya.edited_meanwhile import EditedMeanwhile
from akiya.models import Person, Term
from akiya.pages.door import editors
from akiya.pages.people.history import history_of
from akiya.pages.with_both import with_both
from akiya.people.accounts import correct_person
from akiya.people.passwords import may_reset
from akiya.people.rights import may_appoint, may_correct
from akiya.register import NotPossible
from akiya.web.page_number import page_number
from akiya.web.request import ActingRequest
from akiya.web.standing_at import stand_at
from akiya.words import Role
from surveys.pages.people_forms import CorrectionForm, EndForm, ReopenForm, end_form, reopen_form

TOLD = 50
"""So much of what was changed stands on one page."""


@require_http_methods(["GET", "POST"])
@editors
def person(request: ActingRequest, person_id: int) -> HttpResponse:
    """GET shows a person; POST corrects the name, its reading and where they are reached."""
    who = person_of(request, person_id)
    if request.method == "GET":
        return page_of(request, who)
    form = CorrectionForm(request.POST)
    if form.is_valid():
        try:
            correct_person(who, form.particulars, request.scope, form.seen)
        except EditedMeanwhile as lost:
            who.refresh_from_db(fields=list(form.fields))
            form = with_both(form, written(who), lost.now)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("書きなおしました。"))
            return redirect("surveys:person", who.pk)
    return page_of(request, who, form)


def person_of(request: ActingRequest, person_id: int) -> Person:
    """A person with a term, of today or of earlier, where whoever asks may appoint them. Raises Http404."""
    who = Person.objects.filter(pk=person_id).first()
    if who is None or not may_correct(request.scope, who):
        raise Http404
    return who


def page_of(
    request: ActingRequest,
    who: Person,
    form: CorrectionForm | None = None,
    ending: tuple[int, EndForm] | None = None,
    reopening: tuple[int, ReopenForm] | None = None,
) -> HttpResponse:
    """The page of a person, with the one form that was sent and refused, if one was; a form of a term with its id."""
    if request.method == "POST":
        stand_at(request, reverse("surveys:person", args=[who.pk]))
    told, page = history_of(who), page_number(request.GET)
    status = 400 if form or ending or reopening else 200
    sent_end, sent_reopen = dict([ending] if ending else []), dict([reopening] if reopening else [])
    terms = list(Term.objects.filter(person=who).select_related("area", "person"))
    endable = [term for term in terms if may_end(request, term)]
    context = {
        "person": who,
        "form": form or CorrectionForm(initial=written(who)),
        "terms": [
            (
                term,
                sent_end.get(term.pk, end_form(term)) if term in endable else None,
                sent_reopen.get(term.pk, reopen_form(term)),
            )
            for term in terms
        ],
        "may_reset": who.pk != request.scope.person_id and may_reset(request.scope, who),
        "history": told[(page - 1) * TOLD : page * TOLD],
        "has_earlier": len(told) > page * TOLD,
        "earlier": page + 1,
        "later": page - 1,
        "administers": bool(request.scope.administers),
        "head_of": next((term.area for term in terms if term.area), None),
    }
    return render(request, "surveys/person.html", context, status=status)


def written(who: Person) -> dict[str, str]:
    """What the form of corrections shows of a person."""
    return {name: getattr(who, name) for name in CorrectionForm.base_fields}


def may_end(request: ActingRequest, term: Term) -> bool:
    """Whether the person who asks may end a term: nobody ends the one by which they administer."""
    is_own = term.role == Role.ADMIN and term.person_id == request.scope.person_id
    return may_appoint(request.scope, Role(term.role), term.municipality_id) and not is_own
