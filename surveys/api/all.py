"""Every door of the field API. The addresses are tried in this order, so the one for all others is last."""

from ninja import NinjaAPI

from surveys.api import no_changes, nowhere, observations, offers, photos, problems, reading
from surveys.api.entry import enter

api = NinjaAPI(title="現地アプリ", version="1", urls_namespace="field-api", auth=enter, docs_url=None, openapi_url=None)
problems.listen(api)
for door in (reading, observations, photos, no_changes, offers, nowhere):
    api.add_router("", door.router)
