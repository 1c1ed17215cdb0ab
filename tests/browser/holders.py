"""A tablet that goes from one head to another, as at the counter."""

from playwright.sync_api import Page

from tests.browser.field import answer, open_house
from tests.server import Server

OTHER = """
from akiya.access import as_register
from akiya.models import Term
from surveys.models import Request
with as_register():
    asked = Request.objects.filter(closed_on=None).values("association")
    term = Term.objects.filter(role="head", ends_on=None, area__in=asked).exclude(person__login="head").first()
    print(term.person.login)
"""


def another_head(server: Server) -> str:
    """The login of another association's head."""
    return server.manage("shell", "-v0", "-c", OTHER).split()[-1]


def enrol_anew(page: Page, login: str, server: Server) -> None:
    """Set the same tablet up for another head, as staff do at the counter."""
    link = next(word for word in server.manage("enrol", login).split() if word.startswith("http"))
    page.goto(link[link.index("/field/") :])
    page.locator("form button[type=submit]").click()
    page.wait_for_url("**/field/")
    page.locator("[data-slot=next], [data-slot=nothing]").first.wait_for()


def two_holders_answer(page: Page, server: Server) -> None:
    """One head says that a house is gone, and another, who has the tablet after them, that one is lived in."""
    for login, said in (("head", "gone"), (another_head(server), "occupied")):
        enrol_anew(page, login, server)
        open_house(page)
        answer(page, said)
