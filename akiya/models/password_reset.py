import pghistory
from django.db import models
from django.utils import timezone

from akiya.models.municipality import Municipality
from akiya.models.person import Person


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["token_hash"])
class PasswordReset(models.Model):
    """A link by which a person of the office chooses a new password, once. Only its hash is kept."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    token_hash = models.BinaryField(max_length=32, unique=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "パスワードを決め直す紙"

    def __str__(self) -> str:
        return f"{self.person_id} {self.made_at:%Y-%m-%d}"
