"""Where staff hand in the file that a tablet's 「職員にわたす」 made."""

import tempfile

from django import forms
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from akiya.access import Refused
from akiya.pages.door import editors
from akiya.pages.office_form import OfficeForm
from akiya.web.request import ActingRequest
from surveys.handover.fates import Fate, counted, photos_not_taken
from surveys.handover.faults import NotAHandover
from surveys.handover.reading import read
from surveys.handover.taking_in import take_in

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


@require_http_methods(["GET", "POST"])
@csrf_exempt  # until it is known who sends: to look for the form's mark is to take in all of the file
@editors
def handover(request: ActingRequest) -> HttpResponseBase:
    """The form; after a file, what became of each record in it. A file goes to the disk as it comes."""
    request.upload_handlers = [TemporaryFileUploadHandler(request)]
    return taken_in(request)


@csrf_protect
def taken_in(request: ActingRequest) -> HttpResponse:
    """The answer to an editor."""
    form = HandoverForm(request.POST, request.FILES) if request.method == "POST" else HandoverForm()
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic(), tempfile.TemporaryFile() as photos:
                sender, outcomes = take_in(read(form.cleaned_data["file"], photos), photos, request.scope)
        except (NotAHandover, Refused) as wrong:
            form.add_error("file", str(wrong))
        else:
            context = {
                "sender": sender,
                "outcomes": [(outcome, FATES[outcome.fate]) for outcome in outcomes],
                "counts": [(FATES[fate], many) for fate, many in counted(outcomes)],
                "photos_not_taken": photos_not_taken(outcomes),
            }
            return render(request, "surveys/handover_done.html", context)
    status = 400 if form.errors else 200
    return render(request, "surveys/handover.html", {"form": form}, status=status)
