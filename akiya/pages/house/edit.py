"""Correct what is written of a building, and see what was written before."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from akiya import register
from akiya.edited_meanwhile import EditedMeanwhile
from akiya.models import House
from akiya.pages.door import editors
from akiya.pages.house.edits import edits_of, shown
from akiya.pages.house.named import visible_house
from akiya.pages.office_form import EraDate, OfficeForm, as_typed
from akiya.pages.with_both import with_both
from akiya.register.houses import EDITABLE
from akiya.texts import eras
from akiya.web.asked import whole
from akiya.web.page_number import page_number
from akiya.web.request import ActingRequest
from akiya.words import Structure, Use

UNSAID = ("", gettext_lazy("わからない"))
MOST_STOREYS = 200


class HouseForm(OfficeForm):
    """What is written of a building. The lengths are those of its columns."""

    residential_address = forms.CharField(label=gettext_lazy("住居表示"), max_length=200, required=False)
    lot_number = forms.CharField(label=gettext_lazy("地番"), max_length=200, required=False)
    address = forms.CharField(
        label=gettext_lazy("住所（受け取ったまま）"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("もとの資料の書き方のまま。さがすときは 表記のゆれを そろえて さがします。"),
    )
    landmark = forms.CharField(
        label=gettext_lazy("目印"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("自治会の人にも見えます。人の名前は 書かないでください。"),
    )
    use = forms.ChoiceField(label=gettext_lazy("用途"), choices=[UNSAID, *Use.choices], required=False)
    structure = forms.ChoiceField(label=gettext_lazy("構造"), choices=[UNSAID, *Structure.choices], required=False)
    storeys = forms.IntegerField(label=gettext_lazy("階数"), min_value=1, max_value=MOST_STOREYS, required=False)
    floor_area = forms.DecimalField(
        label=gettext_lazy("延べ面積（㎡）"), min_value=0, max_digits=9, decimal_places=2, required=False
    )
    built_text = EraDate(
        label=gettext_lazy("建てた時期"),
        required=False,
        year="written",
        help_text=gettext_lazy("昭和54年、S54.3、1979 など。書いたまま 残ります。"),
    )

    def attributes(self) -> dict[str, Any]:
        """What the person changed, as the register's door takes it, from a form that passed."""
        found = {name: self.cleaned_data[name] for name in self.changed_data}
        if "built_text" in found:
            when: eras.When = found["built_text"]
            found["built_text"] = self["built_text"].value() or ""
            found["built_on"] = when.first
            found["built_precision"] = when.precision if when.first else ""
        return found


@require_http_methods(["GET", "POST"])
@editors
def house_edit(request: ActingRequest, house_id: int) -> HttpResponse:
    """The form with what is written now, or, with ``?back=``, with what stood before an edit.

    Only what the person changed of what they saw is written; what a colleague wrote meanwhile stays.
    """
    opened = version_of(house_id)
    house = visible_house(request, house_id)
    page = page_number(request.GET)
    edits, has_earlier = edits_of(house, page)
    back = next((edit for edit in edits if str(edit.id) == request.GET.get("back")), None)
    seen = seen_at(house, request.POST.get("opened", "")) if request.method == "POST" else house
    form = HouseForm(request.POST or None, initial=written(seen) | (back.before if back and not request.POST else {}))
    if request.method == "POST" and form.is_valid():
        was = {name: getattr(seen, name) for name in EDITABLE}
        try:
            register.edit_house(house, form.attributes(), request.scope, was)
        except EditedMeanwhile as lost:
            now = written(house)
            form = with_both(form, now, {name: shown(name, now) for name in lost.now.keys() & now.keys()})
            seen = house
        except register.NotPossible as wrong:
            form.add_error(None, str(wrong))
        else:
            messages.success(request, _("家の情報を直しました。"))
            return redirect("house", house.pk)
    # What was refused goes on from what the person saw: a colleague's word since is not theirs.
    context = {"house": house, "form": form, "edits": edits, "back": back}
    context["opened"] = opened if seen is house else request.POST["opened"]
    context |= {"has_earlier": has_earlier, "earlier": page + 1, "later": page - 1}
    return render(request, "akiya/house_edit.html", context, status=400 if form.errors else 200)


def version_of(house_id: int) -> int:
    """The last entry of the audit about a house; 0 where there is none. Ask before the house is read."""
    last = House.pgh_event_model.objects.filter(pgh_obj_id=house_id).aggregate(last=Max("pgh_id"))["last"]  # type: ignore[attr-defined]
    return last or 0


def seen_at(house: House, version: str) -> House:
    """The house as it stood when a form was opened: the first entry since holds it. As it is where there is none."""
    seen = whole(version)
    if seen is None:
        return house
    events = House.pgh_event_model.objects.filter(pgh_obj_id=house.pk, pgh_id__gt=seen)  # type: ignore[attr-defined]
    return events.order_by("pgh_id").first() or house


def written(house: Any) -> dict[str, Any]:
    """What the form shows of a house, or of an entry of its audit."""
    values = {name: getattr(house, name) for name in HouseForm.base_fields}
    if not house.built_text and house.built_on:
        values["built_text"] = as_typed(house.built_on, house.built_precision)
    return values
