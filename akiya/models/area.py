import pghistory
from django.contrib.gis.db import models
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db.models import F, Func, Q

from akiya.models.changed import Changed
from akiya.models.house import House
from akiya.models.municipality import Municipality
from akiya.places.crs import STORAGE_SRID
from akiya.words import AreaKind


class DateRange(Func):
    """The days of a validity: from the first, up to and without the last."""

    function = "daterange"
    output_field = DateRangeField()


PROJECTED = ["search_text", "search_rules"]
"""Columns that follow from others."""


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=Changed(*PROJECTED)),
    pghistory.DeleteEvent(),
    exclude=PROJECTED,
)
class Area(models.Model):
    """区域: a polygon of one kind, valid for a period.

    When a border moves the old row ends and a new one begins on the same day under the same
    code. Overwriting the polygon instead would silently move every past count to the new
    border, and no report of an earlier year could be made again.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    kind = models.CharField("種類", max_length=20, choices=AreaKind)
    code = models.CharField("コード", max_length=60)
    name = models.CharField("名前", max_length=100)
    search_text = models.TextField("さがす用の名前", blank=True, db_default="")
    search_rules = models.PositiveSmallIntegerField("さがす用の名前の きまりの版", default=0, db_default=0)
    geometry = models.MultiPolygonField("区域", srid=STORAGE_SRID)
    valid_from = models.DateField("有効期間のはじめ")
    valid_to = models.DateField("有効期間のおわり", null=True, blank=True, help_text="この日から無効")
    source = models.CharField("出典", max_length=200, blank=True)

    class Meta:
        verbose_name = "区域"
        ordering = ["municipality_id", "kind", "name", "id"]
        indexes = [models.Index(fields=["municipality", "kind", "name"])]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AreaKind.values), name="area_kind_is_known"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="area_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="area_is_one_at_a_time",
                expressions=[
                    ("municipality", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.name


class HouseArea(models.Model):
    """Which houses lie in which area: a projection of the geometry, rebuildable at any time."""

    house = models.ForeignKey(House, on_delete=models.CASCADE)
    area = models.ForeignKey(Area, on_delete=models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "house"], name="house_is_once_in_an_area")]

    def __str__(self) -> str:
        return f"{self.house_id} in {self.area_id}"
