"""Every address of the register. The other apps are named only as strings."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("akiya.pages.people.sign_in_urls")),
    path("", include("akiya.pages.urls")),
    path("", include("surveys.urls")),
    path("", include("maps.urls")),
]

handler400 = "akiya.pages.failures.bad_request"
handler403 = "akiya.pages.failures.refused"
handler404 = "akiya.pages.failures.not_found"
handler429 = "akiya.pages.failures.too_many"
handler500 = "akiya.pages.failures.failed"
