"""Whether a piece of evidence stands: a strike that was itself struck out strikes nothing, however often in turn."""

from django.db import migrations, models

STANDS = """
CREATE FUNCTION akiya_stands(piece text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN NOT EXISTS (SELECT 1 FROM akiya_retraction strike
                      WHERE strike.evidence = piece AND akiya_stands('retraction:' || strike.id));
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("akiya", "0007_what_can_be_restored")]
    operations = [
        migrations.AddIndex(
            model_name="retraction",
            index=models.Index(fields=["evidence"], name="retraction_by_evidence"),
        ),
        migrations.RunSQL(STANDS, "DROP FUNCTION akiya_stands(text);"),
    ]
