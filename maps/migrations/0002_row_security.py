"""What was taken out is for who took it, for the city's administrators and for the register itself."""

from importlib import import_module

from django.conf import settings
from django.db import migrations

rules = import_module("akiya.migrations.0002_row_security")
OWN = "person_id = (SELECT akiya_person_acting())"
ADMINISTERS = "municipality_id = ANY((SELECT akiya_municipalities_as('{admin}'))::bigint[])"
JOB = "EXISTS (SELECT 1 FROM maps_exportjob job WHERE job.id = job_id AND ({}))"
POLICIES = {
    "maps_exportjob": (f"{OWN} OR {ADMINISTERS} OR {rules.REGISTER}", f"({OWN} AND {rules.SEES}) OR {rules.REGISTER}"),
    "maps_exportstep": (JOB.format("true"), JOB.format(f"job.{OWN} OR {rules.REGISTER}")),
}


def append_only(apps, schema_editor):
    web = settings.WEB_ROLE
    if web != schema_editor.connection.settings_dict["USER"]:
        schema_editor.execute(f"REVOKE UPDATE, DELETE ON {', '.join(POLICIES)} FROM {schema_editor.quote_name(web)}")


class Migration(migrations.Migration):
    dependencies = [("maps", "0001_initial"), ("akiya", "0002_row_security")]
    operations = [
        migrations.RunSQL(
            "".join(rules.protect(table, *policy) for table, policy in POLICIES.items()),
            "".join(rules.unprotect(table) for table in POLICIES),
        ),
        migrations.RunPython(append_only, migrations.RunPython.noop),
    ]
