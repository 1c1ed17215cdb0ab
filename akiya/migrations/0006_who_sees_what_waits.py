"""The inbox and what staff do with it are for those who may write; an acceptance and a merge are history for all."""

from importlib import import_module

from django.conf import settings
from django.db import migrations

rules = import_module("akiya.migrations.0002_row_security")
POLICIES = {
    "akiya_inboxitem": (rules.EDITS, rules.EDITS),
    "akiya_settlement": (rules.EDITS, rules.EDITS),
    "akiya_acceptance": (rules.SEES, rules.EDITS),
    "akiya_merge": (rules.SEES, rules.EDITS),
}
APPEND_ONLY = ["akiya_settlement", "akiya_acceptance", "akiya_merge"]


def append_only(apps, schema_editor):
    web = settings.WEB_ROLE
    if web != schema_editor.connection.settings_dict["USER"]:
        schema_editor.execute(f"REVOKE UPDATE, DELETE ON {', '.join(APPEND_ONLY)} FROM {schema_editor.quote_name(web)}")


class Migration(migrations.Migration):
    dependencies = [("akiya", "0005_what_waits_for_staff")]
    operations = [
        migrations.RunSQL(
            "".join(rules.protect(table, *policy) for table, policy in POLICIES.items()),
            "".join(rules.unprotect(table) for table in POLICIES),
        ),
        migrations.RunPython(append_only, migrations.RunPython.noop),
    ]
