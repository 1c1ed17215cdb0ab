"""窓口: whom to call in a city, for its papers and for the pages that cannot go on."""

from akiya.access import Scope, as_register
from akiya.models import Municipality
from surveys.models import ContactPoint


def contact_point_of(municipality_id: int | None) -> ContactPoint | None:
    """The one of a city, or the only one there is where the city is not known. Open to everybody: it is on papers."""
    with as_register():
        points = ContactPoint.objects.select_related("municipality")
        if municipality_id is not None:
            return points.filter(pk=municipality_id).first()
        found = list(points[:2])
        return found[0] if len(found) == 1 else None


def set_contact_point(city: Municipality, section: str, phone: str, by: Scope) -> ContactPoint:
    """Say whom to call in a city. Raises Refused."""
    by.require_editor(city.pk)
    point, _is_new = ContactPoint.objects.update_or_create(
        municipality=city, defaults={"section": section.strip(), "phone": phone.strip()}
    )
    return point
