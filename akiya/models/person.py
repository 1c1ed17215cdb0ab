import datetime as dt
from typing import Any

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from akiya.models.area import Area
from akiya.models.municipality import Municipality
from akiya.rules.last_day import last_day_before
from akiya.words import Role


class PersonManager(BaseUserManager["Person"]):
    def create_person(self, login: str, name: str, password: str | None = None, **more: Any) -> "Person":
        """A person who may sign in. Without a password only a passkey or a device opens the door."""
        person = self.model(login=login, name=name, **more)
        person.set_password(password)
        person.save(using=self._db)
        return person


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["password", "last_login"],
)
class Person(AbstractBaseUser):
    """An account belongs to a person; what the person may do belongs to their terms."""

    login = models.CharField("利用者番号", max_length=60, unique=True)
    name = models.CharField("名前", max_length=100)
    reading = models.CharField("よみ", max_length=100, blank=True, db_default="")
    contact = models.CharField("連絡先", max_length=100, blank=True, db_default="")
    email = models.EmailField("メール", blank=True)
    is_active = models.BooleanField("有効", default=True)
    created_at = models.DateTimeField(default=timezone.now)
    # A password that somebody else has read opens nothing but the page on which it is changed.
    must_choose_password = models.BooleanField("パスワードを決め直す", default=False, db_default=False)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = PersonManager()

    class Meta:
        verbose_name = "人"

    def __str__(self) -> str:
        return self.name


class TermQuerySet(models.QuerySet["Term"]):
    def in_force(self, on: dt.date | None = None) -> "TermQuerySet":
        """The terms that hold on a day, today unless told."""
        day = on or timezone.localdate()
        return self.not_over(day).filter(starts_on__lte=day)

    def not_over(self, on: dt.date | None = None) -> "TermQuerySet":
        """The terms that hold on a day, today unless told, and those that are still to begin."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on or timezone.localdate()))

    def overlapping(self, starts_on: dt.date, ends_on: dt.date | None) -> "TermQuerySet":
        """The terms that share a day with the days from one up to, and without, another."""
        met = self.not_over(starts_on).exclude(ends_on=F("starts_on"))
        return met if ends_on is None else met.filter(starts_on__lt=ends_on)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Term(models.Model):
    """任期: a person holds a post from one day up to, and without, another."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="terms")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    role = models.CharField("役割", max_length=10, choices=Role)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, verbose_name="自治会")
    starts_on = models.DateField("はじまり")
    ends_on = models.DateField("おわりの次の日", null=True, blank=True, help_text="この日から権限がなくなります")

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = "任期"
        ordering = ["-starts_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="term_role_is_known"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="term_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=(Q(role=Role.HEAD) & Q(area__isnull=False)) | (~Q(role=Role.HEAD) & Q(area__isnull=True)),
                name="term_of_a_head_names_an_association",
            ),
        ]

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which the post is held, as people write it; None while no end is known."""
        return last_day_before(self.ends_on) if self.ends_on else None

    @property
    def has_no_days(self) -> bool:
        """Whether it was ended before it began."""
        return self.ends_on == self.starts_on

    def __str__(self) -> str:
        return f"{self.person} {self.role} {self.starts_on}"
