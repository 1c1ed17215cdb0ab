"""Who may begin and end terms, and correct what is written of a person."""

from django.utils.translation import gettext as _

from akiya.access import Console, Refused, Scope, as_register
from akiya.models import Person, Term
from akiya.words import Role


def may_appoint(by: Scope, role: Role, municipality_id: int) -> bool:
    """Whether somebody may begin and end terms of a role in a city: staff those of heads, administrators all."""
    if isinstance(by, Console) or municipality_id in by.administers:
        return True
    return role is Role.HEAD and municipality_id in by.edits


def require_right(by: Scope, role: Role, municipality_id: int) -> None:
    """Raises Refused where somebody may not begin and end terms of a role in a city."""
    if not may_appoint(by, role, municipality_id):
        raise Refused(_("この任期を 変える権限がありません。"))


def may_correct(by: Scope, person: Person) -> bool:
    """Whether somebody may correct what is written of a person: who may appoint them to every post they ever held."""
    with as_register():
        posts = set(Term.objects.filter(person=person).values_list("role", "municipality_id"))
    return bool(posts) and all(may_appoint(by, Role(role), city) for role, city in posts)
