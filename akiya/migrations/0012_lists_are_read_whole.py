"""What a complete list says by its silence is no row any more, and a list taken back out is one and not one a line.

Until now a complete list left a row for each house that it lacked and that stood vacant when it was taken in, and
taking a list out struck each of its lines out. The first is read from the list's being complete; what referred to
such a row refers to the silence by name. The second becomes the row of Withdrawal that it was one of. A line that
staff struck out, or put back, by itself stays as it is.
"""

from collections import defaultdict

from django.db import migrations

NAME_SILENCES = """
UPDATE akiya_{table} SET evidence = 'silence:' || e.batch_id || ':' || e.house_id
  FROM akiya_entry e WHERE NOT e.listed AND akiya_{table}.evidence = 'entry:' || e.id
"""
NAME_IN_DECISIONS = """
UPDATE akiya_decision d SET evidence = array_replace(d.evidence, 'entry:' || e.id, 'silence:' || e.batch_id || ':' || e.house_id)
  FROM akiya_entry e WHERE NOT e.listed AND d.evidence @> ARRAY['entry:' || e.id]::varchar[]
"""
DROP_SILENCES = "DELETE FROM akiya_entry WHERE NOT listed"
# Every strike that hangs on a line or a silence, with how many strikes lie between: an odd one takes out.
CHAINS = """
WITH RECURSIVE line AS (
  SELECT 'entry:' || id AS piece, batch_id FROM akiya_entry WHERE listed
  UNION ALL SELECT 'silence:' || batch_id || ':' || house_id, batch_id FROM akiya_entry WHERE NOT listed
), chain AS (
  SELECT r.id, line.batch_id, r.house_id, r.evidence, r.reason, r.person_id, r.recorded_at, 1 AS depth
    FROM akiya_retraction r JOIN line ON line.piece = r.evidence
  UNION ALL
  SELECT r.id, chain.batch_id, r.house_id, r.evidence, r.reason, r.person_id, r.recorded_at, depth + 1
    FROM akiya_retraction r JOIN chain ON r.evidence = 'retraction:' || chain.id
)
SELECT id, batch_id, house_id, evidence, reason, person_id, recorded_at, depth FROM chain ORDER BY recorded_at, id
"""
LINES = "SELECT batch_id, count(*) FROM akiya_entry GROUP BY 1"
ADD = """
INSERT INTO akiya_withdrawal (municipality_id, batch_id, undoes_id, reason, person_id, recorded_at)
SELECT municipality_id, id, %s, %s, %s, %s FROM akiya_batch WHERE id = %s RETURNING id
"""


def read_lists_whole(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for table in ("occupancychange", "retraction"):
            cursor.execute(NAME_SILENCES.format(table=table))
        cursor.execute(NAME_IN_DECISIONS)
        while cursor.rowcount:  # a decision may rest on several
            cursor.execute(NAME_IN_DECISIONS)
        cursor.execute(LINES)
        lines = dict(cursor.fetchall())
        cursor.execute(CHAINS)
        strikes = defaultdict(list)
        for id_, batch, house, evidence, reason, person, at, depth in cursor.fetchall():
            strikes[batch, at, depth % 2 == 1].append((id_, house, evidence, reason, person))
        standing, became = {}, {}
        for (batch, at, out), rows in sorted(strikes.items(), key=lambda each: each[0][1]):
            of_the_whole = len(rows) > 1 or len(rows) == lines[batch]
            if not of_the_whole or out == (batch in standing):
                continue
            cursor.execute(ADD, [None if out else standing.pop(batch), rows[0][3], rows[0][4], at, batch])
            withdrawal = cursor.fetchone()[0]
            if out:
                standing[batch] = withdrawal
            for id_, house, evidence, _reason, _person in rows:
                # What put a line back that had been struck out by itself stays a strike of that strike.
                if out or evidence.removeprefix("retraction:") in became:
                    became[str(id_)] = f"withdrawn:{withdrawal}:{house}"
        cursor.execute("DELETE FROM akiya_retraction WHERE id = ANY(%s)", [[int(id_) for id_ in became]])
        for id_, name in became.items():
            cursor.execute("UPDATE akiya_retraction SET evidence = %s WHERE evidence = %s", [name, f"retraction:{id_}"])
        cursor.execute(DROP_SILENCES)


class Migration(migrations.Migration):
    dependencies = [("akiya", "0011_what_a_list_says")]
    operations = [migrations.RunPython(read_lists_whole, migrations.RunPython.noop)]
