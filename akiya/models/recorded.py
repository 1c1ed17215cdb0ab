from django.db import models
from django.utils import timezone

from akiya.models.municipality import Municipality
from akiya.models.person import Person


class Recorded(models.Model):
    """What somebody wrote into the register of a city, and when. ``person`` is nobody where a machine wrote it."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
