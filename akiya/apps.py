from django.apps import AppConfig


class AkiyaConfig(AppConfig):
    """The register itself: what is known of every house, since when, and how it is known."""

    name = "akiya"
    verbose_name = "空き家台帳"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from akiya import checks  # noqa: F401  (registers the system checks)
