"""The app's icon, drawn: a house that was looked at. Tablets want pixels; the drawing is akiya/logo.svg's."""

import io
from functools import cache

from PIL import Image, ImageDraw

SIZES = (180, 192, 512)  # iPads; the two that Android asks for
FINER = 4  # drawn larger and made smaller, which smooths its edges
BLUE, WHITE, YELLOW = "#0017c1", "#ffffff", "#ffd43d"
# On a square of 28: whatever the tablet cuts off the corners, the middle four fifths stay.
HOUSE = [(5.5, 13.5), (14, 6.5), (22.5, 13.5), (22.5, 22), (5.5, 22), (5.5, 13.5), (14, 6.5)]
TICK = [(10, 16.8), (13, 19.8), (18.2, 14.2)]
GRID = 28
SAFE = 0.86  # of the drawing, so that a round mask leaves the house whole


@cache
def icon(size: int) -> bytes:
    """The icon as a PNG of ``size`` pixels each way, filled to its edges."""
    pixels = size * FINER
    image = Image.new("RGB", (pixels, pixels), BLUE)
    pen = ImageDraw.Draw(image)

    def at(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        unit = pixels / GRID
        return [
            ((GRID / 2 + (x - GRID / 2) * SAFE) * unit, (GRID / 2 + (y - GRID / 2) * SAFE) * unit) for x, y in points
        ]

    width = pixels / GRID * SAFE
    pen.line(at(HOUSE), WHITE, round(2.2 * width), joint="curve")
    pen.line(at(TICK), YELLOW, round(2.4 * width), joint="curve")
    for x, y in at(TICK[::2]):
        pen.circle((x, y), 1.2 * width, YELLOW)
    file = io.BytesIO()
    image.resize((size, size), Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    return file.getvalue()
