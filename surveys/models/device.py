import uuid

import pghistory
from django.db import models
from django.utils import timezone

from akiya.models import Municipality, Person, Term
from surveys.paper_numbers import SHORT_DIGITS


@pghistory.track(
    pghistory.UpdateEvent(),
    fields=["id", "municipality", "term", "revoked_at"],
    model_name="EnrolmentEvent",
    obj_field=pghistory.ObjForeignKey(related_name="events"),
)
class Enrolment(models.Model):
    """A single-use invitation on paper: a link, a QR and a number. Only hashes are kept."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    term = models.ForeignKey(Term, on_delete=models.PROTECT)
    token_hash = models.BinaryField(max_length=32, unique=True)
    code_hash = models.BinaryField(max_length=32, unique=True, null=True)
    # Whoever writes none still prints six digits: the version before, while an upgrade runs.
    digits = models.PositiveSmallIntegerField(db_default=SHORT_DIGITS)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "はじめての設定"

    def __str__(self) -> str:
        return f"{self.term_id} {self.made_at:%Y-%m-%d}"


@pghistory.track(
    pghistory.UpdateEvent(),
    fields=["id", "municipality", "person", "name", "revoked_at"],
    model_name="DeviceEvent",
    obj_field=pghistory.ObjForeignKey(related_name="events"),
)
class Device(models.Model):
    """A tablet or phone that a person carries: its long-lived key opens the field app, and nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="devices")
    key_hash = models.BinaryField(max_length=32, unique=True)
    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, null=True)
    name = models.CharField(max_length=100, blank=True)
    enrolled_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)
    pending = models.PositiveIntegerField(null=True, help_text="entries not yet sent, as the device last said")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "端末"

    def __str__(self) -> str:
        return self.name or str(self.id)
