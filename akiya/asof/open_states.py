"""The houses of a selection of which the evidence does not say in which of several states they stood on the day."""

from dataclasses import replace

from django.db import connection

from akiya.access import Scope
from akiya.asof.bounds import Open, open_houses
from akiya.asof.selection import Selection


def open_in(scope: Scope, chosen: Selection) -> list[Open]:
    """Those houses, whatever states are chosen. A query a city, and one more where there are any."""
    found = [house for city in scope.sees for house in open_houses(city, chosen.when)]
    if not found:
        return []
    rows = replace(chosen, classes=None).rows(scope, ["house"], also="{house} = ANY(%(open)s)")
    with connection.cursor() as cursor:
        cursor.execute(rows.sql, {**rows.params, "open": [each.house for each in found]})
        inside = {house for (house,) in cursor}
    return [each for each in found if each.house in inside]
