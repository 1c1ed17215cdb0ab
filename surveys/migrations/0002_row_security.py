"""Requests and statements of no change are for the office and for the association they concern."""

from importlib import import_module

from django.conf import settings
from django.db import migrations

rules = import_module("akiya.migrations.0002_row_security")
FIELD_OR_OFFICE = f"{rules.SEES} OR {rules.OWN_ASSOCIATION}"
POLICIES = {
    "surveys_request": (FIELD_OR_OFFICE, rules.EDITS),
    "surveys_nochange": (FIELD_OR_OFFICE, rules.EDITS),
}


def append_only(apps, schema_editor):
    web = settings.WEB_ROLE
    if web != schema_editor.connection.settings_dict["USER"]:
        schema_editor.execute(f"REVOKE UPDATE, DELETE ON surveys_nochange FROM {schema_editor.quote_name(web)}")


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial"), ("akiya", "0002_row_security")]
    operations = [
        migrations.RunSQL(
            "".join(rules.protect(table, *policy) for table, policy in POLICIES.items()),
            "".join(rules.unprotect(table) for table in POLICIES),
        ),
        migrations.RunPython(append_only, migrations.RunPython.noop),
    ]
