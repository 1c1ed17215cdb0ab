"""The first page: what waits, what changed, how many vacant houses there are."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from akiya.access import Scope
from akiya.asof.counts import total
from akiya.asof.moment import Moment
from akiya.asof.selection import Selection, of_state
from akiya.models import Occupancy
from akiya.pages.door import office
from akiya.pages.start import waiting
from akiya.pages.start.recent_changes import changed_since
from akiya.web.request import ActingRequest, city_of
from akiya.words import Certainty, State

RECENT = dt.timedelta(days=14)
SHOWN = 8


@require_safe
@office
def start(request: ActingRequest) -> HttpResponse:
    """Every number links to the list of what it counts, where it is worked on.

    Whoever may write has all that waits in the inbox, kind by kind as the menu counts it, and apart from it the
    houses that wait; others see those houses alone, with what is so and not with what they may not do.
    """
    city, cities = city_of(request.scope), request.scope.sees
    now = timezone.now()
    changed, changed_in_all = changed_since(now - RECENT, cities, SHOWN)
    vacant = vacant_by_certainty(cities)
    in_all = sum(vacant.values())
    in_inbox, houses = waiting.counted(cities, request.scope.edits)
    context = {
        "city": city,
        "now": now,
        "has_inbox": bool(request.scope.edits),
        "in_inbox": in_inbox,
        "in_inbox_in_all": sum(each.number for each in in_inbox),
        "waiting": [each for each in houses if not each.kind.in_inbox],
        "changed": changed,
        "changed_in_all": changed_in_all,
        "vacant": [(certainty, vacant[certainty]) for certainty in reversed(Certainty)],
        "total": in_all,
        "year_ago": year_before(timezone.localdate(now)),
        "difference": in_all - vacant_a_year_ago(request.scope, now),
    }
    return render(request, "akiya/start.html", context)


def vacant_by_certainty(cities: Sequence[int]) -> dict[Certainty, int]:
    """How many houses are held vacant today, by certainty. One statement."""
    rows = Occupancy.objects.filter(municipality__in=cities, state=State.VACANT).values_list("certainty")
    found = dict(rows.annotate(houses=Count("pk")))
    return {certainty: found.get(certainty, 0) for certainty in Certainty}


def vacant_a_year_ago(scope: Scope, now: dt.datetime) -> int:
    """How many were held vacant a year ago, as it was known then. One statement."""
    then = timezone.make_aware(dt.datetime.combine(year_before(timezone.localdate(now)), dt.time.max))
    when = Moment(on=timezone.localdate(then), known=then)
    return total(scope, Selection(when, of_state(State.VACANT)))


def year_before(day: dt.date) -> dt.date:
    """The same day of the year before; 28 February for a leap day."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
