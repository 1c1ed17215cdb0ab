"""The houses of a city in the order in which people read their addresses, for the first page of the list."""

from django.db import migrations

ORDERED = """
CREATE INDEX CONCURRENTLY maps_house_by_address
    ON akiya_house (municipality_id, address_search COLLATE maps_address, number) WHERE merged_into_id IS NULL
"""


class Migration(migrations.Migration):
    # Built while others write: a register of a million houses is not closed for it.
    atomic = False
    dependencies = [("maps", "0003_version"), ("akiya", "0010_when_a_look_was_spoken")]
    operations = [migrations.RunSQL(ORDERED, "DROP INDEX CONCURRENTLY maps_house_by_address")]
