"""Where staff hand in the file that a tablet's 「職員にわたす」 made."""

from collections import Counter

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from akiya.access import Refused
from akiya.pages.door import editors
from akiya.pages.office_form import OfficeForm
from akiya.request import ActingRequest
from surveys.handover import MOST_BYTES, Fate, NotAHandover, read, take_in

FATES = {
    Fate.TAKEN: gettext_lazy("受け取りました"),
    Fate.HELD: gettext_lazy("受け取り、受信箱に あずかりました"),
    Fate.KNOWN: gettext_lazy("もう届いていました"),
    Fate.CONFLICT: gettext_lazy("同じ番号の別の記録。受信箱に 並べました"),
    Fate.ASIDE: gettext_lazy("形が正しくないため 受信箱に分けました"),
    Fate.BEGUN: gettext_lazy("答えの とちゅうでした。受信箱に分けました"),
    Fate.REFUSED: gettext_lazy("受け取れませんでした"),
}


class HandoverForm(OfficeForm):
    """One file."""

    file = forms.FileField(
        label=gettext_lazy("タブレットの「職員にわたす」で作ったファイル"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".json,application/json", "class": "input"}),
        error_messages={
            "required": gettext_lazy("ファイルを えらんでください。"),
            "empty": gettext_lazy("ファイルが からです。"),
            "invalid": gettext_lazy("ファイルを えらんでください。"),
            "max_length": gettext_lazy("ファイルの名前が 長すぎます。"),
        },
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is None or file.size > MOST_BYTES:
            words = {"most": MOST_BYTES // 2**20}
            raise forms.ValidationError(_("ファイルが大きすぎます。%(most)sMBまでです。") % words)
        return file


@require_http_methods(["GET", "POST"])
@editors
def handover(request: ActingRequest) -> HttpResponse:
    """The form; after a file, what became of each record in it."""
    form = HandoverForm(request.POST, request.FILES) if request.method == "POST" else HandoverForm()
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                sender, outcomes = take_in(read(form.cleaned_data["file"].read()), request.scope)
        except (NotAHandover, Refused) as wrong:
            form.add_error("file", str(wrong))
        else:
            counted = Counter(outcome.fate for outcome in outcomes)
            context = {
                "sender": sender,
                "outcomes": [(outcome, FATES[outcome.fate]) for outcome in outcomes],
                "counts": [(FATES[fate], counted[fate]) for fate in Fate if counted[fate]],
            }
            return render(request, "surveys/handover_done.html", context)
    status = 400 if form.errors else 200
    return render(request, "surveys/handover.html", {"form": form}, status=status)
