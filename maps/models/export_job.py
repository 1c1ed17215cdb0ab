import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from akiya.models import Municipality, Person
from akiya.places.crs import STORAGE_SRID
from maps.formats import Encoding, Format, Headings


class ExportJob(models.Model):
    """書き出し: who asked to take what out, when and why. Append-only; what became of it are its steps."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, help_text="null: every municipality, from the console"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, help_text="null: from the console")
    reason = models.CharField("書き出す理由", max_length=200)
    format = models.CharField("形式", max_length=10, choices=Format)
    encoding = models.CharField("文字コード", max_length=10, choices=Encoding, default=Encoding.UTF8)
    headings = models.CharField("見出し", max_length=2, choices=Headings, default=Headings.NAME)
    srid = models.PositiveIntegerField("座標系", default=STORAGE_SRID)
    on = models.DateField("いつの", null=True, help_text="null: the day of the export")
    known = models.DateTimeField("いつまでに分かっていたこと", null=True, help_text="null: all that is known")
    restricted = models.BooleanField("限られた項目", default=False)
    footprints = models.BooleanField("建物の外形", default=False)
    changes = models.BooleanField("利用状態の変化", default=False)
    language = models.CharField("ことば", max_length=8, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    filters = models.CharField("絞りこみ", max_length=2000, blank=True, help_text="query string of the map")
    ordered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "書き出し"
        ordering = ["-ordered_at", "id"]
        indexes = [models.Index(fields=["person", "-ordered_at"], name="export_by_person")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="export_has_a_reason"),
            models.CheckConstraint(condition=Q(format__in=Format.values), name="export_format_is_known"),
            models.CheckConstraint(condition=Q(encoding__in=Encoding.values), name="export_encoding_is_known"),
            models.CheckConstraint(condition=Q(headings__in=Headings.values), name="export_headings_are_known"),
            models.CheckConstraint(
                condition=Q(language__in=[code for code, _name in settings.LANGUAGES]), name="export_language_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.format} {self.ordered_at:%Y-%m-%d %H:%M}"


class ExportStep(models.Model):
    """What became of an export. Append-only. A file that was fetched is a step too."""

    class Kind(models.TextChoices):
        BEGUN = "begun", _("はじめた")
        DONE = "done", _("できた")
        FAILED = "failed", _("できなかった")
        FETCHED = "fetched", _("受け取った")

    job = models.ForeignKey(ExportJob, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    rows = models.PositiveIntegerField(null=True)
    files = models.JSONField(default=list, help_text="name, sha256 and size in bytes of each file, the houses first")
    missing = models.JSONField(default=list, help_text="letters that CP932 lacks: letter, written, times")
    sentence = models.TextField(blank=True, help_text="why it failed, for the person who asked")

    class Meta:
        verbose_name = "書き出しの経過"
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["begun", "done", "failed", "fetched"]), name="export_step_is_known"
            ),
            models.CheckConstraint(condition=~Q(kind="done") | Q(rows__isnull=False), name="export_done_says_how_many"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
