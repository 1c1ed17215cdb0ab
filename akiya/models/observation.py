from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, Q
from django.utils import timezone

from akiya.models.area import Area
from akiya.models.house import House
from akiya.models.municipality import Municipality
from akiya.models.person import Person, Term
from akiya.places.crs import STORAGE_SRID
from akiya.words import Answer, Channel, Concern


class Observation(models.Model):
    """確認: one observation at one house. Append-only; undoing one is another that withdraws it."""

    id = models.UUIDField(primary_key=True, help_text="made where the look was made: a UUIDv7")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    house = models.ForeignKey(House, on_delete=models.PROTECT, null=True, help_text="null: not a house we know")
    association = models.ForeignKey(Area, on_delete=models.PROTECT, null=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, null=True)
    channel = models.CharField(max_length=10, choices=Channel)
    answer = models.CharField(max_length=10, choices=Answer, blank=True, help_text="blank: only withdraws another")
    concerns = ArrayField(models.CharField(max_length=10, choices=Concern), default=list, blank=True)
    note = models.TextField(blank=True)
    seen_at = models.DateTimeField(help_text="by the clock of the device")
    seen_on = models.DateField(
        help_text="the day of the look by our clock: seen_at less the skew, never after recorded_at"
    )
    recorded_at = models.DateTimeField(default=timezone.now, help_text="by the clock of the register")
    clock_skew = models.DurationField(null=True, help_text="device clock minus ours when it was sent")
    spoken_at = models.GeneratedField(
        expression=Func(F("seen_at"), F("clock_skew"), F("recorded_at"), function="akiya_spoken"),
        output_field=models.DateTimeField(),
        db_persist=True,
        help_text="by our clock: seen_at less the skew; nobody speaks after they were heard",
    )
    device = models.UUIDField(null=True)
    device_seq = models.BigIntegerField(null=True)
    basis = models.UUIDField(null=True, help_text="the newest observation of the house that the device had seen")
    withdraws = models.UUIDField(null=True, help_text="the observation that this one takes back")
    place = models.PointField(srid=STORAGE_SRID, null=True, spatial_index=False)
    place_accuracy = models.FloatField(null=True, help_text="metres")
    schema_version = models.PositiveSmallIntegerField(default=1)
    app_version = models.CharField(max_length=40, blank=True)
    flags = ArrayField(models.CharField(max_length=30), default=list, help_text="what staff should look at")
    held = models.BooleanField(default=False, help_text="kept aside: not evidence until staff accept it")
    content_hash = models.BinaryField(
        max_length=32, help_text="SHA-256 of the statement, to tell a repeat from a change"
    )

    class Meta:
        verbose_name = "確認"
        indexes = [
            models.Index(fields=["house", "seen_on"], name="observation_by_house"),
            models.Index(fields=["association", "recorded_at"], name="observation_by_association"),
            models.Index(
                fields=["device", "device_seq"], name="observation_by_device", condition=Q(device__isnull=False)
            ),
            models.Index(fields=["withdraws"], name="observation_withdrawn", condition=Q(withdraws__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=Answer.values) | (Q(answer="") & Q(withdraws__isnull=False)),
                name="observation_answers_or_withdraws",
            ),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="observation_channel_is_known"),
            models.CheckConstraint(
                condition=Q(concerns__contained_by=Concern.values), name="observation_concerns_are_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer} {self.seen_at:%Y-%m-%d}"


class SetAside(models.Model):
    """What arrived under an id that already says something else: kept whole for staff, and never evidence."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    kind = models.CharField(max_length=20)
    subject = models.UUIDField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    body = models.JSONField()
    content_hash = models.BinaryField(max_length=32)
    reason = models.CharField(max_length=40)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "content_hash"], name="set_aside_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
