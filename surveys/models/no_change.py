from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from akiya.models import Area, Municipality, Person, Term


class NoChanges(models.QuerySet["NoChange"]):
    """Statements of no change, and what takes them back."""

    def standing(self) -> Self:
        """Those that their association, or who said them, has not taken back, in whatever order the two arrived."""
        by_its_own = Q(association=OuterRef("association")) | Q(person=OuterRef("person"))
        taken_back = NoChange.objects.filter(by_its_own, withdraws=OuterRef("pk"))
        return self.filter(~Exists(taken_back), withdraws=None)


class NoChange(models.Model):
    """変わりなし: an association's word that nothing it knows of changed in a period. Append-only.

    A row that ``withdraws`` another says nothing but that; the other may come later, or never.
    """

    id = models.UUIDField(primary_key=True, help_text="made where it was said: a UUIDv7")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    association = models.ForeignKey(Area, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, null=True)
    from_on = models.DateField()
    to_on = models.DateField()
    said_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=timezone.now)
    withdraws = models.UUIDField(null=True, help_text="the statement that this one takes back")

    objects = NoChanges.as_manager()

    class Meta:
        verbose_name = "変わりなし"
        constraints = [models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="no_change_covers_days")]
        indexes = [
            models.Index(fields=["withdraws"], condition=Q(withdraws__isnull=False), name="no_change_taken_back"),
        ]

    def __str__(self) -> str:
        return f"{self.association_id} {self.from_on}–{self.to_on}"
