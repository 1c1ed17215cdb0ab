from django.db import models
from django.db.models import Q

from akiya.models.house import House
from akiya.models.recorded import Recorded
from akiya.words import SignalKind


class Signal(Recorded):
    """兆候: a hint that something changed at a house. It opens a question; people close it. Append-only."""

    house = models.ForeignKey(House, on_delete=models.PROTECT)
    kind = models.CharField("種類", max_length=20, choices=SignalKind)
    observed_on = models.DateField("見られた日")
    value = models.CharField("値", max_length=100, blank=True)
    source = models.CharField("どこから", max_length=100, blank=True)

    class Meta:
        verbose_name = "兆候"
        indexes = [models.Index(fields=["house"], name="signal_by_house")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SignalKind.values), name="signal_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.observed_on}"
