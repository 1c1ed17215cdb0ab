"""A number that grows with every write that a map can show, so that an unchanged tile costs one look at it.

A sequence and not a row: writers never wait for each other. A sequence grows before its transaction
commits, so the writer also holds a shared advisory lock until then, by which a reader knows of it
(maps/version.py). The lock comes first: between the two the old number already counts as unfinished.
"""

from django.conf import settings
from django.db import migrations

REGISTER = [
    "akiya_area", "akiya_housearea", "akiya_house", "akiya_occupancy", "akiya_occupancychange",
    "akiya_observation", "akiya_decision", "akiya_retraction", "akiya_entry",
]
GROUND = ["akiya_ground", "akiya_house"]
WRITES = "INSERT OR UPDATE OR DELETE"

COUNTERS = """
CREATE SEQUENCE maps_register_version;
CREATE SEQUENCE maps_ground_version;
CREATE FUNCTION maps_written() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(TG_ARGV[0]::regclass::oid::integer, 0);
  PERFORM nextval(TG_ARGV[0]::regclass);
  RETURN NULL;
END $$;
"""
NO_COUNTERS = """
DROP FUNCTION maps_written();
DROP SEQUENCE maps_register_version;
DROP SEQUENCE maps_ground_version;
"""


def watch(table, sequence):
    return f"""
    CREATE TRIGGER {sequence} AFTER {WRITES} ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION maps_written('{sequence}');
    """


def unwatch(table, sequence):
    return f"DROP TRIGGER {sequence} ON {table};"


WATCHED = [
    *((table, "maps_register_version") for table in REGISTER),
    *((table, "maps_ground_version") for table in GROUND),
]


def let_read(apps, schema_editor):
    web = settings.WEB_ROLE
    if web != schema_editor.connection.settings_dict["USER"]:
        name = schema_editor.quote_name(web)
        schema_editor.execute(f"GRANT SELECT ON SEQUENCE maps_register_version, maps_ground_version TO {name}")


class Migration(migrations.Migration):
    dependencies = [("maps", "0002_row_security"), ("akiya", "0002_row_security")]
    operations = [
        migrations.RunSQL(COUNTERS, NO_COUNTERS),
        migrations.RunSQL(
            "".join(watch(*each) for each in WATCHED), "".join(unwatch(*each) for each in WATCHED)
        ),
        # Addresses in the order in which people read them: 二丁目 before 十丁目 as 2 before 10.
        migrations.RunSQL(
            "CREATE COLLATION maps_address (provider = icu, locale = 'ja-u-kn-true')", "DROP COLLATION maps_address"
        ),
        migrations.RunPython(let_read, migrations.RunPython.noop),
    ]
