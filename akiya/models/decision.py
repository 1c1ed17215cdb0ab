from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from akiya.models.house import House
from akiya.models.recorded import Recorded
from akiya.words import Basis, Precision, State


class Decision(Recorded):
    """職員の決定: what staff hold to be so from a date, on what evidence, and why. Append-only."""

    house = models.ForeignKey(House, on_delete=models.PROTECT)
    state = models.CharField("状態", max_length=10, choices=State)
    effective_on = models.DateField("いつから")
    precision = models.CharField("くわしさ", max_length=10, choices=Precision, default=Precision.DAY)
    decided_on = models.DateField("決めた日")
    basis = models.CharField("決め方", max_length=10, choices=Basis)
    evidence = ArrayField(models.CharField(max_length=50), default=list, help_text="evidence ids, such as look:<uuid>")
    replaces = models.CharField(max_length=50, blank=True, help_text="the piece of evidence that it corrects, if any")
    reason = models.TextField("理由")

    class Meta:
        verbose_name = "職員の決定"
        indexes = [models.Index(fields=["house"], name="decision_by_house")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="decision_state_is_known"),
            models.CheckConstraint(condition=Q(precision__in=Precision.values), name="decision_precision_is_known"),
            models.CheckConstraint(condition=Q(basis__in=Basis.values), name="decision_basis_is_known"),
            models.CheckConstraint(
                condition=Q(effective_on__lte=models.F("decided_on")), name="decision_is_about_the_past"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.effective_on}"


class Retraction(Recorded):
    """取り消し: staff take one piece of evidence back, or put one taken back in again. Append-only.

    ``evidence`` names what is retracted: ``look:<uuid>``, ``decision:<id>``, ``signal:<id>``,
    ``entry:<id>``, ``silence:<batch>:<house>``, or ``retraction:<id>`` to put that one's evidence back.
    """

    house = models.ForeignKey(House, on_delete=models.PROTECT)
    evidence = models.CharField(max_length=50, unique=True)
    reason = models.TextField("理由")

    class Meta:
        verbose_name = "取り消し"
        indexes = [
            models.Index(fields=["house"], name="retraction_by_house"),
            models.Index(fields=["evidence"], name="retraction_by_evidence"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="retraction_has_a_reason")]

    def __str__(self) -> str:
        return self.evidence
