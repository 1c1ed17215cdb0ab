"""The people of the office and their posts, for administrators."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from akiya.access import OFFICE, Refused
from akiya.models import Term
from akiya.models.person import TermQuerySet
from akiya.pages.door import editors
from akiya.people import create_person, end_term
from akiya.register import NotPossible
from akiya.request import ActingRequest
from akiya.words import Role
from surveys.pages.people_forms import PersonForm
from surveys.people_list import not_over

A_PAGE = 50


@require_http_methods(["GET", "POST"])
@never_cache
@editors
def office_people(request: ActingRequest) -> HttpResponse:
    """GET lists them; POST adds a person and shows the first password, this once."""
    _require_administrator(request)
    if request.method == "GET":
        return _page(request, PersonForm())
    form = PersonForm(request.POST)
    if form.is_valid():
        new, city = form.cleaned_data, request.scope.administers[0]
        try:
            newcomer = create_person(new["login"], new["name"], Role(new["role"]), city, request.scope)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            return render(request, "surveys/newcomer.html", {"newcomer": newcomer})
    return _page(request, form, status=400)


@require_POST
@editors
def end_office_term(request: ActingRequest, term_id: int) -> HttpResponse:
    """End a term of the office today: the next request of the person is refused."""
    _require_administrator(request)
    term = _terms(request).filter(pk=term_id).first()
    if term is None:
        raise Http404
    end_term(term, timezone.localdate(), request.scope)
    messages.success(request, _("%(name)sさんの任期を おわらせました。") % {"name": term.person.name})
    return redirect("surveys:office-people")


def _require_administrator(request: ActingRequest) -> None:
    if not request.scope.administers:
        raise Refused(_("利用者を変えられるのは 管理者だけです。"))


def _terms(request: ActingRequest) -> TermQuerySet:
    terms = Term.objects.filter(not_over(), role__in=OFFICE, municipality_id__in=request.scope.administers)
    return terms.select_related("person").order_by("person__name", "pk")


def _page(request: ActingRequest, form: PersonForm, status: int = 200) -> HttpResponse:
    page = Paginator(_terms(request), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "me": request.scope.person_id}
    return render(request, "surveys/office_people.html", context, status=status)
