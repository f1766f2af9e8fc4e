"""What roles know that may serve as evidence: seats of the board that somebody holds today."""

from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import Known

from .models import Appointment


def known(readers):
    """One for each seat, as of today; one query."""
    places = {one.place.pk: one.place for one in readers if Permission.VIEW_NETWORK in one.permissions}
    today = timezone.localdate()
    held = Appointment.objects.running(today).holding()
    held = held.filter(post__network__in=places, post__on_board=True, post__closed_on=None)
    seats = {one.post_id: one for one in held.select_related("post", "person")}
    for term in seats.values():
        url = reverse("roles:board", args=[places[term.post.network_id].code])
        text = f"Board seat filled: {term.post}"
        yield term.post.network_id, Known("seat_filled", f"roles.post:{term.post_id}", text, today, url)
