"""Boxes that other apps add to the page of a house: this app knows only that there are some."""

from collections.abc import Callable

from django.utils.safestring import SafeString

from akiya.models import House
from akiya.web.request import ActingRequest

Panel = Callable[[ActingRequest, House], SafeString]

_panels: list[Panel] = []


def register(panel: Panel) -> Panel:
    """Add a panel to every house page. Panels stand in the order in which they were registered."""
    if panel not in _panels:
        _panels.append(panel)
    return panel


def panels_for(request: ActingRequest, house: House) -> list[SafeString]:
    """The panels of a house for whoever asks, as HTML. A panel with nothing to show them is left out."""
    return [html for panel in _panels if (html := panel(request, house))]
