"""A file taken in: all of it, or nothing."""

from typing import BinaryIO

from django.db import transaction

from akiya.access import Scope, as_register, scope_of
from akiya.models import Person
from surveys.handover.answers import entries
from surveys.handover.drafts import begun
from surveys.handover.fates import Outcome
from surveys.handover.holders import Scopes, holders, sender_of
from surveys.handover.pictures import photos
from surveys.handover.shape import HandoverIn


@transaction.atomic
def take_in(file: HandoverIn, laid_out: BinaryIO, by: Scope) -> tuple[Person, list[Outcome]]:
    """Take every record of a file in, each in the name of whose words it is. Raises NotAHandover, Refused."""
    with as_register():
        keeper, city = sender_of(file, by)
        scopes: Scopes = {None: scope_of(keeper), **holders(file, by)}
        outcomes = [*entries(file, scopes, city), *photos(file, laid_out, scopes), *begun(file, laid_out, scopes, city)]
    return keeper, outcomes
