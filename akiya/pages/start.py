"""The first page: what waits, what changed, how many vacant houses there are."""

import datetime as dt

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from akiya import counts
from akiya.history import Moment
from akiya.models import Municipality, Occupancy
from akiya.pages import waiting
from akiya.pages.door import office
from akiya.pages.recent_changes import changed_since
from akiya.request import ActingRequest, city_of
from akiya.words import Certainty, State

RECENT = dt.timedelta(days=14)
SHOWN = 8


@require_safe
@office
def start(request: ActingRequest) -> HttpResponse:
    """Of the first of the person's cities: everything links to the houses behind it."""
    city = city_of(request.scope)
    assert city is not None
    now = timezone.now()
    changed, changed_in_all = changed_since(now - RECENT, [city.pk], SHOWN)
    vacant = vacant_by_certainty(city)
    total = sum(vacant.values())
    context = {
        "city": city,
        "now": now,
        "waiting": waiting.counts([city.pk]),
        "changed": changed,
        "changed_in_all": changed_in_all,
        "vacant": [(certainty, vacant[certainty]) for certainty in reversed(Certainty)],
        "total": total,
        "year_ago": year_before(timezone.localdate(now)),
        "difference": total - vacant_a_year_ago(city, now),
    }
    return render(request, "akiya/start.html", context)


def vacant_by_certainty(city: Municipality) -> dict[Certainty, int]:
    """How many houses are held vacant today, by certainty. One statement."""
    rows = Occupancy.objects.filter(municipality=city, state=State.VACANT).values_list("certainty")
    found = dict(rows.annotate(houses=Count("pk")))
    return {certainty: found.get(certainty, 0) for certainty in Certainty}


def vacant_a_year_ago(city: Municipality, now: dt.datetime) -> int:
    """How many were held vacant a year ago, as it was known then. One statement."""
    then = timezone.make_aware(dt.datetime.combine(year_before(timezone.localdate(now)), dt.time.max))
    everything = counts.by_area(city.pk, "", Moment(on=timezone.localdate(then), known=then))[-1]
    return everything.states[State.VACANT]


def year_before(day: dt.date) -> dt.date:
    """The same day of the year before; 28 February for a leap day."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
