"""The tables of asking: what is asked, on which device it is answered, and whom to call about it."""

from surveys.models.contact_point import ContactPoint
from surveys.models.device import Device, Enrolment
from surveys.models.no_change import NoChange
from surveys.models.request import Request
from surveys.models.withdrawal import RequestWithdrawal

__all__ = ["ContactPoint", "Device", "Enrolment", "NoChange", "Request", "RequestWithdrawal"]
