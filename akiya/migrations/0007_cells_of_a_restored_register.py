"""Let a copy of the register be restored.

pg_restore fills tables with an empty search path, so that nobody's function can slip in; the cell of a house is
worked out in that moment, and its function found neither PostGIS nor its own second half. They are now named with
their schema. Setting a search path on the function would do too, and cost something for each house.
"""

from django.db import migrations

CELL = """
CREATE OR REPLACE FUNCTION akiya_cell(place geometry) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  side CONSTANT bigint := 1::bigint << 30;
  latitude double precision := radians(greatest(-85.051128779806604, least(85.051128779806604, {schema}ST_Y(place))));
  col bigint := floor(({schema}ST_X(place) + 180) / 360 * side);
  row_ bigint := floor((1 - asinh(tan(latitude)) / pi()) / 2 * side);
BEGIN
  RETURN {schema}akiya_spread(greatest(0, least(side - 1, col)))
         | ({schema}akiya_spread(greatest(0, least(side - 1, row_))) << 1);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("akiya", "0006_who_sees_what_waits")]
    operations = [migrations.RunSQL(CELL.format(schema="public."), CELL.format(schema=""))]
