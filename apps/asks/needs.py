"""What waits: for a network a reply that came, for an area asks that nobody looks after or whose day has passed."""

from collections import Counter
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import Need, News, once
from apps.core.moments import day

from . import queries
from .models import Ask

NEW_FOR = timedelta(days=30)


def _places(readers, permission) -> dict:
    return {
        one.place.pk: one.place
        for one in readers
        if permission in one.permissions and not one.place.is_read_only
    }


def _recent(readers) -> list[Ask]:
    """Asks of the readers' networks that were replied to lately; one query for needs and news."""
    since = timezone.localdate() - NEW_FOR
    replied = Ask.objects.filter(state=Ask.State.REPLIED, replied_on__gt=since)
    return list(replied.filter(network__in={one.place.pk for one in readers}).order_by("replied_on", "pk"))


def needs(readers):
    """For a director: a reply that asks for more."""
    places = _places(readers, Permission.SEND_ASKS)
    if not places:
        return
    for ask in once(readers, _recent):
        if ask.network_id in places and ask.reply == Ask.Reply.MORE:
            url = reverse("asks:ask", args=[places[ask.network_id].code, ask.pk])
            yield (
                ask.network_id,
                Need("Our area needs to know more about an ask", url, "Say more", 28, ask.what),
            )


def news(readers):
    """For everybody who sees the asks: what the area replied in the last 30 days."""
    places = {one.place.pk: one.place for one in readers if Permission.VIEW_NETWORK in one.permissions}
    if not places:
        return
    for ask in once(readers, _recent):
        if ask.network_id in places and ask.reply != Ask.Reply.MORE:
            url = reverse("asks:ask", args=[places[ask.network_id].code, ask.pk])
            words = f"Our area replied to an ask: {ask.get_reply_display().lower()}"
            yield ask.network_id, News(words, ask.replied_on, url, "Read the reply", ask.what)


def area_needs(readers):
    """Three counts, one query each for all areas."""
    places, today = _places(readers, Permission.ANSWER_ASKS), timezone.localdate()
    if not places:
        return
    unowned = queries.unowned().filter(icb__in=places)
    waiting = Ask.objects.filter(state=Ask.State.SENT, icb__in=places).exclude(pk__in=unowned.values("pk"))
    late = queries.overdue(today).filter(icb__in=places)
    kinds = (
        (unowned, queries.UNOWNED, "Nobody looks after {} yet", "Say who looks after it", 12),
        (late, queries.OVERDUE, "The promised day of {} has passed", "Look at it", 14),
        (waiting, queries.OPEN, "A reply to {} is due", "Reply", 22),
    )
    for asks, show, words, action, order in kinds:
        found = list(asks.order_by("sent_on").values_list("icb", "sent_on"))
        first = dict(reversed(found))
        for icb, count in Counter(icb for icb, _ in found).items():
            url = f"{reverse('area_asks:list', args=[places[icb].code])}?show={show}"
            said = "an ask of a network" if count == 1 else f"{count} asks of networks"
            detail = f"The first was sent on {day(first[icb])}"
            yield icb, Need(words.format(said), url, action, order, detail)
