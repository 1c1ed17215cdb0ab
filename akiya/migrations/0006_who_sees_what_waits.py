"""What was done in the inbox and why is for those who may write; that something waits or was accepted, for the office."""

from importlib import import_module

from django.conf import settings
from django.db import migrations

rules = import_module("akiya.migrations.0002_row_security")
POLICIES = {
    "akiya_inboxitem": (rules.SEES, rules.EDITS),
    "akiya_settlement": (rules.EDITS, rules.EDITS),
    "akiya_acceptance": (rules.SEES, rules.EDITS),
    "akiya_merge": (rules.SEES, rules.EDITS),
}
APPEND_ONLY = ["akiya_settlement", "akiya_acceptance", "akiya_merge"]


def append_only(apps, schema_editor, tables=APPEND_ONLY):
    web = settings.WEB_ROLE
    if web != schema_editor.connection.settings_dict["USER"]:
        schema_editor.execute(f"REVOKE UPDATE, DELETE ON {', '.join(tables)} FROM {schema_editor.quote_name(web)}")


SURVIVOR = """
CREATE FUNCTION akiya_survivor(house bigint) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE next_one bigint;
BEGIN
  LOOP
    SELECT merged_into_id INTO next_one FROM akiya_house WHERE id = house;
    IF next_one IS NULL THEN RETURN house; END IF;
    house := next_one;
  END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("akiya", "0005_what_waits_for_staff")]
    operations = [
        migrations.RunSQL(SURVIVOR, "DROP FUNCTION akiya_survivor(bigint);"),
        migrations.RunSQL(
            "".join(rules.protect(table, *policy) for table, policy in POLICIES.items()),
            "".join(rules.unprotect(table) for table in POLICIES),
        ),
        migrations.RunPython(append_only, migrations.RunPython.noop),
    ]
