"""A list that was taken back out is one row, dates keep what the evidence leaves open, and corrections are recorded.

When a look was spoken is worked out anew: by our clock, which is the device's less its skew.
"""

from importlib import import_module

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


rules = import_module("akiya.migrations.0002_row_security")
append_only = import_module("akiya.migrations.0006_who_sees_what_waits").append_only
POLICIES = {
    "akiya_withdrawal": (rules.SEES, rules.EDITS),
    "akiya_correction": (rules.SEES, rules.EDITS),
}
# An interval that is added to a time of no zone gives the same whatever the session's zone is.
SPOKEN = """
CREATE FUNCTION akiya_spoken(seen_at timestamptz, skew interval, recorded_at timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT least(((seen_at AT TIME ZONE 'UTC') - coalesce(skew, interval '0')) AT TIME ZONE 'UTC', recorded_at)
$$;
"""


def only_added_to(apps, schema_editor):
    append_only(apps, schema_editor, POLICIES)


class Migration(migrations.Migration):

    dependencies = [
        ('akiya', '0010_when_a_look_was_spoken'),
    ]

    operations = [
        migrations.AddField(
            model_name='decision',
            name='replaces',
            field=models.CharField(blank=True, help_text='the piece of evidence that it corrects, if any', max_length=50),
        ),
        migrations.AddField(
            model_name='occupancy',
            name='earliest',
            field=models.DateField(help_text='the first day on which the run may have begun', null=True),
        ),
        migrations.AddField(
            model_name='occupancy',
            name='latest',
            field=models.DateField(help_text='the last day on which the run may have begun', null=True),
        ),
        migrations.AddField(
            model_name='occupancychange',
            name='earliest',
            field=models.DateField(help_text='the first day on which it may have begun; null: nothing says so', null=True),
        ),
        migrations.AddField(
            model_name='occupancychange',
            name='latest',
            field=models.DateField(help_text='the last day on which it may have begun', null=True),
        ),
        migrations.AlterField(
            model_name='batch',
            name='complete',
            field=models.BooleanField(help_text='区域は自治体の全体。載っていない家は もう空き家ではない', verbose_name='これが全部'),
        ),
        migrations.RunSQL(SPOKEN, "DROP FUNCTION akiya_spoken(timestamptz, interval, timestamptz);"),
        migrations.RemoveField(
            model_name='observation',
            name='spoken_at',
        ),
        migrations.AddField(
            model_name='observation',
            name='spoken_at',
            field=models.GeneratedField(db_persist=True, expression=models.Func(models.F('seen_at'), models.F('clock_skew'), models.F('recorded_at'), function='akiya_spoken'), help_text='by our clock: seen_at less the skew; nobody speaks after they were heard', output_field=models.DateTimeField()),
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(choices=[('rule', '決まりが変わった'), ('repair', '記録と合わなかった')], max_length=10)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('house', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='akiya.house')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='akiya.municipality')),
            ],
            options={
                'verbose_name': '履歴の訂正',
                'indexes': [models.Index(fields=['house', '-recorded_at'], name='correction_by_house')],
            },
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='理由')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to='akiya.batch')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='akiya.municipality')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('undoes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='akiya.withdrawal')),
            ],
            options={
                'verbose_name': '台帳の取り消し',
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='withdrawal_has_a_reason')],
            },
        ),
        migrations.RunSQL(
            "".join(rules.protect(table, *policy) for table, policy in POLICIES.items()),
            "".join(rules.unprotect(table) for table in POLICIES),
        ),
        migrations.RunPython(only_added_to, migrations.RunPython.noop),
    ]
