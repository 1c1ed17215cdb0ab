"""When an edit of a row is worth keeping what the row was."""

from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.gis.db.models.fields import BaseSpatialField

if TYPE_CHECKING:
    from django.db.models import Model


class Changed(pgtrigger.Condition):
    """Whether any column but ``unwatched`` changed.

    Geometries are compared by their bytes: PostGIS's own comparison is found through the search path, which is empty
    while a copy of the register is restored, and its triggers would not be made again.
    """

    def __init__(self, *unwatched: str) -> None:
        self.unwatched = unwatched

    def resolve(self, model: "type[Model]") -> str:
        """The condition in SQL."""
        watched = [field for field in model._meta.concrete_fields if field.name not in self.unwatched]
        return " OR ".join(
            "OLD.{0} IS DISTINCT FROM NEW.{0}".format(
                f'"{field.column}"' + ("::bytea" if isinstance(field, BaseSpatialField) else "")
            )
            for field in watched
        )
