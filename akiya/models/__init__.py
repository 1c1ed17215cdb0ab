"""The tables of the register, one noun a file."""

from akiya.models.area import Area, HouseArea
from akiya.models.confirmation import Confirmation
from akiya.models.decision import Decision, Retraction
from akiya.models.ground import Ground
from akiya.models.house import House, Reference
from akiya.models.inbox import Acceptance, InboxItem, Settlement
from akiya.models.ledger import Batch, Entry, Withdrawal
from akiya.models.merge import Merge
from akiya.models.municipality import Municipality
from akiya.models.observation import Observation, SetAside
from akiya.models.occupancy import Correction, Occupancy, OccupancyChange
from akiya.models.password_reset import PasswordReset
from akiya.models.person import Person, Term
from akiya.models.photo import Photo
from akiya.models.sent_form import SentForm
from akiya.models.signal import Signal
from akiya.models.takedown import Takedown

__all__ = [
    "Acceptance",
    "Area",
    "Batch",
    "Confirmation",
    "Correction",
    "Decision",
    "Entry",
    "Ground",
    "House",
    "HouseArea",
    "InboxItem",
    "Merge",
    "Municipality",
    "Observation",
    "Occupancy",
    "OccupancyChange",
    "PasswordReset",
    "Person",
    "Photo",
    "Reference",
    "Retraction",
    "SentForm",
    "SetAside",
    "Settlement",
    "Signal",
    "Takedown",
    "Term",
    "Withdrawal",
]
