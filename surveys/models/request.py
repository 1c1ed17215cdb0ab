from django.db import models
from django.db.models import Q

from akiya.models import Area, House
from akiya.models.recorded import Recorded
from akiya.words import RequestReason


class Request(Recorded):
    """依頼: please look at this house. Its reason never leaves the office."""

    house = models.ForeignKey(House, on_delete=models.PROTECT)
    association = models.ForeignKey(Area, on_delete=models.PROTECT)
    reason = models.CharField("理由", max_length=10, choices=RequestReason)
    asked_on = models.DateField("出した日")
    closed_on = models.DateField("終わった日", null=True, blank=True)
    answered_by = models.UUIDField("答え", null=True, blank=True, help_text="the observation that answered it")

    class Meta:
        verbose_name = "依頼"
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=RequestReason.values), name="request_reason_is_known"),
            models.UniqueConstraint(
                fields=["house", "association"],
                condition=Q(closed_on__isnull=True),
                name="request_is_open_once",
            ),
        ]
        indexes = [models.Index(fields=["association"], condition=Q(closed_on__isnull=True), name="request_open")]

    def __str__(self) -> str:
        return f"{self.house_id} {self.asked_on}"
