"""A photo is taken down: a row says so and another takes it back; the photo, its row and its files stay as they are.

Whether a photo is down is asked of one function, by the pages, by the queries and by row security: it gives the row that
keeps it down. It runs with the owner's rights, because a head may not read who took what down, and why.
"""

from importlib import import_module

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

rules = import_module("akiya.migrations.0002_row_security")

DOWN = """
CREATE FUNCTION akiya_taken_down(photo uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT max(down.id) FROM akiya_takedown down
   WHERE down.photo_id = photo AND down.undoes_id IS NULL
     AND NOT EXISTS (SELECT 1 FROM akiya_takedown back WHERE back.undoes_id = down.id)
$$;
"""


def read_by(own):
    """Who writes still reads the row of a photo that is down, and so can put it back."""
    return f"ALTER POLICY reads ON akiya_photo USING ({rules.EDITS} OR {own})"


def append_only(apps, schema_editor):
    """What was taken down, and back, is added to, and never altered."""
    web = settings.WEB_ROLE
    if web != schema_editor.connection.settings_dict["USER"]:
        schema_editor.execute(f"REVOKE UPDATE, DELETE ON akiya_takedown FROM {schema_editor.quote_name(web)}")


class Migration(migrations.Migration):

    dependencies = [
        ('akiya', '0018_what_a_viewer_sees'),
    ]

    operations = [
        migrations.CreateModel(
            name='Takedown',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='理由')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='akiya.municipality')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('photo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='takedowns', to='akiya.photo')),
                ('undoes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='akiya.takedown')),
            ],
            options={
                'verbose_name': '写真を下げた記録',
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='takedown_has_a_reason')],
            },
        ),
        migrations.RunSQL(DOWN, "DROP FUNCTION akiya_taken_down(uuid)"),
        migrations.RunSQL(
            rules.protect("akiya_takedown", rules.EDITS, rules.EDITS), rules.unprotect("akiya_takedown")
        ),
        migrations.RunSQL(
            read_by(f"({rules.OWN_ASSOCIATION} AND akiya_taken_down(id) IS NULL)"), read_by(rules.OWN_ASSOCIATION)
        ),
        migrations.RunPython(append_only, migrations.RunPython.noop),
    ]
