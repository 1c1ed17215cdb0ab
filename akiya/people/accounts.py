"""The one door for people: what is written of them, and under which number they sign in."""

from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from akiya.access import Refused, Scope
from akiya.edited_meanwhile import require_as_seen
from akiya.models import Person
from akiya.not_possible import NotPossible
from akiya.people.rights import may_correct


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is written of a person."""

    name: str
    reading: str = ""
    contact: str = ""

    def stripped(self) -> "Particulars":
        """Without blanks around. Raises NotPossible where no name is left."""
        if not self.name.strip():
            raise NotPossible(_("名前を書いてください。"))
        return Particulars(self.name.strip(), self.reading.strip(), self.contact.strip())


def open_account(login: str, who: Particulars, password: str | None) -> Person:
    """A new person; without a password only a passkey or a device opens the door. Raises NotPossible."""
    who, login = who.stripped(), login.strip()
    if not login:
        raise NotPossible(_("利用者番号を書いてください。"))
    must_choose = password is not None
    try:
        with transaction.atomic():
            return Person.objects.create_person(
                login, who.name, password, reading=who.reading, contact=who.contact, must_choose_password=must_choose
            )
    except IntegrityError:
        raise NotPossible(_("この利用者番号は もう使われています。")) from None


@transaction.atomic
def correct_person(person: Person, who: Particulars, by: Scope, was: Particulars | None = None) -> Person:
    """Write a person's name, reading or contact anew; the audit keeps what it was.

    ``was``: what the corrector saw, of which only what they changed is written. Raises Refused, NotPossible;
    EditedMeanwhile where another value than that one, and than the new one, stands by now.
    """
    if not may_correct(by, person):
        raise Refused(_("この人の 名前や連絡先を変える権限がありません。"))
    person = Person.objects.select_for_update().get(pk=person.pk)
    seen = asdict(was) if was else {}
    wanted = {name: value for name, value in asdict(who.stripped()).items() if value != seen.get(name)}
    require_as_seen({name: getattr(person, name) for name in wanted}, seen, wanted)
    for name, value in wanted.items():
        setattr(person, name, value)
    person.save(update_fields=wanted.keys())
    return person
