"""The condition of ``House.objects.visible_to``, as SQL for the statements that are written by hand."""

from akiya.access import Scope
from akiya.asof.fragment import Fragment

IN_AN_AREA = """EXISTS (SELECT 1 FROM akiya_housearea mine
 WHERE mine.house_id = {house} AND mine.area_id = ANY(%(heads)s::bigint[]))"""


def visible(scope: Scope, house: str = "h.id", municipality: str = "h.municipality_id") -> Fragment:
    """True of the houses that ``scope`` may see. ``house`` and ``municipality`` name the columns.

    The twin of Scope.houses: a test holds both against each other for every role, and row-level
    security says the same once more.
    """
    conditions = []
    if scope.sees:
        conditions.append(f"{municipality} = ANY(%(sees)s::bigint[])")
    if scope.heads:
        conditions.append(IN_AN_AREA.format(house=house))
    sql = f"({' OR '.join(conditions)})" if conditions else "false"
    return Fragment(sql, {"sees": scope.sees, "heads": scope.heads})
