import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q

from akiya.models.recorded import Recorded

STANDING = Q(undoes=None, undone_by=None)
"""Of deeds: those that take none back and that none takes back."""


class Deed(Recorded):
    """What staff did, and why. Append-only: taking it back is another that names it."""

    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    reason = models.TextField("理由")

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="%(class)s_has_a_reason")]

    @property
    def stands(self) -> bool:
        """Whether it takes none back and none takes it back. One query."""
        return type(self)._default_manager.filter(STANDING, pk=self.pk).exists()

    def reversal(self, reason: str, person_id: int | None, at: dt.datetime, **otherwise: object) -> Self:
        """The deed, not saved yet, that takes this one back: of the same thing, but for what is said ``otherwise``."""
        same = {
            each.attname: getattr(self, each.attname) for each in self._meta.concrete_fields if not each.primary_key
        }
        own = {"undoes_id": self.pk, "reason": reason, "person_id": person_id, "recorded_at": at}
        return type(self)(**{**same, **own, **otherwise})
