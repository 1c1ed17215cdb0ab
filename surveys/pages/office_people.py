"""The people of the office and their posts, for administrators."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from akiya.access import OFFICE, Refused
from akiya.models import Person, Term
from akiya.pages.door import editors
from akiya.people.appointing import create_person
from akiya.people.shown_once import MINUTES, show_at, shown_at
from akiya.register import NotPossible
from akiya.web.once import once
from akiya.web.request import ActingRequest
from akiya.words import Role
from surveys.pages.people_forms import PersonForm

A_PAGE = 50
ENDED_TERMS = 20


@require_http_methods(["GET", "POST"])
@never_cache
@editors
@once
def office_people(request: ActingRequest) -> HttpResponse:
    """GET lists them; POST adds a person and leads to the first password, which is shown for some minutes."""
    _require_administrator(request)
    if request.method == "GET":
        return _page(request, PersonForm())
    form = PersonForm(request.POST)
    if form.is_valid():
        new, city = form.cleaned_data, request.scope.administers[0]
        try:
            made = create_person(new["login"], form.particulars, Role(new["role"]), city, request.scope)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            shown = {"person": made.person.pk, "password": made.password}
            return show_at(reverse("surveys:newcomer"), request, shown)
    return _page(request, form, status=400)


@require_safe
@never_cache
@editors
def newcomer(request: ActingRequest) -> HttpResponse:
    """The first password of the person who was just added, for some minutes."""
    _require_administrator(request)
    shown = shown_at(reverse("surveys:newcomer"), request)
    person = Person.objects.filter(pk=shown["person"], must_choose_password=True).first() if shown else None
    if shown is None or person is None:
        messages.warning(
            request, _("はじめのパスワードは もう 見られません。その人のページで、決め直す紙を つくってください。")
        )
        return redirect("surveys:office-people")
    context = {
        "person": person,
        "password": shown["password"],
        "minutes": MINUTES,
        "days": settings.SECOND_FACTOR_DAYS,
    }
    return render(request, "surveys/newcomer.html", context)


def _require_administrator(request: ActingRequest) -> None:
    if not request.scope.administers:
        raise Refused(_("利用者を変えられるのは 管理者だけです。"))


def _page(request: ActingRequest, form: PersonForm, status: int = 200) -> HttpResponse:
    terms = Term.objects.filter(role__in=OFFICE, municipality_id__in=request.scope.administers).select_related("person")
    page = Paginator(terms.not_over().order_by("person__name", "pk"), A_PAGE).get_page(request.GET.get("page"))
    ended = terms.filter(ends_on__lte=timezone.localdate()).order_by("-ends_on", "-pk")
    context = {"page": page, "form": form, "ended": ended[:ENDED_TERMS]}
    return render(request, "surveys/office_people.html", context, status=status)
