from django.db import models
from django.db.models import Q
from django.utils import timezone

from akiya.models.municipality import Municipality
from akiya.models.person import Person
from akiya.models.photo import Photo


class Takedown(models.Model):
    """写真を下げる: a photo is shown to nobody any more; its files stay. Append-only.

    Putting it back is another that names the first. Whether a photo is down says akiya_taken_down (migration), to
    the pages, the queries and row security alike.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="takedowns")
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    reason = models.TextField("理由")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "写真を下げた記録"
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="takedown_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.photo_id} {self.recorded_at:%Y-%m-%d}"
