"""Which device a request comes from, by its long-lived key."""

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from surveys.models import Device

COOKIE = "akiya_device"
FIELD = "/field/"


def hashed(secret: str) -> bytes:
    """SHA-256 of a secret with enough entropy to need no salt. Only this is stored."""
    return hashlib.sha256(secret.encode()).digest()


def device_of(request: HttpRequest) -> Device | None:
    """The enrolled device whose key the request carries, unless it was revoked. One query."""
    key = request.COOKIES.get(COOKIE, "")
    if not key:
        return None
    found = Device.objects.select_related("person").filter(key_hash=hashed(key), revoked_at=None)
    return found.first()


class DeviceMiddleware:
    """Under /field/ the person is the one who carries the device; a device opens nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(FIELD):
            device = device_of(request)
            request.device = device  # type: ignore[attr-defined]
            if device is not None:
                request.user = device.person
        return self.get_response(request)
