"""窓口: which section and telephone stand on papers and on the pages of the field app."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from akiya.models import Municipality
from akiya.pages.door import editors
from akiya.web.request import ActingRequest
from surveys.contact_points import set_contact_point
from surveys.models import ContactPoint
from surveys.pages.people_forms import ContactPointForm


@require_http_methods(["GET", "POST"])
@editors
def change_contact_point(request: ActingRequest) -> HttpResponse:
    """GET shows whom heads may call; POST changes it."""
    city = request.scope.edits[0]
    if request.method == "GET":
        now = ContactPoint.objects.filter(pk=city).values("section", "phone").first()
        return render(request, "surveys/contact_point.html", {"form": ContactPointForm(initial=now or {})})
    form = ContactPointForm(request.POST)
    if not form.is_valid():
        return render(request, "surveys/contact_point.html", {"form": form}, status=400)
    new = form.cleaned_data
    set_contact_point(Municipality.objects.get(pk=city), new["section"], new["phone"], request.scope)
    messages.success(request, _("窓口を 書きかえました。"))
    return redirect("surveys:people")
