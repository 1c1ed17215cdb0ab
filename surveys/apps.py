from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Asking and answering: requests, the field app, and who may carry it."""

    name = "surveys"
    verbose_name = "調査"
    default_auto_field = "django.db.models.BigAutoField"
