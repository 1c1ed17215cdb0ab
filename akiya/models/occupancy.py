from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from akiya.models.house import House
from akiya.models.municipality import Municipality
from akiya.words import Certainty, Precision, State


class OccupancyChange(models.Model):
    """利用状態の変化: from a date the register holds something to be so. Append-only, on two clocks.

    A row is never altered. What no longer holds is voided by a later row, so that the register
    can still answer as it would have answered on any earlier day.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    house = models.ForeignKey(House, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=State, blank=True, help_text="blank: only voids another row")
    certainty = models.CharField(max_length=10, choices=Certainty, blank=True)
    effective_on = models.DateField("起きた日")
    precision = models.CharField(max_length=10, choices=Precision)
    earliest = models.DateField(null=True, help_text="the first day on which it may have begun; null: nothing says so")
    latest = models.DateField(null=True, help_text="the last day on which it may have begun")
    recorded_at = models.DateTimeField("記録した日", default=timezone.now)
    evidence = models.CharField(max_length=50, help_text="what moved the register: look:<uuid>, decision:<id> …")
    voids = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="voided_by")

    class Meta:
        verbose_name = "利用状態の変化"
        indexes = [
            models.Index(fields=["house", "-effective_on", "-recorded_at", "-id"], name="change_by_house"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(voids__isnull=False, state="", certainty="")
                | Q(voids__isnull=True, state__in=State.values, certainty__in=Certainty.values),
                name="change_states_or_voids",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state or 'void'} {self.effective_on}"


class Correction(models.Model):
    """履歴の訂正: from this moment on the history of a house follows from its evidence again. Append-only.

    What was written before stays as the register knew it then, right or wrong. The rows that the correction
    wrote were recorded at its moment.
    """

    class Why(models.TextChoices):
        RULE = "rule", _("決まりが変わった")
        REPAIR = "repair", _("記録と合わなかった")

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    house = models.ForeignKey(House, on_delete=models.PROTECT)
    why = models.CharField(max_length=10, choices=Why)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "履歴の訂正"
        indexes = [models.Index(fields=["house", "-recorded_at"], name="correction_by_house")]

    def __str__(self) -> str:
        return f"{self.house_id} {self.why}"


class Occupancy(models.Model):
    """利用状態: what stands today. A projection of the changes, one row a house, that check_history rebuilds."""

    house = models.OneToOneField(House, on_delete=models.CASCADE, primary_key=True, related_name="occupancy")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    cell = models.BigIntegerField(null=True, help_text="the house's cell, so that a tile reads this table alone")
    state = models.CharField(max_length=10, choices=State, default=State.UNKNOWN)
    certainty = models.CharField(max_length=10, choices=Certainty, default=Certainty.SIGNALLED)
    since = models.DateField("いつから", null=True, help_text="the first day of the unbroken run of this state")
    precision = models.CharField(max_length=10, choices=Precision, default=Precision.UNKNOWN)
    confirmed_on = models.DateField("最後の確認", null=True, help_text="the last day a person knew")
    confirmed_by = models.CharField(max_length=50, blank=True, help_text="the evidence of that day")
    earliest = models.DateField(null=True, help_text="the first day on which the run may have begun")
    latest = models.DateField(null=True, help_text="the last day on which the run may have begun")

    class Meta:
        verbose_name = "利用状態"
        indexes = [
            models.Index(fields=["municipality", "cell"], name="occupancy_by_cell"),
            models.Index(fields=["municipality", "state", "certainty"], name="occupancy_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.certainty}"
