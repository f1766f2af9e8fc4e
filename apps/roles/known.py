"""What roles know that may serve as evidence: posts that somebody holds today."""

from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import Known

from .models import Appointment
from .role_types import Group, role_type

# Of additional roles it is known that there are some; which one a statement does not ask.
ADDITIONAL_STAFF = "role:additional"


def known(readers):
    """One for each post, as of today, of the kind "role:" with the code of its role; one query."""
    places = {one.place.pk: one.place for one in readers if Permission.VIEW_NETWORK in one.permissions}
    today = timezone.localdate()
    held = Appointment.objects.running(today).holding()
    held = held.filter(post__network__in=places, post__closed_on=None).order_by("post__role", "post", "pk")
    posts = {one.post_id: one.post for one in held.select_related("post")}
    for post in posts.values():
        code = places[post.network_id].code
        url = reverse("roles:board" if post.on_board else "roles:list", args=[code])
        kind = ADDITIONAL_STAFF if role_type(post.role).group is Group.ARRS else f"role:{post.role}"
        yield post.network_id, Known(kind, f"roles.post:{post.pk}", f"Somebody holds it: {post}", today, url)
