"""Every address of the register. The other apps are named only as strings."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("akiya.sign_in_urls")),
    path("", include("akiya.pages.urls")),
    path("", include("surveys.urls")),
    path("", include("maps.urls")),
]
