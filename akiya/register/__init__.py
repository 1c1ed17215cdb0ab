"""The one door for writes. Rights, locking, history and the projections are kept inside it."""

from akiya.not_possible import NotPossible
from akiya.register.decisions import decide, retract
from akiya.register.houses import Place, add_house, edit_house
from akiya.register.merges import merge, unmerge
from akiya.register.observations import Observed, Receipt, record
from akiya.register.signals import add_signal

__all__ = [
    "NotPossible",
    "Observed",
    "Place",
    "Receipt",
    "add_house",
    "add_signal",
    "decide",
    "edit_house",
    "merge",
    "record",
    "retract",
    "unmerge",
]
