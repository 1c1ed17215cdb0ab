from django.contrib.gis.db import models
from django.utils import timezone

from akiya.models.area import Area
from akiya.models.municipality import Municipality
from akiya.models.person import Person
from akiya.places.crs import STORAGE_SRID


class Photo(models.Model):
    """A picture taken at a house: re-encoded, without metadata, under the name of its own hash."""

    id = models.UUIDField(primary_key=True)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    association = models.ForeignKey(Area, on_delete=models.PROTECT, null=True)
    observation_id = models.UUIDField(db_index=True, help_text="may arrive after its photo")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    original_sha256 = models.BinaryField(max_length=32, help_text="of the file as it was sent")
    taken_at = models.DateTimeField(null=True, help_text="from the file's own metadata")
    position = models.PointField(srid=STORAGE_SRID, null=True, spatial_index=False)
    file = models.CharField(max_length=100, help_text="path below the media folder")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "写真"
        indexes = [models.Index(fields=["original_sha256"], name="photo_by_content")]

    def __str__(self) -> str:
        return str(self.id)
