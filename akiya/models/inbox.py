import uuid

from django.db import models
from django.db.models import Q

from akiya.models.area import Area
from akiya.models.deed import Deed
from akiya.models.house import House
from akiya.models.municipality import Municipality
from akiya.models.observation import Observation
from akiya.models.recorded import Recorded
from akiya.words import InboxKind, Resolution


class InboxItem(models.Model):
    """受信箱の1件: something that waits for staff. A projection, open ones only, that check_history rebuilds.

    ``key`` is its name for good: an item that is settled and comes back by an undo has the same one.
    ``source`` names what it was worked out from: ``house:<id>``, ``look:<uuid>``, ``aside:<id>``, ``photo:<uuid>``.
    """

    key = models.CharField(max_length=100, primary_key=True)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    kind = models.CharField("種類", max_length=10, choices=InboxKind)
    source = models.CharField(max_length=50, db_index=True)
    house = models.ForeignKey(House, on_delete=models.CASCADE, null=True)
    association = models.ForeignKey(Area, on_delete=models.CASCADE, null=True)
    since = models.DateTimeField("届いた日")

    class Meta:
        verbose_name = "受信箱"
        indexes = [models.Index(fields=["municipality", "kind", "since"], name="inbox_by_kind")]
        constraints = [models.CheckConstraint(condition=Q(kind__in=InboxKind.values), name="inbox_kind_is_known")]

    def __str__(self) -> str:
        return self.key


class Settlement(Deed):
    """処理: what staff did with something that waited.

    ``evidence`` is what it wrote, taken back by the undo: ``decision:<id>``, ``accepted:<id>``, ``retraction:<id>``,
    ``merge:<id>``, or what another app names its own; blank where it wrote nothing. Those of one act have the same
    ``together``, so that one undo takes all of it back.
    """

    key = models.CharField(max_length=100, db_index=True)
    kind = models.CharField("種類", max_length=10, choices=InboxKind)
    resolution = models.CharField("どうしたか", max_length=10, choices=Resolution, db_column="side")
    house = models.ForeignKey(House, on_delete=models.PROTECT, null=True)
    evidence = models.CharField(max_length=50, blank=True)
    together = models.UUIDField("いっしょに", null=True, db_index=True, help_text="null: done alone")

    class Meta(Deed.Meta):
        verbose_name = "受信箱の処理"
        indexes = [models.Index(fields=["municipality", "-recorded_at"], name="settlement_by_day")]
        constraints = [
            *Deed.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=InboxKind.values), name="settlement_kind_is_known"),
            models.CheckConstraint(condition=Q(resolution__in=Resolution.values), name="settlement_side_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.resolution}"

    @property
    def wrote(self) -> tuple[str, str]:
        """The kind and the number of the row that it wrote; empty where it wrote none."""
        kind, _colon, number = self.evidence.partition(":")
        return kind, number


class Acceptance(Recorded):
    """受け入れ: from now on an observation that was kept aside counts, for this house. Append-only.

    It is a piece of evidence of its own, ``accepted:<id>``, recorded when it was accepted, so that
    what the register held before stays as it was. Retracting that piece takes the acceptance back.
    """

    observation = models.ForeignKey(Observation, on_delete=models.PROTECT)
    house = models.ForeignKey(House, on_delete=models.PROTECT)

    class Meta:
        verbose_name = "受け入れ"

    def __str__(self) -> str:
        return f"{self.observation_id} → {self.house_id}"


def key_of(kind: InboxKind, *subjects: uuid.UUID | int | str) -> str:
    """The name of an item: its kind, and what it is about in a fixed order."""
    return ":".join([kind.value, *map(str, subjects)])
