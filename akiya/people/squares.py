"""The square pattern (QR code) of a link, for papers that a camera reads."""

import segno
from django.utils.safestring import SafeString


def square_of(link: str) -> SafeString:
    """A QR code as an SVG element of the page itself, with a quiet border of four modules (ISO/IEC 18004)."""
    code = segno.make(link, error="m", micro=False)
    return SafeString(code.svg_inline(border=4, omitsize=True, svgclass="square", lineclass=None))
