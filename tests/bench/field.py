"""How fast the field app is on a cheap tablet: CPU throttled four times, the server dead, the app opened anew."""

import gzip
import os
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright

from tests.bench.day import HOUSES, Day, a_day
from tests.bench.figure import Figure
from tests.bench.large_association import ASKED, BUILDINGS, make_large
from tests.bench.tablet import SLOWER, enrolled, tap, throttled
from tests.browser.chromium import whole
from tests.browser.conftest import CHROMIUM_FLAGS, SIZES
from tests.relay import Relay
from tests.server import town

ROUNDS = 7
# Looked for at every frame, in the page itself, from the moment of the navigation on.
WHEN = """selector => new Promise(done => {
  const look = () => document.querySelector(selector) ? done(performance.now()) : requestAnimationFrame(look);
  look();
})"""
PAINTED = """() => new Promise(done => {
  const there = () => document.querySelectorAll('.plan-tile').length > 3;
  const look = () => there() ? done(performance.now()) : requestAnimationFrame(look);
  look();
})"""
PAN = """() => new Promise(done => {
  const plan = document.querySelector('.leaflet-container');
  const { x, y, width, height } = plan.getBoundingClientRect();
  const at = (step, kind) => (kind === 'mousedown' ? plan : document).dispatchEvent(new MouseEvent(kind, {
    bubbles: true,
    button: 0,
    clientX: x + width / 2 + 150 * Math.sin(step / 9),
    clientY: y + height / 2 + 150 * Math.sin(step / 7),
  }));
  const frames = [];
  let last = performance.now();
  let step = 0;
  at(0, 'mousedown');
  const next = () => {
    const now = performance.now();
    frames.push(now - last);
    last = now;
    if (step === 240) { at(step, 'mouseup'); done(frames.slice(1)); return; }
    at(++step, 'mousemove');
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
})"""


def cold(context: BrowserContext, address: str, awaited: str, argument: str | None = None) -> float:
    """Open an address in a new page; ms from the beginning of the navigation until what is awaited is there."""
    page = throttled(context)
    page.goto(address, wait_until="commit")
    waited = float(page.evaluate(awaited, argument))
    page.close()
    return waited


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def package_kb(context: BrowserContext) -> float:
    body = context.request.get("/field/api/package", headers={"Accept-Encoding": "identity"}).body()
    return len(gzip.compress(body, 6)) / 1_000


def answers(context: BrowserContext) -> list[float]:
    """From the tap to 保存しました, a house after the other, in ms."""
    page = throttled(context)
    page.goto("/field/")
    page.locator("[data-slot=next]").click()
    waited = [tap(page, "[data-answer=occupied]") for _ in range(20)]
    page.close()
    return waited


def pan(context: BrowserContext) -> list[float]:
    """What each frame takes, in ms, while the map of everything is moved to and fro."""
    page = throttled(context)
    page.goto("/field/#/map")
    page.locator(".plan-tile").first.wait_for()
    page.wait_for_timeout(3_000)
    frames: list[float] = page.evaluate(PAN)
    page.close()
    return frames


def measure() -> Iterator[Figure]:
    size = f"{ASKED} houses asked about, {BUILDINGS:,} footprints"
    slow = f"{size}; CPU {SLOWER}× slower, load of the machine {os.getloadavg()[0]:.0f}"
    with (
        tempfile.TemporaryDirectory() as folder,
        town("bench_field", 2_500, 1, Path(folder)) as server,
        Relay(server.url) as relay,
        sync_playwright() as playwright,
    ):
        make_large(server)
        width, height = SIZES["tablet"]
        context = playwright.chromium.launch_persistent_context(
            Path(folder) / "profile",
            executable_path=whole(),
            args=CHROMIUM_FLAGS,
            base_url=relay.url,
            viewport={"width": width, "height": height},
            locale="ja-JP",
            has_touch=True,
        )
        enrolled(context, server)
        yield Figure("field_package_kb", package_kb(context), "<= 250", "kB gzip", size)
        relay.die()
        lists = [cold(context, "/field/", WHEN, "[data-slot=next]") for _ in range(ROUNDS)]
        yield Figure("field_cold_list_ms", statistics.median(lists), "<= 1500", "ms", f"{slow}; server dead; median")
        maps = [cold(context, "/field/#/map", PAINTED) for _ in range(ROUNDS)]
        yield Figure("field_cold_map_ms", statistics.median(maps), "<= 2500", "ms", f"{slow}; server dead; median")
        taps = answers(context)
        note = f"{slow}; median of {len(taps)}, p95 {p95(taps):.0f}"
        yield Figure("field_tap_saved_ms", statistics.median(taps), "<= 100", "ms", note)
        yield Figure("field_pan_p95_ms", p95(pan(context)), "<= 100", "ms", f"{slow}; 240 frames")
        yield from figures_of(a_day(context, relay, Path(folder)))
        context.close()


def figures_of(day: Day) -> Iterator[Figure]:
    """A photo is saved in two steps: when it is taken, and with the answer."""
    shot, tapped = statistics.median(day.kept), statistics.median(day.saved)
    note = f"12 megapixels; {shot:.0f} until the photo is kept, {tapped:.0f} from the tap with it; CPU {SLOWER}× slower"
    yield Figure("field_photo_saved_ms", shot + tapped, "<= 700", "ms", note)
    line = f"{HOUSES} houses at 1 Mbit/s and 100 ms"
    yield Figure("field_day_answers_s", day.answers_s, "<= 5", "s", line)
    yield Figure("field_day_photos_s", day.photos_s, "<= 90", "s", f"{line}, {day.photo_kb:.0f} kB a photo")
