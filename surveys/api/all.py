"""Every door of the field API. The addresses are tried in this order, so the one for all others is last."""

from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.parser import Parser
from pydantic_core import from_json

from surveys.api import no_changes, nowhere, observations, offers, photos, problems, reading
from surveys.api.entry import enter
from surveys.half_letters import made_whole


class Shallow(Parser):
    """Reads JSON as far down as anybody nests it: json.loads would go on until Python's own stack is used up. Half a
    letter holds nothing up."""

    def parse_body(self, request: HttpRequest) -> Any:
        return from_json(made_whole(request.body))


api = NinjaAPI(
    title="家の見まわり",
    version="1",
    urls_namespace="field-api",
    auth=enter,
    parser=Shallow(),
    docs_url=None,
    openapi_url=None,
)
problems.listen(api)
for door in (reading, observations, photos, no_changes, offers, nowhere):
    api.add_router("", door.router)
