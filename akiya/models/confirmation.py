from django.db import models
from django.db.models import Q

from akiya.models.house import House
from akiya.models.municipality import Municipality


class Confirmation(models.Model):
    """確認: on a day somebody knew the state of a house, as the register knew from one moment up to another.

    A projection of the evidence, one row a day and house at any moment; check_history rebuilds it. The last
    confirmation of any house, as of any day and as known at any moment, is one look into its index.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, db_index=False)
    house = models.ForeignKey(House, on_delete=models.CASCADE, db_index=False)
    day = models.DateField("知っていた日")
    evidence = models.CharField(max_length=50, help_text="by what: look:<uuid>, decision:<id> …")
    known_from = models.DateTimeField("台帳が知った時刻")
    known_until = models.DateTimeField(null=True, help_text="from this moment the register held it no more")

    class Meta:
        verbose_name = "確認"
        indexes = [models.Index(fields=["house", "-day"], name="confirmation_by_house")]
        constraints = [
            models.UniqueConstraint(
                fields=["house", "day"], condition=Q(known_until__isnull=True), name="confirmation_is_one_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.house_id} {self.day}"
