import uuid

from django.db import models
from django.db.models import Q

from akiya.models.deed import Deed
from surveys.models.request import Request


class RequestWithdrawal(Deed):
    """依頼の取り下げ: staff no longer ask. Another asks on after all.

    Those of one act have the same ``together``, so that one undo takes all of it back.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="withdrawals")
    together = models.UUIDField("いっしょに", default=uuid.uuid4, db_index=True)

    class Meta(Deed.Meta):
        verbose_name = "依頼の取り下げ"
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="request_withdrawal_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.recorded_at:%Y-%m-%d}"
