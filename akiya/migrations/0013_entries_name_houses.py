"""An entry is of a house that the list names; there are no others."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("akiya", "0012_lists_are_read_whole")]
    operations = [migrations.RemoveField(model_name="entry", name="listed")]
