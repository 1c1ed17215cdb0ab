"""A cheap tablet: its processor four times slower, enrolled for the head of the demo's association."""

from playwright.sync_api import BrowserContext, Page

from tests.server import Server

SLOWER = 4
KEPT = """navigator.serviceWorker.ready.then(({ active }) => new Promise(done => active.state === 'activated'
  ? done(1) : active.addEventListener('statechange', () => active.state === 'activated' && done(1))))"""
# Looked for at every frame, in the page itself, from the moment the finger comes down on.
SAVED = """selector => new Promise(done => {
  document.querySelector('.strip.good')?.remove();
  const button = document.querySelector(selector);
  const { x, y, width, height } = button.getBoundingClientRect();
  const finger = { pointerId: 1, isPrimary: true, button: 0, bubbles: true };
  const at = { ...finger, clientX: x + width / 2, clientY: y + height / 2 };
  const began = performance.now();
  const saved = () => document.querySelector('.strip.good');
  const look = () => saved() ? done(performance.now() - began) : requestAnimationFrame(look);
  button.dispatchEvent(new PointerEvent('pointerdown', at));
  button.dispatchEvent(new PointerEvent('pointerup', at));
  look();
})"""


def enrolled(context: BrowserContext, server: Server) -> None:
    """Set the tablet up with a paper, and wait until it keeps the app."""
    link = next(word for word in server.manage("enrol", "head").split() if word.startswith("http"))
    page = context.new_page()
    page.goto(link[link.index("/field/") :])
    page.locator("form button[type=submit]").click()
    page.locator("[data-slot=next]").wait_for()
    page.evaluate(KEPT)
    page.close()


def throttled(context: BrowserContext) -> Page:
    """A page that computes as slowly as a cheap tablet."""
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def tap(page: Page, selector: str) -> float:
    """Press a button of the question on show; ms until 保存しました stands on the screen."""
    page.locator(selector).wait_for()
    page.wait_for_timeout(700)
    waited = float(page.evaluate(SAVED, selector))
    page.wait_for_timeout(300)
    return waited
