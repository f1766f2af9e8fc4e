"""What roles have for the pages above: vacancies, terms that end, who starts, reviews that are due, and how work is
spread."""

from collections import Counter, defaultdict
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import Permission
from apps.core.contributions import Coming, Load, Need, once
from apps.core.moments import day

from .headlines import some
from .models import Appointment, Post, Review
from .queries import SOON, Seat, seats
from .role_types import Group
from .starting import BY, progress

YEAR = timedelta(days=365)
NEW = BY + timedelta(days=30)
LEADERS = ("clinical_director", "manager")
BUSIEST = 3


def _networks(readers, permission, *, open_only: bool) -> dict:
    return {
        one.place.pk: one.place
        for one in readers
        if permission in one.permissions and not (open_only and one.place.is_read_only)
    }


def _seats_of(readers, networks) -> dict[int, list[Seat]]:
    found = defaultdict(list)
    for seat in once(readers, _seats):
        if seat.post.network_id in networks:
            found[seat.post.network_id].append(seat)
    return found


def _seats(readers) -> list[Seat]:
    return seats(Post.objects.filter(network__in=[reader.place for reader in readers]))


def needs(readers):
    """For those who keep roles; four queries."""
    networks = _networks(readers, Permission.KEEP_ROLES, open_only=True)
    for pk, found in _seats_of(readers, networks).items():
        url = reverse("roles:list", args=[networks[pk].code])
        # A post on its way is no surprise: only seats and leaders are missed here.
        missed = [seat for seat in found if seat.is_vacant and seat.post.type.group is not Group.ARRS]
        if missed:
            yield pk, _vacant(missed, url)
        for seat in found:
            if seat.ends_soon:
                text = f"{seat.post}: the term ends on {day(seat.ends)}"
                yield pk, Need(text, seat.post.get_absolute_url(), "Say who follows", 35)
        thin = [seat for seat in found if seat.lacks_cover]
        if thin:
            text = some(len(thin), "role has nobody to stand in", "roles have nobody to stand in")
            yield pk, Need(text, f"{url}?show=cover", "Name deputies", 60, _named(thin))
    yield from _starting(networks)
    yield from _reviews(networks)


def _vacant(missed: list[Seat], url: str) -> Need:
    longest = min(missed, key=lambda seat: seat.vacant_since)
    if len(missed) == 1:
        text = f"{longest.post} is vacant since {day(longest.vacant_since)}"
        return Need(text, longest.post.get_absolute_url(), "Say who holds it", 40)
    detail = f"{longest.post} for longest, since {day(longest.vacant_since)}"
    return Need(f"{len(missed)} roles are vacant", f"{url}?show=vacant", "See which", 40, detail)


def _named(found: list[Seat]) -> str:
    names = [str(seat.post) for seat in found[:3]]
    return ", ".join(names) + (" and others" if len(found) > len(names) else "")


def _starting(networks):
    """Whoever began lately and has steps open; one query and one for their ticks."""
    today = timezone.localdate()
    terms = Appointment.objects.filter(post__network__in=networks, start__gt=today - NEW).running(today)
    terms = terms.holding().select_related("person", "post", "post__network").prefetch_related("ticks")
    for term in terms:
        ticks = {tick.item: tick.done_on for tick in term.ticks.all()}
        found = progress(term.post.type, term.start, ticks)
        if not found.is_done:
            url = reverse("roles:start", args=[term.post.network.code, term.pk])
            detail = f"Day 30 is {day(found.day_30)}"
            text = f"{term.person} starts: {found.done} of {found.steps} steps done"
            yield term.post.network_id, Need(text, url, "See what is left", 45, detail)


def reviews_due(terms, today):
    """Those of ``terms`` who have held their role for a year or more without a review in that time."""
    held = terms.running(today).holding().filter(start__lte=today - YEAR)
    lately = Review.objects.filter(appointment=OuterRef("pk"), held_on__gt=today - YEAR)
    return held.exclude(Exists(lately))


def _reviews(networks):
    """Yearly reviews that are due; one query."""
    counts: Counter = Counter()
    first = {}
    due = reviews_due(Appointment.objects.filter(post__network__in=networks), timezone.localdate())
    for term in due.select_related("person", "post", "post__network").order_by("start", "pk"):
        counts[term.post.network_id] += 1
        first.setdefault(term.post.network_id, term)
    for pk, count in counts.items():
        term = first[pk]
        url = reverse("roles:review", args=[term.post.network.code, term.pk])
        detail = (
            "A talk about the role, once a year"
            if count == 1
            else f"{some(count - 1, 'other', 'others')} after that"
        )
        yield pk, Need(f"Yearly review with {term.person} is due", url, "Prepare it", 65, detail)


def coming(readers):
    """Terms that end within 90 days, and those that begin; for everybody of the network; two queries where
    `needs` did not ask them."""
    networks = _networks(readers, Permission.VIEW_NETWORK, open_only=False)
    for pk, found in _seats_of(readers, networks).items():
        for seat in found:
            url = seat.post.get_absolute_url()
            if seat.ends and seat.ends <= seat.on + SOON:
                yield pk, Coming(f"A term ends: {seat.post}.", seat.ends, url)
            for one in seat.coming:
                yield pk, Coming(f"{one.person} starts as {seat.post}.", one.start, url)


def loads(readers):
    """Roles that people hold now, additional roles aside: how many lie beyond director and manager; two queries."""
    networks = _networks(readers, Permission.VIEW_RESULTS, open_only=False)
    for pk, found in _seats_of(readers, networks).items():
        held = [seat for seat in found if seat.post.type.group is not Group.ARRS]
        leaders = {one.person_id for seat in held if seat.post.role in LEADERS for one in seat.holders}
        roles = Counter(one.person_id for seat in held for one in seat.holders)
        if roles:
            beyond = sum(count for person, count in roles.items() if person not in leaders)
            busiest = sum(count for _, count in roles.most_common(BUSIEST))
            url = reverse("roles:list", args=[networks[pk].code])
            yield pk, Load("Roles", roles.total(), beyond, len(roles), busiest, url)
