from django.db import models
from django.db.models import Q
from django.utils import timezone

from akiya.models.municipality import Municipality
from akiya.models.person import Person


class Deed(models.Model):
    """What staff did, and why. Append-only: taking it back is another that names it."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    reason = models.TextField("理由")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="%(class)s_has_a_reason")]
