"""Addresses of the field app under /field/, and of the office's pages about asking and about people."""

from django.urls import URLPattern, URLResolver, path

from surveys.api.all import api
from surveys.pages import (
    ask,
    association,
    contact_point,
    enrol,
    handover,
    installing,
    office_people,
    passkey,
    people,
    person,
    requests,
    reset,
    sheet,
    shell,
    terms,
)

app_name = "surveys"
urlpatterns: list[URLPattern | URLResolver] = [
    path("field/", shell.field, name="field"),
    path("field/shell/", shell.shell, name="shell"),
    path("field/rescue/", shell.rescue, name="rescue"),
    path("field/worker.js", installing.worker, name="worker"),
    path("field/manifest.webmanifest", installing.manifest, name="manifest"),
    path("field/icon-<int:size>.png", installing.icon_page, name="icon"),
    path("field/enrol/", enrol.by_number, name="enrol"),
    path("field/enrol/<str:token>", enrol.by_link, name="enrol-link"),
    path("field/passkey/", passkey.make, name="passkey"),
    path("field/passkey/enter/", passkey.enter, name="passkey-enter"),
    path("field/api/", api.urls),
    path("houses/<int:house_id>/ask/", ask.ask_about, name="ask"),
    path("requests/", requests.requests, name="requests"),
    path("requests/withdraw/", requests.withdraw_requests, name="withdraw-requests"),
    path("requests/withdrawn/<uuid:together>/undo/", requests.ask_on_together, name="ask-on"),
    path("inbox/handover/", handover.handover, name="handover"),
    path("people/", people.people, name="people"),
    path("people/contact-point/", contact_point.change_contact_point, name="contact-point"),
    path("people/associations/<int:area_id>/", association.association, name="association"),
    path("people/terms/<int:term_id>/end/", terms.end, name="end-term"),
    path("people/terms/<int:term_id>/reopen/", terms.reopen, name="reopen-term"),
    path("people/terms/<int:term_id>/paper/", sheet.sheet, name="sheet"),
    path("people/terms/<int:term_id>/paper/revoke/", association.revoke_paper, name="revoke-paper"),
    path("people/devices/<uuid:device_id>/stop/", association.stop_device, name="stop-device"),
    path("people/office/", office_people.office_people, name="office-people"),
    path("people/office/newcomer/", office_people.newcomer, name="newcomer"),
    path("people/persons/<int:person_id>/", person.person, name="person"),
    path("people/persons/<int:person_id>/reset/", reset.reset, name="reset"),
]
