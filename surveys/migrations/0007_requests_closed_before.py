"""What was closed without an answer was withdrawn, and says so now: a request is open or not by its rows alone."""

from django.db import migrations

SAY_SO = """
INSERT INTO surveys_requestwithdrawal (municipality_id, request_id, together, reason, person_id, recorded_at)
SELECT municipality_id, id, gen_random_uuid(), '理由は 書かれていません。', NULL,
       (closed_on::timestamp + interval '23 hours 59 minutes') AT TIME ZONE 'Asia/Tokyo'
  FROM surveys_request asked
 WHERE closed_on IS NOT NULL AND answered_by IS NULL
   AND NOT EXISTS (SELECT 1 FROM surveys_requestwithdrawal out WHERE out.request_id = asked.id)
"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0006_no_changes_are_taken_back")]
    operations = [migrations.RunSQL(SAY_SO, migrations.RunSQL.noop)]
