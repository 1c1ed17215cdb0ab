"""The whole way of one answer: from a head's tablet through the register to staff, to another day, and out."""

import datetime as dt
import io
import re
from collections.abc import Callable
from pathlib import Path

import geopandas
import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.field import answer, press
from tests.server import Server

pytestmark = pytest.mark.browser
OpenContext = Callable[..., BrowserContext]
SAID = {"vacant": "空き家（報告）", "occupied": "居住中（報告）", "gone": "建物なし（報告）"}
YESTERDAY = dt.date.today() - dt.timedelta(days=1)

# Houses of its own, which nobody else answers. What was ever confirmed stands over an answer of the same state.
ASKED = """
from django.utils import timezone
from akiya.access import CONSOLE, as_register
from akiya.models import Decision, Entry, House, Observation, Occupancy, Term
from akiya.words import RequestReason
from surveys.asking import ask
from surveys.models import Request
with as_register():
    area = Term.objects.in_force().get(person__login="head").area_id
    reported = Occupancy.objects.filter(certainty="reported", house__housearea__area=area)
    spoken_for = (
        Request.objects.filter(closed_on=None),
        Observation.objects.filter(seen_on__gte=timezone.localdate()).exclude(house=None),
        Decision.objects.all(),
        Entry.objects.all(),
    )
    for each in spoken_for:
        reported = reported.exclude(house__in=each.values("house"))
    for before in reported.select_related("house").order_by("-house")[:3]:
        ask(House.objects.get(pk=before.house_id), RequestReason.AUDIT, CONSOLE)
        print(before.house_id, before.state, before.certainty, before.house.label)
"""
NEWEST = """
from akiya.access import as_register
from akiya.models import House, Observation
with as_register():
    print(Observation.objects.count(), House.objects.latest("id").pk, House.objects.count())
"""

NUMBERS = """
from akiya.access import as_register
from akiya.models import House
with as_register():
    for key, number in House.objects.values_list("pk", "number"):
        print(key, number)
"""


def shell(server: Server, lines: str) -> list[list[str]]:
    return [line.split(" ", 3) for line in server.manage("shell", "-v0", "-c", lines).splitlines() if line]


def photograph(folder: Path) -> Path:
    """A picture as a camera would give it, with a place in its metadata."""
    exif = Image.Exif()
    exif[0x010E] = "CANARYEXIF"
    picture = io.BytesIO()
    Image.effect_noise((2400, 1800), 90).convert("RGB").save(picture, "JPEG", exif=exif)
    path = folder / "house.jpg"
    path.write_bytes(picture.getvalue())
    return path


def open_request(page: Page, house: str) -> None:
    """Open the question about a house from the list of today's houses."""
    page.goto("/field/")
    press(page, f"ol a.row[href$='/{house}']")
    page.wait_for_url(f"**#/question/{house}")
    expect(page.locator("main .answers")).to_be_visible()


def all_sent(page: Page) -> None:
    """Wait until nothing is left on the tablet that the register does not have."""
    page.goto("/field/#/sent")
    expect(page.locator("[data-slot=sent-list]")).to_be_visible(timeout=20_000)
    expect(page.locator("[data-slot=waiting-list]")).to_be_hidden(timeout=20_000)


