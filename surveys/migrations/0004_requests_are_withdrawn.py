"""Why staff no longer ask is for those who may write: a reason of the office never reaches the field."""

import uuid
from importlib import import_module

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

rules = import_module("akiya.migrations.0002_row_security")
inbox = import_module("akiya.migrations.0006_who_sees_what_waits")
TABLE = "surveys_requestwithdrawal"


def append_only(apps, schema_editor):
    inbox.append_only(apps, schema_editor, [TABLE])


class Migration(migrations.Migration):

    dependencies = [
        ('akiya', '0013_entries_name_houses'),
        ('surveys', '0003_desk'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RequestWithdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('together', models.UUIDField(db_index=True, default=uuid.uuid4, verbose_name='いっしょに')),
                ('reason', models.TextField(verbose_name='理由')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='akiya.municipality')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to='surveys.request')),
                ('undoes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='surveys.requestwithdrawal')),
            ],
            options={
                'verbose_name': '依頼の取り下げ',
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='request_withdrawal_has_a_reason')],
            },
        ),
        migrations.RunSQL(rules.protect(TABLE, rules.EDITS, rules.EDITS), rules.unprotect(TABLE)),
        migrations.RunPython(append_only, migrations.RunPython.noop),
    ]
