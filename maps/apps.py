from django.apps import AppConfig


class MapsConfig(AppConfig):
    """Showing: the map and its list, tiles, counts and everything taken out."""

    name = "maps"
    verbose_name = "地図と書き出し"
    default_auto_field = "django.db.models.BigAutoField"
