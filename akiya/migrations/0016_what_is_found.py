"""Houses and areas are found by their texts in one form, through an index, whoever asks.

Row security lets PostgreSQL use no index for what a word stands in: it would have to ask the word of houses that the
person may not see. So a function with the owner's rights asks, of the houses that the person may see, and gives their
ids alone. Its index holds pairs of letters, and numbers whole: a word in Japanese is often of two letters, for which
the trigrams of pg_trgm are too long, and its idea of a letter depends on the locale of the database.
"""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


# The letters between two numbers in pairs, and each number as it is. What a text holds, its longer texts hold too, so
# that an index over these narrows what LIKE has to be asked of. Numbers stand between bars (akiya/texts/searching.py).
GRAMS = """
CREATE FUNCTION akiya_grams(text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT gram), '{}')
    FROM unnest(string_to_array($1, '/')) AS piece
   CROSS JOIN LATERAL (
     SELECT piece AS gram WHERE piece ~ '^[0-9]+$'
     UNION ALL
     SELECT substr(piece, nth, 2) FROM generate_series(1, length(piece) - 1) AS nth WHERE piece !~ '^[0-9]+$'
   ) grams
$$;
"""
# A word stands in the text of the house, or in the name of an area of that day in which it lies; a number alone is
# looked for in no name. 〓 stands for any letters. ``most``: no more than so many, whichever they are.
FOUND = """
CREATE FUNCTION akiya_found(terms text[], patterns text[], on_day date, most integer DEFAULT NULL)
RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 100 AS $$
DECLARE
  cities CONSTANT bigint[] := akiya_sees();
  heads CONSTANT bigint[] := akiya_heads();
  belongs CONSTANT bigint[] := akiya_belongs();
  seen CONSTANT text := format(
    CASE WHEN heads = '{}' THEN 'house.municipality_id = ANY(%1$L::bigint[])'
         ELSE '(house.municipality_id = ANY(%1$L::bigint[]) OR house.id IN (SELECT house_id FROM akiya_housearea'
              ' WHERE area_id = ANY(%2$L::bigint[])))' END, cities, heads);
  grams text[];
  areas bigint[];
  stands text;
  asked text := 'SELECT house.id FROM akiya_house house WHERE ' || seen;
BEGIN
  FOR nth IN 1 .. cardinality(terms) LOOP
    grams := akiya_grams(replace(terms[nth], '〓', '/'));
    stands := format('house.search_text LIKE %L', patterns[nth]);
    IF cardinality(grams) > 0 THEN
      stands := stands || format(' AND akiya_grams(house.search_text) @> %L::text[]', grams);
    END IF;
    areas := NULL;
    IF terms[nth] ~ '[^0-9/]' THEN
      SELECT array_agg(area.id) INTO areas FROM akiya_area area
       WHERE area.municipality_id = ANY(belongs) AND area.search_text LIKE patterns[nth]
         AND area.valid_from <= on_day AND (area.valid_to IS NULL OR area.valid_to > on_day);
    END IF;
    IF areas IS NOT NULL THEN
      stands := format(
        'house.id IN (SELECT house.id FROM akiya_house house WHERE %s AND %s'
        ' UNION ALL SELECT lies.house_id FROM akiya_housearea lies WHERE lies.area_id = ANY(%L::bigint[]))',
        seen, stands, areas);
    END IF;
    asked := asked || ' AND ' || stands;
  END LOOP;
  RETURN QUERY EXECUTE asked || coalesce(' LIMIT ' || most, '');
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('akiya', '0015_people_are_corrected'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='area',
            name='update_update',
        ),
        migrations.AddField(
            model_name='area',
            name='search_rules',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='さがす用の名前の きまりの版'),
        ),
        migrations.AddField(
            model_name='area',
            name='search_text',
            field=models.TextField(blank=True, db_default='', verbose_name='さがす用の名前'),
        ),
        migrations.AddField(
            model_name='house',
            name='search_rules',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='さがす用の文字の きまりの版'),
        ),
        migrations.AddField(
            model_name='house',
            name='search_text',
            field=models.TextField(blank=True, db_default='', verbose_name='さがす用の文字'),
        ),
        migrations.AlterField(
            model_name='house',
            name='address_search',
            field=models.CharField(blank=True, max_length=200, verbose_name='住所（ならべる用）'),
        ),
        migrations.RunSQL(GRAMS, "DROP FUNCTION akiya_grams(text)"),
        migrations.RunSQL(FOUND, "DROP FUNCTION akiya_found(text[], text[], date, integer)"),
        pgtrigger.migrations.AddTrigger(
            model_name='area',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM NEW."id" OR OLD."municipality_id" IS DISTINCT FROM NEW."municipality_id" OR OLD."kind" IS DISTINCT FROM NEW."kind" OR OLD."code" IS DISTINCT FROM NEW."code" OR OLD."name" IS DISTINCT FROM NEW."name" OR OLD."geometry"::bytea IS DISTINCT FROM NEW."geometry"::bytea OR OLD."valid_from" IS DISTINCT FROM NEW."valid_from" OR OLD."valid_to" IS DISTINCT FROM NEW."valid_to" OR OLD."source" IS DISTINCT FROM NEW."source")', func='INSERT INTO "akiya_areaevent" ("code", "geometry", "id", "kind", "municipality_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "valid_to") VALUES (NEW."code", NEW."geometry", NEW."id", NEW."kind", NEW."municipality_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."valid_from", NEW."valid_to"); RETURN NULL;', hash='37082cd08fc15b4fc3977896b1f0ac5d451957f0', operation='UPDATE', pgid='pgtrigger_update_update_c15fc', table='akiya_area', when='AFTER')),
        ),
    ]
