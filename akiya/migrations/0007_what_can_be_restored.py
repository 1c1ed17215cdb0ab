"""Let a copy of the register be restored.

pg_restore fills tables with an empty search path, so that nobody's function can slip in; the cell of a house is
worked out in that moment, and its function found neither PostGIS nor its own second half. They are now named with
their schema. Setting a search path on the function would do too, and cost something for each house. The trigger that
keeps what a house was compares geometries by their bytes from now on: it was not made again, for the same reason.
"""

import pgtrigger.compiler
import pgtrigger.migrations
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
    operations = [
        migrations.RunSQL(CELL.format(schema="public."), CELL.format(schema="")),
        pgtrigger.migrations.RemoveTrigger(
            model_name='house',
            name='update_update',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='house',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM NEW."id" OR OLD."municipality_id" IS DISTINCT FROM NEW."municipality_id" OR OLD."number" IS DISTINCT FROM NEW."number" OR OLD."client_id" IS DISTINCT FROM NEW."client_id" OR OLD."point"::bytea IS DISTINCT FROM NEW."point"::bytea OR OLD."footprint"::bytea IS DISTINCT FROM NEW."footprint"::bytea OR OLD."address" IS DISTINCT FROM NEW."address" OR OLD."residential_address" IS DISTINCT FROM NEW."residential_address" OR OLD."lot_number" IS DISTINCT FROM NEW."lot_number" OR OLD."landmark" IS DISTINCT FROM NEW."landmark" OR OLD."use" IS DISTINCT FROM NEW."use" OR OLD."structure" IS DISTINCT FROM NEW."structure" OR OLD."storeys" IS DISTINCT FROM NEW."storeys" OR OLD."floor_area" IS DISTINCT FROM NEW."floor_area" OR OLD."built_on" IS DISTINCT FROM NEW."built_on" OR OLD."built_precision" IS DISTINCT FROM NEW."built_precision" OR OLD."built_text" IS DISTINCT FROM NEW."built_text" OR OLD."source" IS DISTINCT FROM NEW."source" OR OLD."recorded_at" IS DISTINCT FROM NEW."recorded_at")', func='INSERT INTO "akiya_houseevent" ("address", "built_on", "built_precision", "built_text", "client_id", "floor_area", "footprint", "id", "landmark", "lot_number", "municipality_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "point", "recorded_at", "residential_address", "source", "storeys", "structure", "use") VALUES (OLD."address", OLD."built_on", OLD."built_precision", OLD."built_text", OLD."client_id", OLD."floor_area", OLD."footprint", OLD."id", OLD."landmark", OLD."lot_number", OLD."municipality_id", OLD."number", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."point", OLD."recorded_at", OLD."residential_address", OLD."source", OLD."storeys", OLD."structure", OLD."use"); RETURN NULL;', hash='c4e4a44c23a7b5093b07a91b1d7328e2d2ea30a3', operation='UPDATE', pgid='pgtrigger_update_update_c4f14', table='akiya_house', when='AFTER')),
        ),
    ]
