"""The office pages of one house, and what every page needs."""

from django.urls import URLPattern, path
from django.views.i18n import set_language

from akiya.pages.health import health

urlpatterns: list[URLPattern] = [
    path("health/", health, name="health"),
    path("language/", set_language, name="set_language"),
]
