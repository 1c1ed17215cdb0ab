from django.urls import path

from maps.pages import export

urlpatterns = [
    path("", export.order, name="export"),
    path("<uuid:job>/", export.progress, name="export_job"),
    path("<uuid:job>/status", export.status, name="export_status"),
    path("<uuid:job>/again", export.again, name="export_again"),
    path("<uuid:job>/files/<str:name>", export.fetch, name="export_file"),
]
