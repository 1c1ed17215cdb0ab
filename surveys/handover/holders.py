"""Whose words are in a file: each record names its holder, and the file the tablet."""

from django.utils import timezone
from django.utils.translation import gettext as _

from akiya.access import Scope, scope_of
from akiya.models import Person, Term
from akiya.words import Role
from surveys.handover.faults import NotAHandover
from surveys.handover.shape import BegunIn, EntryIn, HandoverIn, PhotoIn
from surveys.models import Device

Scopes = dict[int | None, Scope]


def records_of(file: HandoverIn) -> list[EntryIn | PhotoIn | BegunIn]:
    return [*file.entries, *file.photos, *file.drafts]


def holders(file: HandoverIn, by: Scope) -> Scopes:
    """Everybody whose words are in the file, by number: people who hold or held a post where staff may write.

    Raises NotAHandover where one is nobody of the sort: their words must not be recorded as another's.
    """
    records = records_of(file)
    named = {each.holder for each in records if each.holder is not None}
    posts = Term.objects.filter(person__in=named, role=Role.HEAD, municipality__in=by.edits)
    people = {term.person_id: term.person for term in posts.select_related("person")}
    if named - people.keys():
        raise NotAHandover(_("台帳の知らない人の記録が ファイルに入っています。"))
    return {number: scope_of(person) for number, person in people.items()}


def sender_of(file: HandoverIn, by: Scope) -> tuple[Person, int]:
    """Whose records these are, and their city: the tablet's person; where the tablet has forgotten its number, whoever
    the records themselves name; else who headed the association on that day."""
    device = Device.objects.select_related("person").filter(pk=file.device).first() if file.device else None
    if device is not None:
        by.require_editor(device.municipality_id)
        return device.person, device.municipality_id
    term = named_in(file, by) or head_of(file)
    if term is None:
        raise NotAHandover(_("だれのタブレットの記録か 分かりません。端末も自治会も 台帳にありません。"))
    by.require_editor(term.municipality_id)
    return term.person, term.municipality_id


def named_in(file: HandoverIn, by: Scope) -> Term | None:
    """The newest post of the first holder that the records name."""
    named = next((each.holder for each in records_of(file) if each.holder is not None), None)
    posts = Term.objects.filter(person=named, role=Role.HEAD, municipality__in=by.edits)
    return posts.select_related("person").order_by("-starts_on", "-pk").first()


def head_of(file: HandoverIn) -> Term | None:
    if file.association is None:
        return None
    heads = Term.objects.in_force(timezone.localdate(file.made_at)).filter(area=file.association, role=Role.HEAD)
    return heads.select_related("person").order_by("-starts_on", "-pk").first()
