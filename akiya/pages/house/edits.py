"""The edits of what is written of a building, from the audit."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from akiya.models import House, Person
from akiya.register.houses import EDITABLE

PAGE = 50
"""Entries of the audit that one page shows."""

# The date and the precision of the building follow from its text.
LABELS = {
    "residential_address": _("住居表示"),
    "lot_number": _("地番"),
    "address": _("住所（受け取ったまま）"),
    "landmark": _("目印"),
    "use": _("用途"),
    "structure": _("構造"),
    "storeys": _("階数"),
    "floor_area": _("延べ面積（㎡）"),
    "built_text": _("建てた時期"),
}


class Change(NamedTuple):
    """One attribute, before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: when, by whom, and what it changed. ``before`` holds the whole row as it was."""

    id: int
    at: dt.datetime
    who: str
    changes: tuple[Change, ...]
    before: dict[str, Any] = field(default_factory=dict)


def edits_of(house: House, page: int = 1) -> tuple[list[Edit], bool]:
    """A page of the edits that changed an attribute, the newest first, and whether there are earlier ones. Two queries.

    The audit holds the row before each edit; what it became is the row before the next, or the house itself.
    """
    events = House.pgh_event_model.objects.filter(pgh_obj_id=house.pk)  # type: ignore[attr-defined]
    newest_first = events.select_related("pgh_context").order_by("-pgh_created_at", "-pgh_id")
    first = (page - 1) * PAGE
    entries = list(newest_first[max(0, first - 1) : first + PAGE + 1])
    after = values_of(entries.pop(0) if first and entries else house)
    names = names_of({actor for event in entries[:PAGE] if (actor := actor_of(event))})
    found: list[Edit] = []
    for event in entries[:PAGE]:
        before = values_of(event)
        changes = changes_between(before, after)
        if changes:
            found.append(Edit(event.pgh_id, event.pgh_created_at, names.get(actor_of(event), ""), changes, before))
        after = before
    return found, len(entries) > PAGE


def changes_between(before: dict[str, Any], after: dict[str, Any]) -> tuple[Change, ...]:
    """The attributes in which two rows differ, in the order of the form."""
    return tuple(
        Change(str(label), shown(name, before), shown(name, after))
        for name, label in LABELS.items()
        if before[name] != after[name]
    )


def actor_of(event: Any) -> int:
    """The person who was signed in when an event was written, 0 for nobody."""
    metadata = event.pgh_context.metadata if event.pgh_context else {}
    return int(metadata.get("user") or 0)


def names_of(people: set[int]) -> dict[int, str]:
    return dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))


def values_of(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in EDITABLE}


def shown(name: str, values: dict[str, Any]) -> str:
    """A value in the words of the screen."""
    value = values[name]
    choices = dict(House._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
    return str(choices.get(value, value)) if value not in (None, "") else ""
