"""Work out what houses and areas are found by, some thousand at a time, and only then the index over it.

Others write meanwhile: nothing is locked for longer than one batch, and a migration that was broken off goes on where
it stopped.
"""

from django.db import migrations

from akiya.projections import found_by

INDEX = "CREATE INDEX CONCURRENTLY akiya_house_by_grams ON akiya_house USING gin (akiya_grams(search_text))"


def work_out(apps, schema_editor):
    found_by.renew(using=schema_editor.connection.alias)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("akiya", "0016_what_is_found")]
    operations = [
        migrations.RunPython(work_out, migrations.RunPython.noop, elidable=False),
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS akiya_house_by_grams", migrations.RunSQL.noop),
        migrations.RunSQL(INDEX, "DROP INDEX CONCURRENTLY akiya_house_by_grams"),
    ]
