"""The days on which somebody knew how a house was used. ``make_ready`` works them out for a register of before."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

rules = import_module("akiya.migrations.0002_row_security")
TABLE = "akiya_confirmation"


class Migration(migrations.Migration):

    dependencies = [
        ('akiya', '0021_who_corrected_whom'),
    ]

    operations = [
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='知っていた日')),
                ('evidence', models.CharField(help_text='by what: look:<uuid>, decision:<id> …', max_length=50)),
                ('known_from', models.DateTimeField(verbose_name='台帳が知った時刻')),
                ('known_until', models.DateTimeField(help_text='from this moment the register held it no more', null=True)),
                ('house', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='akiya.house')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='akiya.municipality')),
            ],
            options={
                'verbose_name': '確認',
                'indexes': [models.Index(fields=['house', '-day'], name='confirmation_by_house')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('known_until__isnull', True)), fields=('house', 'day'), name='confirmation_is_one_a_day')],
            },
        ),
        migrations.RunSQL(rules.protect(TABLE, rules.SEES, rules.EDITS), rules.unprotect(TABLE)),
    ]
