"""Of a form that is pressed twice a row says that it was taken, and where that led. Everybody has to do with their own."""

from importlib import import_module

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

rules = import_module("akiya.migrations.0002_row_security")

OWN = "person_id = (SELECT akiya_person_acting())"


class Migration(migrations.Migration):

    dependencies = [
        ('akiya', '0019_photos_are_taken_down'),
    ]

    operations = [
        migrations.CreateModel(
            name='SentForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.UUIDField()),
                ('led_to', models.TextField()),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '送られた用紙',
                'constraints': [models.UniqueConstraint(fields=('person', 'form'), name='a_form_is_taken_once')],
            },
        ),
        migrations.RunSQL(rules.protect("akiya_sentform", OWN, OWN), rules.unprotect("akiya_sentform")),
    ]
