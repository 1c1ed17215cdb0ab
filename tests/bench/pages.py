"""How fast the pages of the demo town answer, and how much memory that takes."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from tests.bench.figure import Figure
from tests.server import PASSWORD, Server, town

HOUSES = 2_500
CLIENTS = 8
ROUNDS = 25
PAGES = {
    "start": "/",
    "map": "/map/",
    "list": "/houses/",
    "list_past": "/houses/?on=2022-04-01&known=2022-04-01",
    "house": "/houses/{house}/",
    "people": "/people/",
    "export": "/export/",
}


def signed_in(server: Server, login: str) -> OpenerDirector:
    """A client with the session of a person of the office."""
    cookies = CookieJar()
    client = build_opener(HTTPCookieProcessor(cookies))
    address = server.url + "/accounts/login/"
    client.open(address).read()
    token = next(cookie.value for cookie in cookies if cookie.name == "csrftoken")
    form = {"csrfmiddlewaretoken": token, "login": login, "password": PASSWORD}
    client.open(Request(address, urlencode(form).encode(), {"Referer": address})).read()
    return client


def milliseconds(client: OpenerDirector, address: str) -> float:
    began = time.perf_counter()
    with client.open(address) as answer:
        answer.read()
        assert answer.status == 200, address
    return (time.perf_counter() - began) * 1_000


def p95(server: Server, path: str) -> float:
    """95th percentile over eight clients who ask at the same time, in ms."""
    clients = [signed_in(server, "staff") for _ in range(CLIENTS)]
    address = server.url + path
    for client in clients:
        milliseconds(client, address)
    with ThreadPoolExecutor(CLIENTS) as pool:
        taken = list(pool.map(milliseconds, clients * ROUNDS, [address] * CLIENTS * ROUNDS))
    return statistics.quantiles(taken, n=20)[-1]


def resident_mb(server: Server) -> float:
    """Resident memory of the largest web worker, in MB."""
    web = server.processes[0].pid
    workers = Path(f"/proc/{web}/task/{web}/children").read_text().split()
    sizes = [Path(f"/proc/{pid}/status").read_text() for pid in workers]
    return max(int(size.split("VmRSS:")[1].split()[0]) for size in sizes) / 1_024


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as media:
        began = time.perf_counter()
        with town("bench_pages", HOUSES, 1, Path(media), web_workers=2) as server:
            note = f"{HOUSES} houses, {CLIENTS} clients at once, 2 workers"
            house = server.manage("shell", "-v0", "-c", FIRST_VACANT).split()[-1]
            yield Figure("town_ready_s", time.perf_counter() - began, "<= 60", "s", "database, 2,500 houses, server")
            for name, path in PAGES.items():
                yield Figure(f"page_{name}_p95_ms", p95(server, path.format(house=house)), "<= 300", "ms", note)
            yield Figure("worker_resident_mb", resident_mb(server), "<= 250", "MB", "after all pages above")


FIRST_VACANT = """
from akiya.access import as_register
from akiya.models import Occupancy
with as_register():
    confirmed = Occupancy.objects.filter(state="vacant", certainty="confirmed").order_by("pk")
    print(confirmed.values_list("pk", flat=True)[0])
"""
