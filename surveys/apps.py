from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Asking and answering: requests, the field app, and who may carry it."""

    name = "surveys"
    verbose_name = "調査"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from surveys import (
            answers,  # noqa: F401  (keeps requests true with the projections of a house)
            asking,  # noqa: F401  (adds its door to the inbox)
            open_requests,  # noqa: F401  (adds itself to what waits)
            silence,  # noqa: F401  (adds its kinds to the inbox)
        )
        from surveys.pages import ask  # noqa: F401  (adds its panel to the page of a house)
