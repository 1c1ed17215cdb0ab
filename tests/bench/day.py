"""A day's round: twenty houses, a photo of each, answered where there is no signal and sent over a thin line."""

import io
import statistics
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image
from playwright.sync_api import BrowserContext, Page

from tests.bench.tablet import tap, throttled
from tests.browser.field import stored
from tests.relay import Relay

HOUSES = 20
PHOTO = "/field/api/photos/"
CAMERA = (4032, 3024)  # 12 megapixels
# 1 Mbit/s each way, and what a telephone's line takes for a question and its answer.
LINE = {"offline": False, "latency": 100, "downloadThroughput": 125_000, "uploadThroughput": 125_000}
# From the moment the camera hands a picture over until it is on the disk and on show.
WATCHED = """() => {
  const file = document.querySelector('input[type=file]');
  window.kept = new Promise((done) => file.addEventListener('change', () => {
    const began = performance.now();
    const look = () => {
      if (document.querySelector('.picture img[src]')) done(performance.now() - began);
      else requestAnimationFrame(look);
    };
    look();
  }, { once: true }));
}"""


class Day(NamedTuple):
    """What a day came to: ms of each house, seconds of the sending, kB of the photos as the tablet made them."""

    kept: list[float]
    saved: list[float]
    answers_s: float
    photos_s: float
    photo_kb: float


def photographs(folder: Path) -> list[Path]:
    """As many different pictures as houses, as large and as full of detail as a camera's."""
    width, height = CAMERA
    chance = np.random.default_rng(1)
    light = np.full((height, width), 128, np.float32)
    for step in (512, 128, 32, 8, 4, 2):
        grain = chance.normal(0, 6 * step**0.35, (height // step + 1, width // step + 1)).astype(np.float32)
        light += np.asarray(Image.fromarray(grain).resize((width, height), Image.Resampling.BICUBIC))
    picture = Image.fromarray(np.clip(light, 0, 255).astype(np.uint8)).convert("RGB")
    made = []
    for nth in range(HOUSES):
        turned = Image.fromarray(np.roll(np.asarray(picture), 97 * nth, axis=1))
        data = io.BytesIO()
        turned.save(data, "JPEG", quality=85)
        made.append(folder / f"camera_{nth}.jpg")
        made[-1].write_bytes(data.getvalue())
    return made


def sent(page: Page) -> tuple[float, float]:
    """Look for a signal and send; seconds until no answer waits any more, and until nothing does."""
    page.evaluate("dispatchEvent(new Event('online'))")
    began = time.perf_counter()
    answers = 0.0
    while kinds := [entry["kind"] for entry in stored(page, "outbox")]:
        if "observation" not in kinds:
            answers = answers or time.perf_counter() - began
        page.wait_for_timeout(50)
    gone = time.perf_counter() - began
    return answers or gone, gone


def a_day(context: BrowserContext, relay: Relay, folder: Path) -> Day:
    """Answer with the server dead, then let it live behind a thin line."""
    pictures = photographs(folder)
    page = throttled(context)
    page.goto("/field/")
    relay.live()
    sent(page)
    relay.die()
    page.locator("[data-slot=next]").click()
    kept, saved = [], []
    for picture in pictures:
        page.wait_for_timeout(700)
        page.locator("[data-slot=photo]").click()
        page.locator("input[type=file]").wait_for(state="attached")
        page.evaluate(WATCHED)
        page.locator("input[type=file]").set_input_files(picture)
        kept.append(float(page.evaluate("window.kept")))
        page.wait_for_timeout(700)
        page.locator("[data-slot=done]").click()
        saved.append(tap(page, "[data-answer=occupied]"))
    sizes: list[int] = []
    page.on("request", lambda asked: sizes.append(len(asked.post_data_buffer or b"")) if PHOTO in asked.url else None)
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", LINE)
    relay.live()
    answers_s, photos_s = sent(page)
    page.close()
    return Day(kept, saved, answers_s, photos_s, statistics.mean(sizes) / 1_000)
