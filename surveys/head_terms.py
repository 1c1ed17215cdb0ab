"""Whose post a request in the field comes under, and what is said where there is none."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from akiya.access import Grant, Scope
from akiya.models import Term
from akiya.words import Role

# What was seen while in office may still be sent for a while: it is kept aside for staff, and nothing is read.
STILL_TAKEN = dt.timedelta(days=30)


class Closed(Exception):
    """The field app is not open to whoever asks. ``code`` is for the app, the message for the person."""

    def __init__(self, code: str, message: str, status: int) -> None:
        super().__init__(message)
        self.code, self.message, self.status = code, message, status


def not_enrolled() -> Closed:
    """Nobody is known by this device."""
    return Closed("not_enrolled", _("この タブレットは まだ 設定されていません。市の窓口に お持ちください。"), 401)


def head_term_of(scope: Scope) -> Grant:
    """The head's post in force, the newest where there are several. Raises Closed. No query where there is one."""
    heads = [grant for grant in scope.grants if grant.role is Role.HEAD]
    if not heads:
        raise _why_closed(scope)
    return max(heads, key=lambda grant: grant.term_id)


def may_send(scope: Scope) -> None:
    """Let pass whoever heads an association, or did until a short while ago. Raises Closed."""
    if any(grant.role is Role.HEAD for grant in scope.grants):
        return
    recent = timezone.localdate() - STILL_TAKEN
    if not Term.objects.filter(person=scope.person_id, role=Role.HEAD, ends_on__gt=recent).exists():
        raise _why_closed(scope)


def _why_closed(scope: Scope) -> Closed:
    """Why a person without a head's post in force may not enter. One query, of the person's own terms."""
    if scope.person_id is None:
        return not_enrolled()
    today = timezone.localdate()
    terms = list(Term.objects.filter(person=scope.person_id, role=Role.HEAD).values_list("starts_on", flat=True))
    if not terms:
        return Closed("not_a_head", _("ここは 自治会長の 画面です。職員の方は はじめの 画面へ お戻りください。"), 403)
    if min(terms) > today:
        return Closed("term_not_begun", _("任期が まだ はじまっていません。"), 403)
    return Closed("term_ended", _("任期が 終わりました。ありがとうございました。"), 403)
