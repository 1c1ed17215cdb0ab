"""What the inbox says of two answers that contradict each other: no more than the records show."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from akiya.inbox.observations import Seen
from akiya.models import House
from akiya.texts import ages
from akiya.texts.states import state_words


def explanation(looks: list[Seen], house: House | None) -> str:
    """Whether the later of the two can have known of the earlier, and what the register holds meanwhile."""
    said = []
    if len(looks) == 2:
        said.append(acquaintance(looks[0].recorded_at, looks[1].spoken_at))
    if house is not None:
        held = state_words(house.occupancy.state, house.occupancy.certainty)
        said.append(_("決めるまで、台帳では「%(state)s」です。") % {"state": held})
    return " ".join(said)


def acquaintance(a_arrived: dt.datetime, b_spoken: dt.datetime) -> str:
    """B cannot have known of A before A arrived; afterwards it may have, and nobody wrote down whether it did."""
    if b_spoken < a_arrived:
        return _("AとBは、たがいを知らずに記録されました。")
    first, second = timezone.localdate(a_arrived), timezone.localdate(b_spoken)
    if first == second:
        return _("Bは、Aが届いた日に、そのあとで 見たものです。Aを知っていたかは 分かりません。")
    words = {"span": ages.span(first, second)}
    return _("Bは、Aが届いてから %(span)s後に 見たものです。Aを知っていたかは 分かりません。") % words
