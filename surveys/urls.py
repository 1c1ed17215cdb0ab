"""Addresses of the field app under /field/, and of the office's pages about asking and about people."""

from django.urls import URLPattern, URLResolver, path

from surveys.api.all import api
from surveys.pages import enrol, shell

app_name = "surveys"
urlpatterns: list[URLPattern | URLResolver] = [
    path("field/", shell.field, name="field"),
    path("field/enrol/", enrol.by_number, name="enrol"),
    path("field/enrol/<str:token>", enrol.by_link, name="enrol-link"),
    path("field/api/", api.urls),
]
