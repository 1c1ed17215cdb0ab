"""GET package and GET hello: what a tablet fetches."""

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response
from ninja import Router

from surveys.api.entry import EntryRequest
from surveys.epoch import epoch
from surveys.head_terms import Closed, head_term_of
from surveys.package import package_for

router = Router()
# Nothing that anybody else wrote stands in it beside a secret, so its length gives nothing away.
zipper = GZipMiddleware(lambda request: HttpResponse())


@router.get("/package")
def get_package(request: EntryRequest) -> HttpResponse:
    """All that a tablet needs for a week without a signal; 304 where it has it already."""
    get_token(request)  # an app that opens without us gets its token for sending here
    package = package_for(head_term_of(request.auth), request.auth, request.device)
    # Weak: the time of making differs between two bodies that are otherwise one.
    etag = f'W/"{package.content_hash}"'
    whole = HttpResponse(package.body, content_type="application/json")
    whole.headers["ETag"] = etag
    whole.headers["Cache-Control"] = "private, no-cache"
    answer = get_conditional_response(request, etag=etag, response=whole) or whole
    zipper.process_response(request, answer)
    return answer


@router.get("/hello")
def get_hello(request: EntryRequest) -> dict[str, object]:
    """Whether this device is known and its holder in office, and which life of the database answers."""
    get_token(request)
    try:
        head_term_of(request.auth)
    except Closed as closed:
        return {"in_force": False, "code": closed.code, "message": str(closed), "epoch": epoch()}
    return {"in_force": True, "code": "", "message": "", "epoch": epoch()}
