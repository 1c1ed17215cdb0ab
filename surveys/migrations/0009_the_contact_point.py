"""A word: what was a desk is a contact point. The tables keep their names and rights; the triggers are named anew."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('surveys', '0008_who_stopped_what')]

    operations = [
        pgtrigger.migrations.RemoveTrigger(model_name='desk', name='insert_insert'),
        pgtrigger.migrations.RemoveTrigger(model_name='desk', name='update_update'),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel('Desk', 'ContactPoint'),
                migrations.AlterModelTable('ContactPoint', 'surveys_desk'),
                migrations.RenameModel('DeskEvent', 'ContactPointEvent'),
                migrations.AlterModelTable('ContactPointEvent', 'surveys_deskevent'),
            ]
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactpoint',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_deskevent" ("municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "section") VALUES (NEW."municipality_id", _pgh_attach_context(), NOW(), \'insert\', NEW."municipality_id", NEW."phone", NEW."section"); RETURN NULL;', hash='befddc6c33af2e263aa3819657291c103a8a6b2c', operation='INSERT', pgid='pgtrigger_insert_insert_6e7e1', table='surveys_desk', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactpoint',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "surveys_deskevent" ("municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "section") VALUES (NEW."municipality_id", _pgh_attach_context(), NOW(), \'update\', NEW."municipality_id", NEW."phone", NEW."section"); RETURN NULL;', hash='dc4c7eec5737c2bdbdc58719bdc2a7bbe2308393', operation='UPDATE', pgid='pgtrigger_update_update_95218', table='surveys_desk', when='AFTER')),
        ),
    ]
