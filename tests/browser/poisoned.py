"""A town in which every text that people wrote is one script, so that a page shows no other word of theirs."""

from collections.abc import Iterator

import psycopg
from django.apps import apps
from django.db.models import CharField, Field, TextField

PAYLOAD = "'\"><img src=x onerror=hit()>"
LEFT_ALONE = {
    "password": "a hash",
    "login": "what is signed in with",
    "code": "of a municipality: six digits by constraint; of an area: the key that its house numbers hang on",
    "confirmed_by": "a reference to evidence, held together by constraint",
    "evidence": "a reference to evidence, held together by constraint",
    "file": "a path that the register makes",
    "kind": "a word of a fixed list",
    "pgh_label": "a word of a fixed list",
    "filters": "written by the register from what it has understood",
    "InboxItem.key": "a name that the register makes",
    "InboxItem.source": "a reference to evidence",
    "Settlement.key": "a name that the register makes",
    "Settlement.evidence": "a reference to evidence",
}


def texts() -> Iterator[tuple[str, Field]]:
    """Every column that takes words as they come, of every table of ours."""
    for model in apps.get_models():
        if model._meta.app_label not in {"akiya", "surveys", "maps"}:
            continue
        for field in model._meta.fields:
            left_alone = LEFT_ALONE.keys() & {field.name, f"{model.__name__}.{field.name}"}
            if isinstance(field, CharField | TextField) and not field.choices and not left_alone:
                yield model._meta.db_table, field


def poison(url: str) -> None:
    """Put the script into every text of every row, as an owner of the tables can."""
    with psycopg.connect(url, autocommit=True) as owner:
        for table, field in texts():
            owner.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
            owner.execute(
                f'UPDATE "{table}" SET "{field.column}" = left(%s || ctid::text, %s)',
                [PAYLOAD, field.max_length or 200],
            )
            owner.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
