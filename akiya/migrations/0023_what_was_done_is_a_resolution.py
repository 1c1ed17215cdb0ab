"""What staff do with something that waits is called its resolution. The column stays as it is."""

from django.db import migrations, models

from akiya.words import Resolution

OLD = models.CharField("どうしたか", max_length=10, choices=Resolution, db_column="side")


class Migration(migrations.Migration):
    dependencies = [("akiya", "0022_when_somebody_knew")]
    operations = [
        migrations.AlterField("settlement", "side", OLD),
        migrations.RemoveConstraint("settlement", "settlement_side_is_known"),
        migrations.RenameField("settlement", "side", "resolution"),
        migrations.AddConstraint(
            "settlement",
            models.CheckConstraint(
                condition=models.Q(resolution__in=Resolution.values), name="settlement_side_is_known"
            ),
        ),
    ]
