"""Reading who does what: posts with those who hold them on a day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from apps.people.queries import member_practices

from .models import Appointment, BoardRule, Post, Review, Share

SOON = timedelta(days=90)


@dataclass(frozen=True)
class Seat:
    """A post as it stands on the day ``on``: ``holders`` and ``deputies`` of that day, ``coming`` who is to hold it
    later, ``past`` who held it before, ``all_terms`` those and every deputy's; all appointments with their person."""

    post: Post
    on: date
    holders: tuple[Appointment, ...] = ()
    deputies: tuple[Appointment, ...] = ()
    coming: tuple[Appointment, ...] = ()
    past: tuple[Appointment, ...] = ()
    all_terms: tuple[Appointment, ...] = ()

    @property
    def is_vacant(self) -> bool:
        return not self.holders

    @property
    def vacant_since(self) -> date | None:
        """The first day without anybody, or None where somebody holds it."""
        if self.holders:
            return None
        ends = [one.last_day for one in self.past if one.last_day]
        return max(ends) + timedelta(days=1) if ends else self.post.wanted_from

    @property
    def ends(self) -> date | None:
        """When the first term of those who hold it ends."""
        return min((one.last_day for one in self.holders if one.last_day), default=None)

    @property
    def ends_soon(self) -> bool:
        """A term ends within 90 days, and nobody is appointed to follow."""
        return self.ends is not None and self.ends <= self.on + SOON and not self.coming

    @property
    def lacks_cover(self) -> bool:
        """Somebody should be able to stand in, and nobody is named. Two who share a post cover one another."""
        return self.post.type.cover and len(self.holders) == 1 and not self.deputies


def seats(posts: QuerySet, on: date | None = None) -> list[Seat]:
    """``posts`` wanted on a day (today), in the order of roles; two queries."""
    on = on or timezone.localdate()
    rows = list(posts.wanted(on).select_related("practice", "network"))
    by_post = defaultdict(list)
    terms = Appointment.objects.filter(post__in=[post.pk for post in rows])
    for term in terms.select_related("person", "person__practice"):
        by_post[term.post_id].append(term)
    return sorted((seat(post, by_post[post.pk], on) for post in rows), key=_place)


def seat(post: Post, terms, on: date) -> Seat:
    """``post`` with those of its appointments ``terms`` that matter on a day."""
    found: dict[str, list] = defaultdict(list)
    for term in terms:
        if term.start > on:
            kind = "coming" if term.share != Share.DEPUTY else ""
        elif term.last_day and term.last_day < on:
            kind = "past" if term.share != Share.DEPUTY else ""
        else:
            kind = "holders" if term.share != Share.DEPUTY else "deputies"
        found[kind].append(term)
    found.pop("", None)
    return Seat(
        post=post, on=on, all_terms=tuple(terms), **{kind: tuple(rows) for kind, rows in found.items()}
    )


def unseated(network, seats: Iterable[Seat]) -> list[str]:
    """Names of member practices for which no seat is wanted; one query."""
    seated = {seat.post.practice_id for seat in seats}
    return [one.name for one in member_practices(network) if one.pk not in seated]


def rule_of(network) -> BoardRule | None:
    """When its board can decide; None until it wrote that down."""
    return getattr(network, "board_rule", None)


def terms_of(network) -> QuerySet:
    """Every appointment of a network."""
    terms = Appointment.objects.filter(post__network=network)
    return terms.select_related("person", "person__practice", "post", "post__practice", "post__network")


def reviews_of(seat: Seat) -> list[Review]:
    """The yearly reviews of those who hold a post, newest first; one query."""
    return list(Review.objects.filter(appointment__in=seat.holders).select_related("appointment__person"))


def _place(seat: Seat):
    practice = seat.post.practice
    return (seat.post.order, practice.name if practice else "", str(seat.post), seat.post.pk)
