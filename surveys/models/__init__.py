"""The tables of asking: what is asked, and on which device it is answered."""

from surveys.models.device import Device, Enrolment
from surveys.models.no_change import NoChange
from surveys.models.request import Request

__all__ = ["Device", "Enrolment", "NoChange", "Request"]
