from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from akiya.models import Area, Municipality, Person, Term


class NoChange(models.Model):
    """変わりなし: an association's word that nothing it knows of changed in a period. Append-only."""

    id = models.UUIDField(primary_key=True, help_text="made where it was said: a UUIDv7")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    association = models.ForeignKey(Area, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, null=True)
    from_on = models.DateField()
    to_on = models.DateField()
    said_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "変わりなし"
        constraints = [models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="no_change_covers_days")]

    def __str__(self) -> str:
        return f"{self.association_id} {self.from_on}–{self.to_on}"
