"""A hand that presses a form's button twice while the line is slow."""

from playwright.sync_api import Locator, Page, Route

TWICE = """async button => {
  button.click();
  await new Promise(go => setTimeout(go, 300));
  BETWEEN;
  button.click();
}"""


def press_twice(page: Page, button: Locator, address: str, between: str = "") -> list[str]:
    """Press twice; ``between`` is done on the page after the first. What leaves for the address, as it leaves."""
    sent: list[str] = []

    def slowly(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.url)
            page.wait_for_timeout(800)
        route.continue_()

    page.route(address, slowly)
    button.evaluate(TWICE.replace("BETWEEN", between))
    return sent
