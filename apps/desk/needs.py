"""What a network reads on its front page while its area waits for a report."""

from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import Need
from apps.core.moments import day

from .batch_queries import open_asks


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
