from django.db import models
from django.db.models import Q
from django.utils import timezone

from akiya.models.deed import Deed
from akiya.models.house import House
from akiya.models.municipality import Municipality
from akiya.models.recorded import Recorded
from akiya.words import Precision, State


class Batch(Recorded):
    """取り込み: one list of houses as it stood on one day. Append-only."""

    source = models.CharField("台帳", max_length=60)
    file_name = models.CharField("ファイル", max_length=200)
    sha256 = models.BinaryField(max_length=32)
    list_on = models.DateField("いつの台帳か")
    complete = models.BooleanField("これが全部", help_text="区域は自治体の全体。載っていない家は もう空き家ではない")
    rows = models.PositiveIntegerField("行数")

    class Meta:
        verbose_name = "取り込み"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "source", "list_on", "sha256"], name="batch_is_taken_once")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.list_on}"


class Entry(models.Model):
    """One house in one list: the state the list gives it and since when. Append-only.

    What a complete list says of the houses that it lacks is no row: it follows from its being complete.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT)
    house = models.ForeignKey(House, on_delete=models.PROTECT)
    row = models.PositiveIntegerField("行", null=True)
    state = models.CharField("状態", max_length=10, choices=State)
    since = models.DateField("いつから")
    precision = models.CharField("くわしさ", max_length=10, choices=Precision, default=Precision.DAY)
    received = models.CharField("受け取ったままの日付", max_length=60, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "台帳の行"
        indexes = [models.Index(fields=["house"], name="entry_by_house")]
        constraints = [
            models.UniqueConstraint(fields=["batch", "house"], name="entry_is_one_a_house"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="entry_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.since}"


class Withdrawal(Deed):
    """台帳の取り消し: a whole list says nothing any more. Another puts it back."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="withdrawals")

    class Meta(Deed.Meta):
        verbose_name = "台帳の取り消し"

    def __str__(self) -> str:
        return f"{self.batch_id} {self.recorded_at:%Y-%m-%d}"
