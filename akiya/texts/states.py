"""What stands of a house, in words."""

from django.utils.translation import gettext as _

from akiya.words import Certainty, State


def state_words(state: str, certainty: str) -> str:
    """空き家（報告）. A house of which nothing is known is 不明 and no more."""
    if (state, certainty) == (State.UNKNOWN, Certainty.SIGNALLED):
        return str(State.UNKNOWN.label)
    words = {"state": State(state).label, "certainty": Certainty(certainty).label}
    return _("%(state)s（%(certainty)s）") % words
