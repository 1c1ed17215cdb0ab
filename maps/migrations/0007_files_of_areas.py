"""That a table of areas was taken out is for who took it and for the city's administrators."""

from importlib import import_module

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

rules = import_module("akiya.migrations.0002_row_security")
inbox = import_module("akiya.migrations.0006_who_sees_what_waits")
own = import_module("maps.migrations.0002_row_security")
TABLE = "maps_areafile"


def append_only(apps, schema_editor):
    inbox.append_only(apps, schema_editor, [TABLE])


class Migration(migrations.Migration):

    dependencies = [
        ('akiya', '0019_photos_are_taken_down'),
        ('maps', '0006_exports_with_changes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AreaFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('format', models.CharField(choices=[('csv', 'CSV'), ('xlsx', 'Excel（XLSX）'), ('geojson', 'GeoJSON'), ('gpkg', 'GeoPackage')], max_length=10, verbose_name='形式')),
                ('kind', models.CharField(choices=[('district', '地区'), ('community_center', '公民館区域'), ('association', '自治会'), ('chome', '丁目'), ('school', '小学校区'), ('promotion_zone', '促進区域'), ('neighborhood', '町・大字')], max_length=20, verbose_name='区域の種類')),
                ('on', models.DateField(verbose_name='いつの')),
                ('known', models.DateTimeField(help_text='null: all that is known', null=True, verbose_name='いつまでに分かっていたこと')),
                ('filters', models.CharField(blank=True, help_text='query string of the map', max_length=2000, verbose_name='絞りこみ')),
                ('taken_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='akiya.municipality')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '区域ごとのファイル',
                'constraints': [models.CheckConstraint(condition=models.Q(('format__in', ['csv', 'xlsx', 'geojson', 'gpkg'])), name='area_file_format_is_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['district', 'community_center', 'association', 'chome', 'school', 'promotion_zone', 'neighborhood'])), name='area_file_kind_is_known')],
            },
        ),
        migrations.RunSQL(
            rules.protect(TABLE, f"{own.OWN} OR {own.ADMINISTERS}", f"{own.OWN} AND {rules.SEES}"),
            rules.unprotect(TABLE),
        ),
        migrations.RunPython(append_only, migrations.RunPython.noop),
    ]
