"""What was corrected of a person is for the administrators of a city in which the person holds or held a post."""

from importlib import import_module

from django.db import migrations

rules = import_module("akiya.migrations.0002_row_security")
THEIRS = """
EXISTS (SELECT 1 FROM akiya_term held
         WHERE held.person_id = akiya_personevent.pgh_obj_id
           AND held.municipality_id = ANY((SELECT akiya_municipalities_as('{admin}'))::bigint[]))"""


class Migration(migrations.Migration):
    dependencies = [("akiya", "0020_forms_are_taken_once")]
    operations = [
        migrations.RunSQL(
            f"ALTER POLICY reads ON akiya_personevent USING ({rules.REGISTER} OR {THEIRS})",
            f"ALTER POLICY reads ON akiya_personevent USING ({rules.REGISTER})",
        ),
    ]
