from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from akiya.models.house import House
from akiya.models.municipality import Municipality
from akiya.models.person import Person


class Merge(models.Model):
    """名寄せ: two rows were one building; the survivor speaks for both from now on. Append-only.

    Undoing one is another row that names it. What was said of the merged house stays written of that
    house: the survivor inherits it as evidence, from the moment of the merge to that of the undo.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    merged = models.ForeignKey(House, on_delete=models.PROTECT, related_name="merges")
    survivor = models.ForeignKey(House, on_delete=models.PROTECT, related_name="taken_in")
    reason = models.TextField("理由")
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "名寄せ"
        constraints = [
            models.CheckConstraint(condition=~Q(merged=F("survivor")), name="merge_is_of_two_houses"),
            models.CheckConstraint(condition=~Q(reason=""), name="merge_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.survivor_id}"
