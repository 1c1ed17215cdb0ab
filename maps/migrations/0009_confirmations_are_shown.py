"""A confirmation is something that a map can show: its age is a filter, of any day."""

from importlib import import_module

from django.db import migrations

version = import_module("maps.migrations.0003_version")
WATCHED = ("akiya_confirmation", "maps_register_version")


class Migration(migrations.Migration):
    dependencies = [("maps", "0008_filters_of_any_length"), ("akiya", "0022_when_somebody_knew")]
    operations = [migrations.RunSQL(version.watch(*WATCHED), version.unwatch(*WATCHED))]
