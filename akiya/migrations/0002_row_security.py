"""Row-level security: what access.py says, said again by the database.

The policies ask four functions about the actor of the transaction (``akiya.actor``). They run
with the owner's rights, because the actor may not read other people's terms; the subselect around
each call makes PostgreSQL ask once a statement and not once a row.
"""

from django.conf import settings
from django.db import migrations

TERMS = """
CREATE FUNCTION akiya_person_acting() RETURNS bigint LANGUAGE sql STABLE AS
  $$ SELECT substring(current_setting('akiya.actor', true) FROM '^[0-9]{1,18}$')::bigint $$;
CREATE FUNCTION akiya_municipalities_as(roles text[]) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN current_setting('akiya.actor', true) = 'register'
    THEN (SELECT coalesce(array_agg(id), '{}') FROM akiya_municipality)
    ELSE (SELECT coalesce(array_agg(DISTINCT term.municipality_id), '{}')
            FROM akiya_term term JOIN akiya_person person ON person.id = term.person_id
           WHERE person.id = akiya_person_acting() AND person.is_active
             AND term.role = ANY(roles)
             AND term.starts_on <= (now() AT TIME ZONE 'Asia/Tokyo')::date
             AND (term.ends_on IS NULL OR term.ends_on > (now() AT TIME ZONE 'Asia/Tokyo')::date))
    END
$$;
CREATE FUNCTION akiya_sees() RETURNS bigint[] LANGUAGE sql STABLE AS
  $$ SELECT akiya_municipalities_as('{staff,viewer,admin}') $$;
CREATE FUNCTION akiya_edits() RETURNS bigint[] LANGUAGE sql STABLE AS
  $$ SELECT akiya_municipalities_as('{staff,admin}') $$;
CREATE FUNCTION akiya_belongs() RETURNS bigint[] LANGUAGE sql STABLE AS
  $$ SELECT akiya_municipalities_as('{head,staff,viewer,admin}') $$;
CREATE FUNCTION akiya_heads() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT term.area_id), '{}')
    FROM akiya_term term JOIN akiya_person person ON person.id = term.person_id
   WHERE person.id = akiya_person_acting() AND person.is_active
     AND term.area_id IS NOT NULL
     AND term.starts_on <= (now() AT TIME ZONE 'Asia/Tokyo')::date
     AND (term.ends_on IS NULL OR term.ends_on > (now() AT TIME ZONE 'Asia/Tokyo')::date)
$$;
"""
NO_TERMS = """
CREATE FUNCTION akiya_person_acting() RETURNS bigint LANGUAGE sql STABLE AS
  $$ SELECT substring(current_setting('akiya.actor', true) FROM '^[0-9]{1,18}$')::bigint $$;
DROP FUNCTION akiya_heads(); DROP FUNCTION akiya_belongs(); DROP FUNCTION akiya_edits();
DROP FUNCTION akiya_sees(); DROP FUNCTION akiya_municipalities_as(text[]); DROP FUNCTION akiya_person_acting();
"""

SEES = "municipality_id = ANY((SELECT akiya_sees())::bigint[])"
EDITS = "municipality_id = ANY((SELECT akiya_edits())::bigint[])"
BELONGS = "municipality_id = ANY((SELECT akiya_belongs())::bigint[])"
OWN_ASSOCIATION = "association_id = ANY((SELECT akiya_heads())::bigint[])"
OWN_AREA = "area_id = ANY((SELECT akiya_heads())::bigint[])"
OWN_HOUSE = f"EXISTS (SELECT 1 FROM akiya_housearea mine WHERE mine.house_id = akiya_house.id AND mine.{OWN_AREA})"
REGISTER = "current_setting('akiya.actor', true) = 'register'"

# table: (who reads, who writes). What may never be changed is in APPEND_ONLY.
POLICIES = {
    "akiya_municipality": (BELONGS.replace("municipality_id", "id"), REGISTER),
    "akiya_area": (BELONGS, EDITS),
    "akiya_ground": (BELONGS, EDITS),
    "akiya_house": (f"{SEES} OR {OWN_HOUSE}", EDITS),
    "akiya_housearea": (
        f"{OWN_AREA} OR EXISTS (SELECT 1 FROM akiya_area area WHERE area.id = area_id AND area.{SEES})",
        f"EXISTS (SELECT 1 FROM akiya_area area WHERE area.id = area_id AND area.{EDITS})",
    ),
    "akiya_reference": (SEES, EDITS),
    "akiya_observation": (f"{SEES} OR {OWN_ASSOCIATION}", EDITS),
    "akiya_photo": (f"{SEES} OR {OWN_ASSOCIATION}", EDITS),
    "akiya_setaside": (EDITS, EDITS),
    "akiya_decision": (SEES, EDITS),
    "akiya_retraction": (SEES, EDITS),
    "akiya_signal": (SEES, EDITS),
    "akiya_batch": (SEES, EDITS),
    "akiya_entry": (SEES, EDITS),
    "akiya_occupancychange": (SEES, EDITS),
    "akiya_occupancy": (SEES, EDITS),
    "akiya_term": (
        f"{SEES} OR person_id = (SELECT akiya_person_acting())",
        "municipality_id = ANY((SELECT akiya_municipalities_as('{admin,staff}'))::bigint[])",
    ),
    "akiya_houseevent": (SEES, "true"),
    "akiya_areaevent": (SEES, "true"),
    "akiya_termevent": (SEES, "true"),
    "akiya_municipalityevent": (SEES.replace("municipality_id", "pgh_obj_id"), "true"),
    "akiya_personevent": (REGISTER, "true"),
}
APPEND_ONLY = [
    "akiya_observation", "akiya_photo", "akiya_setaside", "akiya_decision", "akiya_retraction",
    "akiya_signal", "akiya_batch", "akiya_entry", "akiya_occupancychange",
    "akiya_houseevent", "akiya_areaevent", "akiya_termevent", "akiya_municipalityevent", "akiya_personevent",
]


def protect(table, reads, writes):
    return f"""
    ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
    CREATE POLICY reads ON {table} FOR SELECT USING ({reads});
    CREATE POLICY adds ON {table} FOR INSERT WITH CHECK ({writes});
    CREATE POLICY changes ON {table} FOR UPDATE USING ({writes}) WITH CHECK ({writes});
    CREATE POLICY removes ON {table} FOR DELETE USING ({writes});
    """


def unprotect(table):
    drops = "".join(f"DROP POLICY {name} ON {table};" for name in ("reads", "adds", "changes", "removes"))
    return f"{drops} ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"


def grant(apps, schema_editor):
    """Let the web role work with the tables, present and future, and add to history but never alter it."""
    web = schema_editor.quote_name(settings.WEB_ROLE)
    owner = schema_editor.connection.settings_dict["USER"]
    if settings.WEB_ROLE == owner:
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {web}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {web}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {web}")
        cursor.execute(
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {web}"
        )
        cursor.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {web}")
        cursor.execute(f"REVOKE UPDATE, DELETE ON {', '.join(APPEND_ONLY)} FROM {web}")
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {web}")


class Migration(migrations.Migration):
    dependencies = [("akiya", "0001_initial")]
    operations = [
        migrations.RunSQL(TERMS, NO_TERMS),
        migrations.RunSQL(
            "".join(protect(table, *policy) for table, policy in POLICIES.items()),
            "".join(unprotect(table) for table in POLICIES),
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