def test_an_answer_goes_from_the_tablet_to_the_map_to_the_past_and_out(
    server: Server,
    enrol: Callable[..., Page],
    sign_in: Callable[..., Page],
    look_at: Callable[[Page, str], None],
    tmp_path: Path,
) -> None:
    asked = shell(server, ASKED)
    chosen = dict(zip(("vacant", "occupied", "gone"), asked, strict=True))
    observations = int(shell(server, NEWEST)[0][0])

    tablet = enrol("head", geolocation={"longitude": 140.4, "latitude": 38.4}, permissions=["geolocation"])
    expect(tablet.get_by_role("heading", name="今日 まわる家")).to_be_visible()
    look_at(tablet, "main_job_today")

    open_request(tablet, chosen["vacant"][0])
    press(tablet, "[data-slot=photo]")
    tablet.locator("input[type=file]").set_input_files(photograph(tmp_path))
    expect(tablet.locator(".picture img")).to_be_visible()
    press(tablet, "[data-slot=done]")
    answer(tablet, "vacant")
    press(tablet, "[data-concern=plants]")
    expect(tablet.locator("[data-concern=plants]")).to_have_attribute("aria-pressed", "true")
    press(tablet, "[data-slot=go]")
    tablet.locator("#asked").wait_for()
    for code in ("occupied", "gone"):
        open_request(tablet, chosen[code][0])
        answer(tablet, code)

    tablet.goto("/field/#/found")
    tablet.locator("[data-slot=add]").wait_for()
    tablet.wait_for_timeout(800)
    press(tablet, "[data-slot=add]")
    answer(tablet, "vacant")
    press(tablet, "[data-slot=none]")
    expect(tablet.get_by_role("heading", name="今日 まわる家")).to_be_visible()
    all_sent(tablet)
    tablet.wait_for_timeout(500)
    count, found, _ = (int(each) for each in shell(server, NEWEST)[0])
    assert count == observations + 4  # three houses and one found, each sent once with what else was seen

    staff = sign_in("staff")
    for code, (house, *_) in chosen.items():
        staff.goto(f"/houses/{house}/")
        expect(staff.locator(".standing b")).to_have_text(SAID[code])
    staff.goto(f"/houses/{chosen['vacant'][0]}/")
    photo = staff.locator("main img[src*='/photos/']").first
    expect(photo).to_be_visible()
    data = staff.request.get(photo.get_attribute("src") or "").body()
    assert b"CANARYEXIF" not in data
    assert Image.open(io.BytesIO(data)).format == "JPEG"
    expect(staff.locator("main")).to_contain_text("草木")
    look_at(staff, "main_job_house")

    staff.goto(f"/map/?house={chosen['vacant'][0]}")
    expect(staff.get_by_role("link", name="この家のページを開く")).to_be_visible()
    expect(staff.locator("#card .standing b")).to_have_text(SAID["vacant"])
    look_at(staff, "main_job_map")

    number = chosen["vacant"][3]
    staff.goto(f"/houses/?q={number}")
    expect(staff.locator(".house-table")).to_contain_text("空き家（報告）")
    before = chosen["vacant"][1:3]
    staff.goto(f"/houses/?q={number}&on={YESTERDAY}&known={YESTERDAY}")
    row = staff.locator(".house-table tbody tr", has_text=number).first
    expect(row).not_to_contain_text("空き家（報告）" if before != ["vacant", "reported"] else "だれもいない")

    staff.goto("/export/")
    staff.locator("input[value=gpkg]").check()
    staff.get_by_label("書き出す理由").fill("確認の突き合わせ")
    staff.get_by_role("button", name="書き出す", exact=True).click()
    link = staff.locator("a[href*='/files/'][href*='.gpkg']").first
    expect(link).to_be_visible(timeout=60_000)
    with staff.expect_download() as download:
        link.click()
    file = tmp_path / "houses.gpkg"
    download.value.save_as(file)
    numbers = {int(key): int(number) for key, number in shell(server, NUMBERS)}
    states = geopandas.read_file(file, layer="houses").set_index("house_number")["state"]
    assert {code: states[numbers[int(row[0])]] for code, row in chosen.items()} == {code: code for code in chosen}
    assert states[numbers[found]] == "vacant"


def test_a_second_paper_does_not_open_with_the_first_link(server: Server, open_context: OpenContext) -> None:
    link = next(word for word in server.manage("enrol", "head").split() if "/field/enrol/" in word)
    path = link[link.index("/field/") :]
    for expected in (True, False):
        page = open_context("tablet").new_page()
        page.goto(path)
        if expected:
            page.locator("form button[type=submit]").click()
            page.wait_for_url(re.compile("/field/(#.*)?$"))
        else:
            expect(page.locator("form button[type=submit]")).to_have_count(0)
