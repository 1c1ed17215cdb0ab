"""When a page has nothing under way any more."""

from playwright.sync_api import Page, Request

NEXT_FRAME = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
LONGEST = 15_000  # ms
STEP = 20  # ms


class Traffic:
    """What a page has asked for and not got yet.

    Playwright's "networkidle" waits for half a second of silence, on every page of a walk over hundreds.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.under_way: set[Request] = set()
        page.on("request", lambda request: self.under_way.add(request))
        page.on("requestfinished", lambda request: self.under_way.discard(request))
        page.on("requestfailed", lambda request: self.under_way.discard(request))

    def rest(self) -> None:
        """Wait until what the page shows has come, and what its scripts asked for then."""
        self.page.wait_for_load_state()
        for _step in range(LONGEST // STEP):
            self.page.evaluate(NEXT_FRAME)
            if not self.under_way:
                return
            self.page.wait_for_timeout(STEP)
        raise TimeoutError(f"{self.page.url} still waits for {[request.url for request in self.under_way]}")
