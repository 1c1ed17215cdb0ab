import datetime as dt

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from akiya.models.area import Area
from akiya.models.municipality import Municipality
from akiya.words import Role


class PersonManager(BaseUserManager["Person"]):
    def create_person(self, login: str, name: str, password: str | None = None, email: str = "") -> "Person":
        """A person who may sign in. Without a password only a passkey or a device opens the door."""
        person = self.model(login=login, name=name, email=email)
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
    email = models.EmailField("メール", blank=True)
    is_active = models.BooleanField("有効", default=True)
    created_at = models.DateTimeField(default=timezone.now)

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
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Term(models.Model):
    """任期: a person holds a post from one day up to, and without, another."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="terms")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    role = models.CharField("役割", max_length=10, choices=Role)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, verbose_name="自治会")
    starts_on = models.DateField("はじまり")
    ends_on = models.DateField("おわり", null=True, blank=True, help_text="この日から権限がなくなります")

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

    def __str__(self) -> str:
        return f"{self.person} {self.role} {self.starts_on}"
