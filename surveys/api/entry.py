"""Who may come in: every request of the field API passes here first."""

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.utils import check_csrf

from akiya.access import Scope
from surveys.api.problems import Problem
from surveys.devices import FieldRequest
from surveys.head_terms import not_enrolled

HOLDER_HEADER = "Device-Holder"


class EntryRequest(FieldRequest):
    """A request that was let in. ``auth`` is the scope of its person."""

    auth: Scope


SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def enter(request: HttpRequest) -> Scope:
    """The scope of the person whose device or passkey opened the session.

    Raises Closed where nobody is known, and Problem where a write was not sent by our own pages:
    the cookie alone does not prove that. Raises Problem, too, where a shared tablet sends what was
    said by another person than the one who holds it now.
    """
    if not request.user.is_authenticated or not request.user.is_active:
        raise not_enrolled()
    if request.method not in SAFE and check_csrf(request) is not None:
        raise Problem("csrf", _("画面を 開きなおしてください。"), 403)
    scope = cast("FieldRequest", request).scope
    if request.headers.get(HOLDER_HEADER, str(scope.person_id)) != str(scope.person_id):
        raise Problem(
            "other_holder", _("前に この タブレットを 使っていた方の 記録です。職員に お知らせください。"), 403
        )
    return scope
