"""Which address answers to whom. The test walks the resolver: an address that is not here fails it."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.access.addresses import UUID
from tests.access.cast import Role, Subject, Target

NOBODY, FORMER, HEAD, WEST_HEAD = Role.NOBODY, Role.FORMER, Role.HEAD, Role.WEST_HEAD
OFFICE = {Role.VIEWER, Role.STAFF, Role.ADMIN, Role.OTHER_STAFF}
EDITORS = {Role.STAFF, Role.ADMIN, Role.OTHER_STAFF}
EVERYBODY = set(Role)
SIGNED_IN = OFFICE

PLACE_OF = {
    Role.VIEWER: {Target.EAST, Target.WEST},
    Role.STAFF: {Target.EAST, Target.WEST},
    Role.ADMIN: {Target.EAST, Target.WEST},
    Role.OTHER_STAFF: {Target.OTHER_CITY},
    Role.HEAD: {Target.EAST},
    Role.WEST_HEAD: {Target.WEST},
    Role.OTHER_HEAD: {Target.OTHER_CITY},
}


@dataclass(frozen=True)
class Row:
    """``to``: who may open it. ``path``: the address that names a subject, or one that stands for all."""

    to: set[Role]
    path: Callable[[Subject], str] | str = ""

    def opens(self, role: Role, target: Target) -> bool:
        """Whether somebody may open it for a place."""
        if role not in self.to:
            return False
        return isinstance(self.path, str) or target in PLACE_OF[role]


def of_house(rest: str, to: set[Role]) -> Row:
    return Row(to, lambda subject: f"/houses/{subject.house}/{rest}")


SIGN_IN = {
    f"accounts/{path}": Row(EVERYBODY)
    for path in (
        "login/",
        "logout/",
        "inactive/",
        "signup/",
        "reauthenticate/",
        "password/change/",
        "password/set/",
        "2fa/",
        "2fa/authenticate/",
        "2fa/reauthenticate/",
        "2fa/totp/activate/",
        "2fa/totp/deactivate/",
        "2fa/recovery-codes/",
        "2fa/recovery-codes/generate/",
        "2fa/recovery-codes/download/",
        "2fa/webauthn/",
        "2fa/webauthn/add/",
        "2fa/webauthn/reauthenticate/",
        "2fa/webauthn/login/",
    )
} | {
    "accounts/reset/<str:token>": Row(EVERYBODY, "/accounts/reset/not-a-token"),
    "accounts/2fa/webauthn/keys/<int:pk>/remove/": Row(SIGNED_IN, "/accounts/2fa/webauthn/keys/1/remove/"),
    "accounts/2fa/webauthn/keys/<int:pk>/edit/": Row(SIGNED_IN, "/accounts/2fa/webauthn/keys/1/edit/"),
}

HOUSES = {
    "houses/<int:house_id>/": of_house("", OFFICE),
    "houses/<int:house_id>/decide/": of_house("decide/", EDITORS),
    "houses/<int:house_id>/retract/": of_house("retract/", EDITORS),
    "houses/<int:house_id>/signals/add/": of_house("signals/add/", EDITORS),
    "houses/<int:house_id>/observations/add/": of_house("observations/add/", EDITORS),
    "houses/<int:house_id>/edit/": of_house("edit/", EDITORS),
    "houses/<int:house_id>/surroundings.svg": of_house("surroundings.svg", OFFICE),
    "houses/<int:house_id>/ask/": of_house("ask/", EDITORS),
    "photos/<uuid:photo_id>/": Row(EDITORS, lambda subject: f"/photos/{subject.photo}/"),
    "photos/<uuid:photo_id>/down/": Row(EDITORS, lambda subject: f"/photos/{subject.photo}/down/"),
    "photos/<uuid:photo_id>/back/": Row(EDITORS, lambda subject: f"/photos/{subject.photo}/back/"),
}

FIELD_HEADS = {Role.HEAD, Role.WEST_HEAD, Role.OTHER_HEAD}
FIELD = {
    "field/": Row(FIELD_HEADS),
    "field/shell/": Row(EVERYBODY),
    "field/rescue/": Row(EVERYBODY),
    "field/worker.js": Row(EVERYBODY),
    "field/manifest.webmanifest": Row(EVERYBODY),
    "field/icon-<int:size>.png": Row(EVERYBODY, "/field/icon-192.png"),
    "field/enrol/": Row(EVERYBODY),
    "field/enrol/<str:token>": Row(EVERYBODY, "/field/enrol/not-a-token"),
    "field/passkey/": Row(FIELD_HEADS),
    "field/passkey/enter/": Row(EVERYBODY),
    "field/api/": Row(EVERYBODY),
    "field/api/<path:rest>": Row(EVERYBODY, "/field/api/nothing"),
    "field/api/hello": Row(EVERYBODY),
    "field/api/package": Row(FIELD_HEADS),
    "field/api/observations/<observation_id>": Row(FIELD_HEADS, f"/field/api/observations/{UUID}"),
    "field/api/photos/<photo_id>": Row(FIELD_HEADS, f"/field/api/photos/{UUID}"),
    "field/api/offer": Row(FIELD_HEADS),
    "field/api/no-change/<statement_id>": Row(FIELD_HEADS, f"/field/api/no-change/{UUID}"),
}

PEOPLE = {
    "people/": Row(EDITORS),
    "people/contact-point/": Row(EDITORS),
    "people/associations/<int:area_id>/": Row(EDITORS, lambda subject: f"/people/associations/{subject.area}/"),
    "people/terms/<int:term_id>/end/": Row(EDITORS, lambda subject: f"/people/terms/{subject.term}/end/"),
    "people/terms/<int:term_id>/reopen/": Row(EDITORS, lambda subject: f"/people/terms/{subject.term}/reopen/"),
    "people/terms/<int:term_id>/paper/": Row(EDITORS, lambda subject: f"/people/terms/{subject.term}/paper/"),
    "people/terms/<int:term_id>/paper/revoke/": Row(
        EDITORS, lambda subject: f"/people/terms/{subject.term}/paper/revoke/"
    ),
    "people/devices/<uuid:device_id>/stop/": Row(EDITORS, lambda subject: f"/people/devices/{subject.device}/stop/"),
    "people/office/": Row({Role.ADMIN}),
    "people/office/newcomer/": Row({Role.ADMIN}),
    # Heads have no password: nobody takes one away from them.
    "people/persons/<int:person_id>/": Row(EDITORS, lambda subject: f"/people/persons/{subject.person}/"),
    "people/persons/<int:person_id>/reset/": Row(set(), lambda subject: f"/people/persons/{subject.person}/reset/"),
}

TILE = "15/29161/12597"
"""The tile in which the borders of all three places meet, near enough."""

MAPS = {
    "map/": Row(OFFICE),
    "map/counts/": Row(OFFICE),
    "map/curve/": Row(OFFICE),
    "map/houses/<int:house_id>/": Row(OFFICE, lambda subject: f"/map/houses/{subject.house}/"),
    "map/areas/<int:area_id>/": Row(OFFICE, lambda subject: f"/map/areas/{subject.area}/"),
    "tiles/houses/<int:z>/<int:x>/<int:y>.mvt": Row(OFFICE, f"/tiles/houses/{TILE}.mvt"),
    "tiles/ground/<int:z>/<int:x>/<int:y>.mvt": Row(OFFICE, f"/tiles/ground/{TILE}.mvt"),
    "houses/": Row(OFFICE),
    "houses/suggest/": Row(OFFICE, "/houses/suggest/?q=松"),
    "houses/areas/named/": Row(OFFICE, "/houses/areas/named/?q=東"),
    "houses/areas/": Row(OFFICE),
    "houses/areas/table.<str:format>": Row(OFFICE, "/houses/areas/table.xlsx"),
    "deeds/": Row({Role.ADMIN}),
    "export/": Row(OFFICE),
    "export/<uuid:job>/": Row(OFFICE, f"/export/{UUID}/"),
    "export/<uuid:job>/status": Row(OFFICE, f"/export/{UUID}/status"),
    "export/<uuid:job>/again": Row(OFFICE, f"/export/{UUID}/again"),
    "export/<uuid:job>/files/<str:name>": Row(OFFICE, f"/export/{UUID}/files/houses.csv"),
}

MATRIX: dict[str, Row] = {
    **SIGN_IN,
    **HOUSES,
    **FIELD,
    **PEOPLE,
    **MAPS,
    "": Row(OFFICE),
    "waiting/<slug:code>/": Row(OFFICE, "/waiting/reported/"),
    "inbox/": Row(EDITORS),
    "inbox/settle/": Row(EDITORS),
    "inbox/settled/": Row(EDITORS),
    "inbox/handover/": Row(EDITORS),
    "requests/": Row(OFFICE),
    "requests/withdraw/": Row(EDITORS),
    "requests/withdrawn/<uuid:together>/undo/": Row(EDITORS, f"/requests/withdrawn/{UUID}/undo/"),
    "inbox/settled/<int:settlement_id>/undo/": Row(EDITORS, "/inbox/settled/1/undo/"),
    "inbox/settled/together/<uuid:together>/undo/": Row(EDITORS, f"/inbox/settled/together/{UUID}/undo/"),
    "changes/": Row(OFFICE),
    "health/": Row(EVERYBODY),
    "language/": Row(EVERYBODY),
}
