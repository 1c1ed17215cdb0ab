"""Two records under one id, the second with a position, as a broken tablet sends them: they wait in the inbox."""

from akiya.access import acting_as, as_register
from akiya.models import House, HouseArea, Term
from akiya.register import record
from tests.akiya.observed import observed, place


def send() -> None:
    """The head of the demo association says two things of two houses under one id."""
    with as_register():
        term = Term.objects.in_force().select_related("person").get(person__login="head")
        lies = HouseArea.objects.filter(area=term.area_id).values("house")
        one, other = House.objects.filter(pk__in=lies, merged_into=None).order_by("number")[:2]
    first = observed(one, "vacant")
    with acting_as(term.person) as head:
        record(first, head)
        record(observed(other, "occupied", id=first.id, place=place(140.38, 38.36)), head)
