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
from tests.process import status
from tests.server import PASSWORD, Server, town

HOUSES = 2_500
CLIENTS = 8
ROUNDS = 15
WARMING = 2  # so that every worker has read its templates
PAGES = {
    "start": "/",
    "map": "/map/",
    "list": "/houses/",
    "list_past": "/houses/?on=2022-04-01&known=2022-04-01",
    "house": "/houses/{house}/",
    "inbox": "/inbox/",
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
        assert answer.url == address, "signed out"
    return (time.perf_counter() - began) * 1_000


def asked_by_people(clients: list[OpenerDirector], address: str) -> list[float]:
    """Each person opens the page once a second, one after the other within the second; what each waited, in ms."""

    def person(nth: int) -> list[float]:
        waited = []
        for round_ in range(WARMING + ROUNDS):
            time.sleep(max(0.0, began + round_ + nth / CLIENTS - time.perf_counter()))
            waited.append(milliseconds(clients[nth], address))
        return waited[WARMING:]

    with ThreadPoolExecutor(CLIENTS) as pool:
        began = time.perf_counter()
        return [each for waited in pool.map(person, range(CLIENTS)) for each in waited]


def asked_without_pause(clients: list[OpenerDirector], address: str) -> float:
    """Pages a second where every client asks again as soon as it is answered."""
    with ThreadPoolExecutor(CLIENTS) as pool:
        began = time.perf_counter()
        list(pool.map(milliseconds, clients * ROUNDS, [address] * CLIENTS * ROUNDS))
        return CLIENTS * ROUNDS / (time.perf_counter() - began)


def resident_mb(server: Server) -> float:
    """Resident memory of the largest web worker, in MB."""
    web = server.processes[0].pid
    workers = Path(f"/proc/{web}/task/{web}/children").read_text().split()
    return max(status(Path("/proc", pid), "VmRSS") for pid in workers) / 1_024


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as media:
        began = time.perf_counter()
        with town("bench_pages", HOUSES, 1, Path(media), web_workers=2) as server:
            note = f"{HOUSES} houses, {CLIENTS} people, a page a second each, 2 workers"
            house = server.manage("shell", "-v0", "-c", FIRST_VACANT).split()[-1]
            server.manage("shell", "-v0", "-c", SOMETHING_WAITS)
            yield Figure("town_ready_s", time.perf_counter() - began, "<= 60", "s", "database, 2,500 houses, server")
            clients = [signed_in(server, "staff") for _ in range(CLIENTS)]
            for name, path in PAGES.items():
                address = server.url + path.format(house=house)
                waited = statistics.quantiles(asked_by_people(clients, address), n=20)[-1]
                yield Figure(f"page_{name}_p95_ms", waited, "<= 300", "ms", note)
                flat_out = asked_without_pause(clients, address)
                yield Figure(f"page_{name}_per_s", flat_out, ">= 8", "/s", f"{CLIENTS} clients without a pause")
            yield Figure("worker_resident_mb", resident_mb(server), "<= 250", "MB", "after all pages above")


SOMETHING_WAITS = "from fixtures.oddities import add_oddities; add_oddities('069990')"
FIRST_VACANT = """
from akiya.access import as_register
from akiya.models import Occupancy
with as_register():
    of_the_city = Occupancy.objects.filter(municipality__code="069990")
    confirmed = of_the_city.filter(state="vacant", certainty="confirmed").order_by("pk")
    print(confirmed.values_list("pk", flat=True)[0])
"""
