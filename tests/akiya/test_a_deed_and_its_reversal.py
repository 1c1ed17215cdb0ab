"""What takes a deed back is of the same thing, and says its own reason, person and moment."""

import datetime as dt
import uuid

import pytest
from django.apps import apps
from django.db import models

from akiya.models.deed import Deed

DEEDS = [model for model in apps.get_models() if issubclass(model, Deed)]
OWN = {"id", "undoes_id", "reason", "person_id", "recorded_at"}
NOW = dt.datetime(2026, 11, 28, tzinfo=dt.UTC)


def some(field: models.Field) -> object:
    """A value that nothing else has."""
    return uuid.uuid4() if isinstance(field, models.UUIDField) else 40 + field.creation_counter


@pytest.mark.parametrize("model", DEEDS, ids=lambda model: model.__name__)
def test_it_is_of_the_same_thing(model: type[Deed]) -> None:
    columns = {field.attname: some(field) for field in model._meta.concrete_fields}
    deed = model(**columns)
    back = deed.reversal("まちがい", 7, NOW)
    assert (back.pk, back.undoes_id, back.reason, back.person_id, back.recorded_at) == (
        None, deed.pk, "まちがい", 7, NOW,
    )  # fmt: skip
    assert {name: getattr(back, name) for name in columns.keys() - OWN} == {
        name: columns[name] for name in columns.keys() - OWN
    }


def test_there_are_deeds_to_look_at() -> None:
    assert {model.__name__ for model in DEEDS} >= {"Merge", "Settlement", "Takedown", "Withdrawal", "RequestWithdrawal"}


@pytest.mark.parametrize("model", DEEDS, ids=lambda model: model.__name__)
def test_what_is_said_otherwise_is_so(model: type[Deed]) -> None:
    assert model(pk=3, municipality_id=1).reversal("まちがい", 7, NOW, municipality_id=2).municipality_id == 2
