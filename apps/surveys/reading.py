"""Comments that wait to be read, for the front pages of whoever reads them, or could name somebody else."""

from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import Need

from . import companions
from .models import Kind, Round
from .standing import rounds_of


def needs(readers):
    """Of the latest closed rounds: for whoever reads the comments first; where they still wait 14 days after the close
    also for who runs rounds. No query besides that of how rounds stand."""
    by_place = {reader.place.pk: reader for reader in readers if not reader.place.is_read_only}
    now = timezone.now()
    for round_ in (one for kind in Kind for one in rounds_of(readers, kind)):
        reader = by_place.get(round_.network_id)
        if reader is None or round_.state != Round.State.CLOSED or not round_.comments_wait:
            continue
        reads = Permission.VIEW_RESULTS in reader.permissions and reader.user_id == round_.reviewer_id
        url = companions.of(round_).pages.address(round_, "comments")
        if reads and reader.user_id:
            text = f"Comments in {round_.title} wait for you to read them"
            detail = "You read them before others do: release each, cut it or withhold it"
            yield round_.network_id, Need(text, url, "Read them", 18, detail)
        elif Permission.RUN_ROUNDS in reader.permissions and round_.shown_by < now:
            text = f"Comments in {round_.title} still wait to be read"
            detail = "Nobody sees them before. Ask whoever reads them, or name somebody else"
            yield round_.network_id, Need(text, url, "See who reads them", 32, detail)
