import pghistory
from django.contrib.gis.db import models
from django.core.validators import RegexValidator
from django.db.models import Q

from akiya.places.crs import PLANE_SRIDS, STORAGE_SRID


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Municipality(models.Model):
    """自治体: one city. Every other table of the register carries it."""

    code = models.CharField(
        "自治体コード",
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^\d{6}$")],
        help_text="検査数字をふくむ6けた",
    )
    name = models.CharField("名前", max_length=100)
    plane_srid = models.PositiveIntegerField(
        "平面直角座標系", help_text="JGD2011 の平面直角座標系の EPSG 番号。第10系は 6678"
    )
    boundary = models.MultiPolygonField("市の区域", srid=STORAGE_SRID, null=True, blank=True)
    boundary_source = models.CharField("区域の出典", max_length=200, blank=True)

    class Meta:
        verbose_name = "自治体"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{6}$"), name="municipality_code_has_six_digits"),
            models.CheckConstraint(
                condition=Q(plane_srid__range=(PLANE_SRIDS.start, PLANE_SRIDS.stop - 1)),
                name="municipality_plane_is_one_of_nineteen",
            ),
        ]

    def __str__(self) -> str:
        return self.name
