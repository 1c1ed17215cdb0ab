"""How much waits, as a column of a query that a page makes anyway: the menu shows it on every page."""

from django.db.models import IntegerField, Value
from django.db.models.expressions import Combinable, RawSQL

from akiya.access import Scope
from akiya.projections.waiting.live import open_items

COUNT = "(SELECT count(*) FROM ({items}) AS waits)"


def waiting(scope: Scope) -> Combinable:
    """The number of open items for whoever may write, None for others, as an annotation."""
    if not scope.edits:
        return Value(None, output_field=IntegerField())
    items = open_items()
    cities = [scope.edits] * items.count("%(cities)s")
    sql = COUNT.format(items=items.replace("%(cities)s", "%s"))
    return RawSQL(sql, cities, output_field=IntegerField())  # noqa: S611  (constants, and parameters apart)
