from django.db import models

from akiya.models.deed import Deed
from akiya.models.photo import Photo


class Takedown(Deed):
    """写真を下げる: a photo is shown to nobody any more; its files stay.

    Whether a photo is down says akiya_taken_down (migration), to
    the pages, the queries and row security alike.
    """

    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="takedowns")

    class Meta(Deed.Meta):
        verbose_name = "写真を下げた記録"

    def __str__(self) -> str:
        return f"{self.photo_id} {self.recorded_at:%Y-%m-%d}"
