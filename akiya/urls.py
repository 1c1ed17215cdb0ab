"""Every address of the register. The other apps are named only as strings."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("", include("akiya.pages.urls")),
    path("", include("surveys.urls")),
    path("", include("maps.urls")),
]
