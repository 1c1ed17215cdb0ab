"""変わりなし as the office reads it: what associations said, and what they took back."""

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from akiya.models import Area
from surveys.models import NoChange


def said_by(association_id: int) -> QuerySet[NoChange, NoChange]:
    """All that an association said, the newest first. ``stands``: whether it was not taken back. One query."""
    standing = NoChange.objects.standing().filter(pk=OuterRef("pk"))
    said = NoChange.objects.filter(association=association_id, withdraws=None).annotate(stands=Exists(standing))
    return said.select_related("person").order_by("-said_at", "-pk")


def with_what_stands(associations: QuerySet[Area, Area]) -> QuerySet[Area, Area]:
    """Each association with the day to which its last word reaches (``unchanged_to``), and who gave it. No query."""
    standing = NoChange.objects.standing().filter(association=OuterRef("pk")).order_by("-to_on", "-said_at", "-pk")
    return associations.annotate(
        unchanged_to=Subquery(standing.values("to_on")[:1]), unchanged_by=Subquery(standing.values("person__name")[:1])
    )
