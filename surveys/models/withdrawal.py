import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from akiya.models import Municipality, Person
from surveys.models.request import Request


class RequestWithdrawal(models.Model):
    """依頼の取り下げ: staff no longer ask. Append-only; asking on after all is another that names it.

    Those of one act have the same ``together``, so that one undo takes all of it back.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="withdrawals")
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    together = models.UUIDField("いっしょに", default=uuid.uuid4, db_index=True)
    reason = models.TextField("理由")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "依頼の取り下げ"
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="request_withdrawal_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.recorded_at:%Y-%m-%d}"
