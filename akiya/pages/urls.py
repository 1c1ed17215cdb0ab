"""The office pages of one house, and what every page needs."""

from django.urls import URLPattern, path
from django.views.i18n import set_language

from akiya.pages.health import health
from akiya.pages.house.decide import house_decide
from akiya.pages.house.edit import house_edit
from akiya.pages.house.observe import house_observe
from akiya.pages.house.page import house_page
from akiya.pages.house.photo import show_photo
from akiya.pages.house.retract import house_retract
from akiya.pages.house.signal import house_signal
from akiya.pages.house.surroundings import house_surroundings
from akiya.pages.house.takedown import photo_back, photo_down
from akiya.pages.inbox.page import inbox
from akiya.pages.inbox.settled import inbox_settled
from akiya.pages.inbox.settling import inbox_settle, inbox_undo, inbox_undo_together
from akiya.pages.start.page import start
from akiya.pages.start.waiting_page import changes_page, waiting_page

urlpatterns: list[URLPattern] = [
    path("", start, name="start"),
    path("waiting/<slug:code>/", waiting_page, name="waiting"),
    path("inbox/", inbox, name="inbox"),
    path("inbox/settle/", inbox_settle, name="inbox_settle"),
    path("inbox/settled/", inbox_settled, name="inbox_settled"),
    path("inbox/settled/<int:settlement_id>/undo/", inbox_undo, name="inbox_undo"),
    path("inbox/settled/together/<uuid:together>/undo/", inbox_undo_together, name="inbox_undo_together"),
    path("changes/", changes_page, name="changes"),
    path("health/", health, name="health"),
    path("houses/<int:house_id>/", house_page, name="house"),
    path("houses/<int:house_id>/decide/", house_decide, name="house_decide"),
    path("houses/<int:house_id>/retract/", house_retract, name="house_retract"),
    path("houses/<int:house_id>/signals/add/", house_signal, name="house_signal"),
    path("houses/<int:house_id>/observations/add/", house_observe, name="house_observe"),
    path("houses/<int:house_id>/edit/", house_edit, name="house_edit"),
    path("houses/<int:house_id>/surroundings.svg", house_surroundings, name="house_surroundings"),
    path("photos/<uuid:photo_id>/", show_photo, name="photo"),
    path("photos/<uuid:photo_id>/down/", photo_down, name="photo_down"),
    path("photos/<uuid:photo_id>/back/", photo_back, name="photo_back"),
    path("language/", set_language, name="set_language"),
]
