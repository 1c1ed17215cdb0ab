import pghistory
from django.db import models

from akiya.models import Municipality


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), meta={"db_table": "surveys_deskevent"})
class ContactPoint(models.Model):
    """窓口: whom to call in a city about the field app. Printed on every paper that goes out."""

    municipality = models.OneToOneField(Municipality, on_delete=models.PROTECT, primary_key=True)
    section = models.CharField("担当課", max_length=60)
    phone = models.CharField("電話", max_length=30)

    class Meta:
        verbose_name = "窓口"
        db_table = "surveys_desk"

    def __str__(self) -> str:
        return f"{self.section} {self.phone}"
