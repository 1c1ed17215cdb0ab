"""A search of 200 letters may be longer than 2,000 in an address: by what a table was narrowed is kept whole."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('maps', '0007_files_of_areas'),
    ]

    operations = [
        migrations.AlterField(
            model_name='areafile',
            name='filters',
            field=models.TextField(blank=True, help_text='query string of the map', verbose_name='絞りこみ'),
        ),
    ]
