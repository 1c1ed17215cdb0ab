"""Where who forgot their password chooses a new one, by the link that an administrator handed out."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from akiya.models import Person
from akiya.pages.office_form import OfficeForm
from akiya.people import passwords
from akiya.people.attempts import Limit, turned_away

LONGEST = 200
# A link cannot be guessed; only the wrong ones are turned away.
WRONG_FROM_ONE_PLACE = Limit("reset-place", 30, 15 * 60)


class NewPasswordForm(OfficeForm):
    """A new password, twice."""

    password1 = forms.CharField(max_length=LONGEST, strip=False)
    password2 = forms.CharField(max_length=LONGEST, strip=False)

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.person)
        return password

    def clean_password2(self) -> str:
        again: str = self.cleaned_data["password2"]
        if self.cleaned_data.get("password1", again) != again:
            raise forms.ValidationError(gettext_lazy("2つの パスワードが ちがいます。"))
        return again


@never_cache
@require_http_methods(["GET", "POST"])
def reset(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks for the new password, and changes nothing; POST uses the link up."""
    try:
        row = passwords.by_token(token)
        form = NewPasswordForm(row.person, request.POST if request.method == "POST" else None)
        if form.is_valid():
            passwords.choose(row, form.cleaned_data["password1"])
            messages.success(request, _("新しいパスワードに しました。そのパスワードで サインインしてください。"))
            return redirect("account_login")
    except passwords.Unknown:
        closed = partial(_closed, request, sentence=_("この紙では 決められません"))
        return turned_away(request, WRONG_FROM_ONE_PLACE, 404, closed)
    except passwords.Spent:
        return _closed(request, 410, _("この紙は もう 使えません"))
    context = {"person": row.person, "form": form}
    return render(request, "account/reset.html", context, status=400 if form.errors else 200)


def _closed(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    return render(request, "account/reset_closed.html", {"sentence": sentence}, status=status)
