"""Let the register count its tables anew in the middle of a bulk load.

Until autovacuum looks, which is after the load at the earliest, the planner takes new rows for few and
walks whole tables once a row. Only an owner may ANALYZE, so the function runs with the owner's rights;
it takes nothing and tells nothing.
"""

from django.db import migrations

COUNT_ANEW = """
CREATE FUNCTION akiya_count_anew() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  ANALYZE akiya_house, akiya_reference, akiya_area, akiya_housearea, akiya_batch, akiya_entry,
          akiya_occupancychange, akiya_occupancy;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("akiya", "0002_row_security")]
    operations = [migrations.RunSQL(COUNT_ANEW, "DROP FUNCTION akiya_count_anew();")]
