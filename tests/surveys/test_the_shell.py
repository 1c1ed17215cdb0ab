"""The app as a tablet keeps it: the same for everybody, named by a version, and with nothing of anybody in it."""

import io
import json
import re

import pytest
from django.test import Client
from django.utils.translation import override
from PIL import Image

from surveys import shell
from surveys.icons import SIZES, icon
from tests.surveys.conftest import Tablet

FIELD = "/field/"


@pytest.mark.django_db
def test_its_page_is_the_one_that_the_server_gives(tablet: Tablet) -> None:
    assert tablet.client.get(FIELD).content == Client().get(f"{FIELD}shell/").content


@pytest.mark.django_db
def test_the_worker_says_what_to_keep() -> None:
    response = Client().get(f"{FIELD}worker.js")
    first, second = response.content.decode().splitlines()
    said = json.loads(first.removeprefix("self.shell = ").removesuffix(";"))
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"
    assert said["pages"] == {FIELD: f"{FIELD}shell/", f"{FIELD}rescue/": f"{FIELD}rescue/"}
    assert {"/static/surveys/field/app.js", "/static/leaflet/leaflet.js", "/static/surveys/field/styles.css"} <= set(
        said["files"]
    )
    assert re.fullmatch(r'importScripts\("/static/surveys/field/worker.*\.js"\);', second)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_its_page_speaks_every_language_whoever_asks_for_it(language: str) -> None:
    with override(language):
        page = shell.app_page()
    assert f'<html lang="{language}" ' in page
    for own, said in {"ja": "つぎの家を 見る", "en": "See the next house"}.items():
        spoken = page.split(f'<template id="{own}" ')[1].split('<template id="list">')[1].split("<main>")[1]
        assert spoken.index(said) < spoken.index("</main>")


def test_what_its_scripts_read_themselves_is_kept_too() -> None:
    assert "/static/surveys/field/handover.js" in shell.shell().files


def test_any_change_makes_it_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = shell.shell().version
    assert shell.shell().version == before
    monkeypatch.setattr(shell, "static", lambda name: f"/static/{name}?2")
    assert shell.shell().version != before


@pytest.mark.django_db
def test_its_manifest_makes_it_one_that_installs() -> None:
    said = Client().get(f"{FIELD}manifest.webmanifest").json()
    assert (said["start_url"], said["scope"], said["display"]) == (FIELD, FIELD, "standalone")
    assert said["name"] == "家の見まわり"
    sizes = {each["sizes"] for each in said["icons"]}
    assert {"192x192", "512x512"} <= sizes
    for each in said["icons"]:
        if each["type"] == "image/png":
            picture = Image.open(io.BytesIO(Client().get(each["src"]).content))
            assert f"{picture.width}x{picture.height}" == each["sizes"]


@pytest.mark.parametrize("size", SIZES)
def test_its_icon_fills_its_square_and_shows_something(size: int) -> None:
    picture = Image.open(io.BytesIO(icon(size))).convert("RGB")
    assert picture.getpixel((0, 0)) == picture.getpixel((size - 1, size - 1)) == (0, 23, 193)
    assert len(picture.getcolors(size * size) or []) > 50


@pytest.mark.django_db
def test_other_sizes_are_not_drawn() -> None:
    assert Client().get(f"{FIELD}icon-9999.png").status_code == 404
