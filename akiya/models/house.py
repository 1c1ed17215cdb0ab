from typing import Protocol

import pghistory
from django.contrib.gis.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from akiya.models.changed import Changed
from akiya.models.municipality import Municipality
from akiya.places.crs import STORAGE_SRID
from akiya.texts.house_labels import ADDRESSES, house_label
from akiya.words import Precision, Structure, Use


class Sight(Protocol):
    """Whoever can say which houses they see: akiya.access.Scope."""

    def houses(self) -> Q: ...


class HouseQuerySet(models.QuerySet["House"]):
    def visible_to(self, scope: Sight) -> "HouseQuerySet":
        """The houses that ``scope`` may see. Every list, count, tile and export begins with it."""
        return self.filter(scope.houses())


PROJECTED = ["cell", "address_search", "search_text", "search_rules", "merged_into"]
"""Columns that follow from others, or from what is recorded elsewhere."""


# What a row was before each edit is enough to say what it was at any time, and costs a bulk load nothing.
@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, condition=Changed(*PROJECTED)), pghistory.DeleteEvent(), exclude=PROJECTED
)
class House(models.Model):
    """家屋: one building, lived in or not. What is known of its use stands in Occupancy."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    number = models.PositiveIntegerField("家屋番号", help_text="自治体の中での通し番号")
    client_id = models.UUIDField(
        "端末がつけた番号", unique=True, null=True, blank=True, help_text="現地で見つけた家に端末がつけた番号"
    )
    # Only a house that a list named without saying where stands without a position: it counts in the
    # city's figures, in no area and on no map, until somebody places it. A made-up point would lie.
    point = models.PointField("位置", srid=STORAGE_SRID, null=True, blank=True, spatial_index=False)
    footprint = models.PolygonField("建物の形", srid=STORAGE_SRID, null=True, blank=True, spatial_index=False)
    # Its Morton key: neighbours on the ground are neighbours in this number, so that one range of an ordinary index
    # is one map tile. Row security lets PostgreSQL use such an index; a spatial one it does not.
    cell = models.GeneratedField(
        expression=Func(F("point"), function="akiya_cell"),
        output_field=models.BigIntegerField(),
        db_persist=True,
        null=True,
    )
    address = models.CharField("住所（受け取ったまま）", max_length=200, blank=True)
    address_search = models.CharField("住所（ならべる用）", max_length=200, blank=True)
    # akiya/projections/found_by.py works both out; a server of before that adds a house leaves it to be renewed.
    search_text = models.TextField("さがす用の文字", blank=True, db_default="")
    search_rules = models.PositiveSmallIntegerField("さがす用の文字の きまりの版", default=0, db_default=0)
    residential_address = models.CharField("住居表示", max_length=200, blank=True)
    lot_number = models.CharField("地番", max_length=200, blank=True)
    landmark = models.CharField("目印", max_length=100, blank=True)
    use = models.CharField("用途", max_length=20, choices=Use, blank=True)
    structure = models.CharField("構造", max_length=20, choices=Structure, blank=True)
    storeys = models.PositiveSmallIntegerField("階数", null=True, blank=True)
    floor_area = models.DecimalField("延べ面積（㎡）", max_digits=9, decimal_places=2, null=True, blank=True)
    built_on = models.DateField("建てた時期", null=True, blank=True)
    built_precision = models.CharField("建てた時期のくわしさ", max_length=10, choices=Precision, blank=True)
    built_text = models.CharField("建てた時期（受け取ったまま）", max_length=60, blank=True)
    source = models.CharField("出典", max_length=100, blank=True)
    recorded_at = models.DateTimeField("台帳に入れた日", default=timezone.now)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="absorbed",
        help_text="a copy of the merge that stands: the house that speaks for this one",
    )

    objects = HouseQuerySet.as_manager()

    class Meta:
        verbose_name = "家屋"
        ordering = ["municipality_id", "number"]
        indexes = [models.Index(fields=["municipality", "cell"], name="house_by_cell")]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="house_number_is_unique"),
            models.CheckConstraint(condition=Q(use="") | Q(use__in=Use.values), name="house_use_is_known"),
            models.CheckConstraint(
                condition=Q(structure="") | Q(structure__in=Structure.values), name="house_structure_is_known"
            ),
            models.CheckConstraint(
                condition=Q(built_on__isnull=True, built_precision="")
                | Q(built_on__isnull=False, built_precision__in=Precision.values),
                name="house_built_date_has_a_precision",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_addressed(self) -> bool:
        """Whether it is called by an address, so that its number is said beside it."""
        return self.label != house_label("", self.number)

    @property
    def label(self) -> str:
        """The house in a few words: its address, or its number where it has none."""
        return house_label(next(filter(None, (getattr(self, column) for column in ADDRESSES)), ""), self.number)


class Reference(models.Model):
    """The key under which another list knows a house, so that its next edition finds the house again."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    source = models.CharField("台帳", max_length=60)
    key = models.CharField("台帳での番号", max_length=100)
    house = models.ForeignKey(House, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "source", "key"], name="reference_names_one_house")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"
