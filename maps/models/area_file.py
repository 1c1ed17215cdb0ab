from django.db import models
from django.db.models import Q
from django.utils import timezone

from akiya.models import Municipality, Person
from akiya.words import AreaKind
from maps.formats import Format


class AreaFile(models.Model):
    """区域ごとのファイル: who took the table of areas out, of which moment, narrowed to what. Append-only."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    format = models.CharField("形式", max_length=10, choices=Format)
    kind = models.CharField("区域の種類", max_length=20, choices=AreaKind)
    on = models.DateField("いつの")
    known = models.DateTimeField("いつまでに分かっていたこと", null=True, help_text="null: all that is known")
    filters = models.TextField("絞りこみ", blank=True, help_text="query string of the map")
    taken_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "区域ごとのファイル"
        constraints = [
            models.CheckConstraint(condition=Q(format__in=Format.values), name="area_file_format_is_known"),
            models.CheckConstraint(condition=Q(kind__in=AreaKind.values), name="area_file_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.taken_at:%Y-%m-%d %H:%M}"
