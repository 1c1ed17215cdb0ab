"""Who stopped a device, made a paper worthless or changed the desk: kept by the database, read by administrators."""

import uuid
from importlib import import_module

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

rules = import_module("akiya.migrations.0002_row_security")
inbox = import_module("akiya.migrations.0006_who_sees_what_waits")
TABLES = ["surveys_deskevent", "surveys_deviceevent", "surveys_enrolmentevent"]
ADMINISTERS = "municipality_id = ANY((SELECT akiya_municipalities_as('{admin}'))::bigint[])"


def append_only(apps, schema_editor):
    inbox.append_only(apps, schema_editor, TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ('akiya', '0019_photos_are_taken_down'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('surveys', '0007_requests_closed_before'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DeskEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('section', models.CharField(max_length=60, verbose_name='担当課')),
                ('phone', models.CharField(max_length=30, verbose_name='電話')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DeviceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=uuid.uuid4, serialize=False)),
                ('name', models.CharField(blank=True, max_length=100)),
                ('revoked_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EnrolmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('revoked_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='desk',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_deskevent" ("municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "section") VALUES (NEW."municipality_id", _pgh_attach_context(), NOW(), \'insert\', NEW."municipality_id", NEW."phone", NEW."section"); RETURN NULL;', hash='480fd19f365a0db039c76308443d134c97a1199f', operation='INSERT', pgid='pgtrigger_insert_insert_2194d', table='surveys_desk', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='desk',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "surveys_deskevent" ("municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "section") VALUES (NEW."municipality_id", _pgh_attach_context(), NOW(), \'update\', NEW."municipality_id", NEW."phone", NEW."section"); RETURN NULL;', hash='6fa4cb33ead5238d946fe2202a276b3fafdda55c', operation='UPDATE', pgid='pgtrigger_update_update_9dfa9', table='surveys_desk', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='device',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."municipality_id" IS DISTINCT FROM (NEW."municipality_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at"))', func='INSERT INTO "surveys_deviceevent" ("id", "municipality_id", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at") VALUES (NEW."id", NEW."municipality_id", NEW."name", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revoked_at"); RETURN NULL;', hash='294bfe08f26fb4bd998095b6bd7d87ac73481549', operation='UPDATE', pgid='pgtrigger_update_update_31f9e', table='surveys_device', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enrolment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."municipality_id" IS DISTINCT FROM (NEW."municipality_id") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."term_id" IS DISTINCT FROM (NEW."term_id"))', func='INSERT INTO "surveys_enrolmentevent" ("id", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "term_id") VALUES (NEW."id", NEW."municipality_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revoked_at", NEW."term_id"); RETURN NULL;', hash='7db9582fe21f66b26fd6dc188e112424a4e28bac', operation='UPDATE', pgid='pgtrigger_update_update_05e31', table='surveys_enrolment', when='AFTER')),
        ),
        migrations.AddField(
            model_name='deskevent',
            name='municipality',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', serialize=False, to='akiya.municipality'),
        ),
        migrations.AddField(
            model_name='deskevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='deskevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='surveys.desk'),
        ),
        migrations.AddField(
            model_name='deviceevent',
            name='municipality',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='akiya.municipality'),
        ),
        migrations.AddField(
            model_name='deviceevent',
            name='person',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deviceevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='deviceevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='surveys.device'),
        ),
        migrations.AddField(
            model_name='enrolmentevent',
            name='municipality',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='akiya.municipality'),
        ),
        migrations.AddField(
            model_name='enrolmentevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='enrolmentevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='surveys.enrolment'),
        ),
        migrations.AddField(
            model_name='enrolmentevent',
            name='term',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='akiya.term'),
        ),
        migrations.RunSQL(
            "".join(rules.protect(table, ADMINISTERS, "true") for table in TABLES),
            "".join(rules.unprotect(table) for table in TABLES),
        ),
        migrations.RunPython(append_only, migrations.RunPython.noop),
    ]
