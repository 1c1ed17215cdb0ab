"""自治会と利用者: every association with its head and devices, and whom heads may call."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from akiya.models import Municipality
from akiya.pages.door import editors
from akiya.request import ActingRequest
from surveys.desks import desk_of, set_desk
from surveys.pages.people_forms import DeskForm
from surveys.people_list import associations, lines_of

A_PAGE = 50
MOST_LETTERS = 100


@require_safe
@editors
def people(request: ActingRequest) -> HttpResponse:
    """``?q=`` names of associations or heads; ``?page=``."""
    return _page(request)


@require_POST
@editors
def change_desk(request: ActingRequest) -> HttpResponse:
    """Say which section and telephone stand on papers and pages of the field app."""
    form = DeskForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    set_desk(_city(request), form.cleaned_data["section"], form.cleaned_data["phone"], request.scope)
    messages.success(request, _("窓口を 書きかえました。"))
    return redirect("surveys:people")


def _city(request: ActingRequest) -> Municipality:
    return Municipality.objects.get(pk=request.scope.edits[0])


def _page(request: ActingRequest, form: DeskForm | None = None, status: int = 200) -> HttpResponse:
    words = request.GET.get("q", "").replace("\0", "")[:MOST_LETTERS]
    page = Paginator(associations(request.scope.edits, words), A_PAGE).get_page(request.GET.get("page"))
    desk = desk_of(request.scope.edits[0])
    context = {
        "words": words,
        "page": page,
        "lines": lines_of(page.object_list),
        "desk": desk,
        "desk_form": form or DeskForm(initial={"section": desk.section, "phone": desk.phone} if desk else {}),
        "administers": bool(request.scope.administers),
    }
    return render(request, "surveys/people.html", context, status=status)
