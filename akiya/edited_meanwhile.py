"""Two people correct one thing from what each saw: nobody's word is written over that of another unseen."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from akiya.not_possible import NotPossible


class EditedMeanwhile(NotPossible):
    """Somebody else wrote something else of the same thing. ``now``: what stands, by attribute."""

    def __init__(self, now: dict[str, Any]) -> None:
        super().__init__(_("ほかの人が さきに 直しました。"))
        self.now = now


def require_as_seen(stands: Mapping[str, Any], was: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    """Raises EditedMeanwhile where of what is wanted something else stands than was seen and than is wanted."""
    lost = {name: stands[name] for name in wanted.keys() & was.keys() if stands[name] not in (was[name], wanted[name])}
    if lost:
        raise EditedMeanwhile(lost)
