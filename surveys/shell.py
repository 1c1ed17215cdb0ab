"""What the field app is made of on a tablet: its pages, its files, and the version that names them all together."""

import hashlib
import json
import re
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse

from surveys.practice import practice_town

ROOT = "surveys/field/"
# The icons and the manifest are kept by the tablet itself, when it installs the app.
LINKED = re.compile(r'(?:src|href)="(/[^"]+\.(?:js|css))"')


@dataclass(frozen=True, slots=True)
class Shell:
    """``pages``: the address of a page, and where the worker fetches it. ``files``: whatever else they need."""

    version: str
    pages: dict[str, str]
    files: tuple[str, ...]

    def as_json(self) -> str:
        return json.dumps({"version": self.version, "pages": self.pages, "files": self.files})


def app_page() -> str:
    """The app's page, in each language. It is the same for everybody: who uses it, it learns later."""
    return render_to_string("surveys/field/app.html", {"practice_town": practice_town})


def rescue_page() -> str:
    """The page that takes out what was not sent when the app itself does not open."""
    return render_to_string("surveys/field/rescue.html")


def shell() -> Shell:
    """All of it. Names of files change with their content, so the version changes with anything at all."""
    pages = [app_page(), rescue_page()]
    files = {found for page in pages for found in LINKED.findall(page)}
    worker = static(f"{ROOT}worker.js")
    everything = "\n".join([*pages, *sorted(files), worker])
    kept = {reverse("surveys:field"): reverse("surveys:shell"), reverse("surveys:rescue"): reverse("surveys:rescue")}
    return Shell(hashlib.sha256(everything.encode()).hexdigest()[:12], kept, tuple(sorted(files)))
