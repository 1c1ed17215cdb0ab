from django.db import models
from django.utils import timezone

from akiya.models.person import Person


class SentForm(models.Model):
    """A form that a person sent and that was taken: pressed twice it is taken once. Kept for a day.

    ``form``: of the id that was made with the form and what was written in it. ``led_to``: the page that said what was
    done.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    form = models.UUIDField()
    led_to = models.TextField()
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "送られた用紙"
        constraints = [models.UniqueConstraint(fields=["person", "form"], name="a_form_is_taken_once")]

    def __str__(self) -> str:
        return str(self.form)
