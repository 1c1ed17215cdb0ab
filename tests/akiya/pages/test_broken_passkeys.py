"""What no browser made is refused at every door that takes passkeys, and is a failure of none."""

import pytest
from django.test import Client

from tests.world import PASSWORD, World

BROKEN = [
    "", "{}", "[]", "null", "x", "1", '{"id": 1}', '{"id": "AA", "rawId": "AA", "response": {}, "type": "public-key"}',
    '{"response": {"userHandle": "MQ"}}', '{"response": {"userHandle": 1}}', '{"response": null}',
    '{"id": "é", "rawId": "é", "response": {"clientDataJSON": "%%"}, "type": "public-key"}',
    "[" * 500, "[" * 60_000, '{"a":' * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("credential", BROKEN)
def test_it_opens_no_door_and_breaks_none(world: World, client: Client, credential: str) -> None:
    client.get("/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"})
    assert client.post("/accounts/2fa/webauthn/login/", {"credential": credential}).status_code < 500
    assert client.get("/").status_code == 302
    client.post("/accounts/login/", {"login": "staff", "password": PASSWORD})
    for door in ("add", "reauthenticate"):
        client.get(f"/accounts/2fa/webauthn/{door}/")
        assert client.post(f"/accounts/2fa/webauthn/{door}/", {"credential": credential}).status_code < 500
