from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

rules = import_module("akiya.migrations.0002_row_security")


class Migration(migrations.Migration):

    dependencies = [
        ('akiya', '0002_row_security'),
        ('surveys', '0002_row_security'),
    ]

    operations = [
        migrations.CreateModel(
            name='Desk',
            fields=[
                ('municipality', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to='akiya.municipality')),
                ('section', models.CharField(max_length=60, verbose_name='担当課')),
                ('phone', models.CharField(max_length=30, verbose_name='電話')),
            ],
            options={
                'verbose_name': '窓口',
            },
        ),
        migrations.RunSQL(
            rules.protect("surveys_desk", rules.BELONGS, rules.EDITS),
            rules.unprotect("surveys_desk"),
        ),
    ]
