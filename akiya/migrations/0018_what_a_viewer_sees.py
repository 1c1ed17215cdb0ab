"""Photos and signals are for who writes in the register of their city: a viewer reads neither."""

from importlib import import_module

from django.db import migrations

rules = import_module("akiya.migrations.0002_row_security")


def read_by(photos, signals):
    return f"""
    ALTER POLICY reads ON akiya_photo USING ({photos});
    ALTER POLICY reads ON akiya_signal USING ({signals});
    """


class Migration(migrations.Migration):
    dependencies = [("akiya", "0017_find_anew")]
    operations = [
        migrations.RunSQL(
            read_by(f"{rules.EDITS} OR {rules.OWN_ASSOCIATION}", rules.EDITS),
            read_by(f"{rules.SEES} OR {rules.OWN_ASSOCIATION}", rules.SEES),
        ),
    ]
