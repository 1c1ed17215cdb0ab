from django.db import models
from django.db.models import F, Q

from akiya.models.deed import Deed
from akiya.models.house import House


class Merge(Deed):
    """名寄せ: two rows were one building; the survivor speaks for both from now on.

    What was said of the merged house stays written of that
    house: the survivor inherits it as evidence, from the moment of the merge to that of the undo.
    """

    merged = models.ForeignKey(House, on_delete=models.PROTECT, related_name="merges")
    survivor = models.ForeignKey(House, on_delete=models.PROTECT, related_name="taken_in")

    class Meta(Deed.Meta):
        verbose_name = "名寄せ"
        constraints = [
            *Deed.Meta.constraints,
            models.CheckConstraint(condition=~Q(merged=F("survivor")), name="merge_is_of_two_houses"),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.survivor_id}"
