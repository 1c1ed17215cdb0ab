"""Write down what staff heard or saw of a house: a telephone call, somebody at the counter, a visit."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from akiya import register
from akiya.models import House
from akiya.pages.door import editors
from akiya.pages.house.named import visible_house
from akiya.pages.office_form import EraDay, OfficeForm, as_typed
from akiya.pages.undo import with_undo
from akiya.web.request import ActingRequest
from akiya.words import Answer, Channel, Concern

CHANNELS = (Channel.PHONE, Channel.COUNTER, Channel.OFFICE, Channel.PAPER)


class LookForm(OfficeForm):
    """Who told us how, when, and what. The id is made with the form, so that sending it twice writes once."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label=gettext_lazy("どうやって"),
        choices=[(channel.value, channel.label) for channel in CHANNELS],
        widget=forms.RadioSelect,
        initial=Channel.PHONE,
    )
    seen_on = EraDay(label=gettext_lazy("いつの話か"), help_text=gettext_lazy("聞いた日・見た日"))
    seen_at = forms.TimeField(label=gettext_lazy("時刻"), widget=forms.TimeInput(attrs={"type": "time"}))
    answer = forms.ChoiceField(label=gettext_lazy("答え"), choices=Answer.choices, widget=forms.RadioSelect)
    concerns = forms.MultipleChoiceField(
        label=gettext_lazy("気になること"),
        required=False,
        choices=[choice for choice in Concern.choices if choice[0] != Concern.NONE],
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=gettext_lazy("メモ"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("だれから聞いたか など。閲覧だけの人には 見えません。"),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if {"seen_on", "seen_at"} <= found.keys():
            found["moment"] = timezone.make_aware(dt.datetime.combine(found["seen_on"], found["seen_at"]))
            if found["moment"] > timezone.now() + dt.timedelta(minutes=1):
                self.add_error("seen_on", _("先の日時は書けません。"))
        return found


@require_http_methods(["GET", "POST"])
@editors
def house_observe(request: ActingRequest, house_id: int) -> HttpResponse:
    """The form, then back to the house."""
    house = visible_house(request, house_id)
    now = timezone.localtime()
    form = LookForm(
        request.POST or None, initial={"id": uuid.uuid4(), "seen_on": as_typed(now.date()), "seen_at": f"{now:%H:%M}"}
    )
    if request.method == "POST" and form.is_valid():
        try:
            receipt = register.record(look_of(form.cleaned_data, house), request.scope)
        except register.NotPossible as wrong:
            form.add_error(None, str(wrong))
        else:
            if not receipt.conflict:
                messages.success(request, with_undo(_("確認を書きました。"), house, f"look:{receipt.id}"))
                return redirect("house", house.pk)
            form.add_error(None, _("同じ用紙で ちがう内容が もう送られています。新しい用紙に書いてください。"))
    context = {"house": house, "form": form}
    return render(request, "akiya/house_observe.html", context, status=400 if form.errors else 200)


def look_of(found: dict[str, Any], house: House) -> register.Observed:
    """The observation that a form that passed stands for."""
    return register.Observed(
        id=found["id"],
        seen_at=found["moment"],
        channel=Channel(found["channel"]),
        answer=found["answer"],
        house=house.pk,
        concerns=tuple(found["concerns"]),
        note=found["note"].strip(),
    )
