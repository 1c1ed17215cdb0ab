from django.contrib.gis.db import models
from django.db.models import F, Func, Q

from akiya.models.municipality import Municipality
from akiya.places.crs import STORAGE_SRID, WEB_MERCATOR
from akiya.words import GroundKind


class Ground(models.Model):
    """The map under the houses: roads, water, blocks and names, so that it is never grey without a network."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    kind = models.CharField(max_length=10, choices=GroundKind)
    rank = models.PositiveSmallIntegerField(
        help_text="0 is the most important of its kind: national road 0, main 1, street 2, lane 3"
    )
    name = models.CharField(max_length=100, blank=True)
    width = models.FloatField(null=True, blank=True, help_text="width on the ground in metres, of lines")
    geometry = models.GeometryField(srid=STORAGE_SRID, spatial_index=False)
    mercator = models.GeneratedField(
        expression=Func(F("geometry"), WEB_MERCATOR, function="ST_Transform"),
        output_field=models.GeometryField(srid=WEB_MERCATOR),
        db_persist=True,
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(kind__in=GroundKind.values), name="ground_kind_is_known")]

    def __str__(self) -> str:
        return self.name or self.kind
