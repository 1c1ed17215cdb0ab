"""One at a time in a city, where two at once would both find the same thing free."""

from akiya.models import Municipality


def wait_for_turn(municipality_id: int) -> None:
    """Wait until nobody else has the turn in a city, and have it until the transaction ends. One query."""
    Municipality.objects.select_for_update().only("pk").get(pk=municipality_id)
