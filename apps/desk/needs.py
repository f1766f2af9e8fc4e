"""What a network reads on its front page while its area waits for a report, and the area once the day has passed."""

from datetime import timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import Need
from apps.core.moments import day
from apps.reports.years import Year

from .batch_queries import open_asks
from .models import BatchItem

LOOK_BACK = timedelta(days=365)


def needs(readers):
    """That the area asks for a report that is not released; one query."""
    places = {
        one.place.pk: one.place
        for one in readers
        if Permission.PREPARE_REPORTS in one.permissions and not one.place.is_read_only
    }
    if not places:
        return
    told = set()
    for item in open_asks(list(places)):
        batch = item.batch
        if (item.network_id, batch.year_end) in told:
            continue
        told.add((item.network_id, batch.year_end))
        text = f"{batch.icb} asks for your report on {batch.year.title}"
        late = batch.wanted_by and batch.wanted_by < timezone.localdate()
        detail = (
            f"{'It was wanted' if late else 'Wanted'} by {day(batch.wanted_by)}" if batch.wanted_by else ""
        )
        url = reverse("reports:list", args=[places[item.network_id].code])
        yield item.network_id, Need(text, url, "Open the reports", 14 if late else 22, detail)


def area_needs(readers):
    """Collections of the last year whose day has passed, with how many networks have not released; one query."""
    places = {one.place.pk: one.place for one in readers if Permission.ASK_FOR_REPORTS in one.permissions}
    if not places:
        return
    today = timezone.localdate()
    wanted = (today - LOOK_BACK, today - timedelta(days=1))
    late = BatchItem.objects.here().open().filter(batch__icb__in=places, batch__wanted_by__range=wanted)
    counted = late.order_by().values_list("batch", "batch__icb", "batch__year_end", "batch__wanted_by")
    for batch, icb, year_end, wanted_by, count in counted.annotate(Count("pk")):
        networks = "One network has" if count == 1 else f"{count} networks have"
        text = f"{networks} not released the report that you asked for"
        url = reverse("ics:batch", args=[places[icb].code, batch])
        yield icb, Need(text, url, "Look who", 40, f"{Year(year_end).title}, wanted by {day(wanted_by)}")
