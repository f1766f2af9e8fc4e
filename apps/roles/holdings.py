"""What roles say to the rooms of people and practices: what somebody holds, what is kept about them, and what hangs on
a practice that leaves."""

from collections import Counter
from functools import partial

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from apps.core.contributions import CannotMove, Hanging, Holding, Section
from apps.core.moments import day

from . import actions
from .models import Appointment, Deployment, Post, Share
from .rules import Refused, check_overlap
from .starting import steps_of
from .tables import amount


def of_people(people):
    """Terms that run or are to begin; two queries."""
    today = timezone.localdate()
    terms = Appointment.objects.exclude(last_day__lt=today).filter(person__in=people)
    terms = list(terms.select_related("person", "post", "post__network", "post__practice"))
    deputies = dict(
        Appointment.objects.running(today)
        .filter(post__in=[term.post_id for term in terms], share=Share.DEPUTY)
        .order_by("-start")
        .values_list("post", "person")
    )
    for term in terms:
        deputy = deputies.get(term.post_id)
        yield Holding(
            person=term.person_id,
            text=_text(term),
            url=term.post.get_absolute_url(),
            key=f"roles.appointment:{term.pk}",
            hand_over=partial(_hand_over, term),
            proposed=deputy if deputy != term.person_id else None,
        )


def _hand_over(term: Appointment, *, to, by, on) -> None:
    """As `actions.hand_over`; raises CannotMove where a rule refuses it."""
    try:
        actions.hand_over(term=term, to=to, by=by, on=on)
    except Refused as problem:
        raise CannotMove(f"{_text(term)}: {problem}") from problem


def _text(term: Appointment) -> str:
    """ "Finance lead", "Practice representative (Elm Surgery), standing in"."""
    named = f"{term.post} ({term.post.practice})" if term.post.practice else str(term.post)
    return f"{named}, standing in" if term.share == Share.DEPUTY else named


def sections(person):
    terms = list(
        person.appointments.select_related("post", "post__practice").prefetch_related("ticks", "reviews")
    )
    yield Section(
        "Roles",
        ("Role", "How", "First day", "Last day", "Funded", "Worked", "Appointed", "Interests", "Declared on"),
        tuple(
            (
                _text(one), one.get_share_display(), day(one.start), day(one.last_day),
                amount(one.funded, one.post.unit), amount(one.actual, one.post.unit),
                one.get_how_display(), one.interests, day(one.declared_on),
            )
            for one in terms
        ),
    )  # fmt: skip
    yield Section(
        "Steps of starting that were done",
        ("Role", "Step", "Done on"),
        tuple(
            (str(one.post), _step(one, tick.item), day(tick.done_on))
            for one in terms
            for tick in one.ticks.all()
        ),
    )
    yield Section(
        "Yearly reviews",
        ("Role", "Held on", "Agreed"),
        tuple((str(one.post), day(row.held_on), row.agreed) for one in terms for row in one.reviews.all()),
    )
    places = Deployment.objects.filter(appointment__in=terms).select_related("practice", "appointment__post")
    yield Section(
        "Where they work",
        ("Role", "Practice", "Sessions a week"),
        tuple((str(one.appointment.post), str(one.practice), f"{one.sessions}") for one in places),
    )


def _step(term: Appointment, code: str) -> str:
    return next((step.text for step in steps_of(term.post.type) if step.code == code), code)


def erase(*, person, by) -> None:
    """Every term of theirs goes, with what hangs on it; the posts stay."""
    person.appointments.all().delete()


def move(*, kept, merged, by) -> None:
    """Terms of one entry become the other's. Raises CannotMove where both were in one role at once."""
    for term in merged.appointments.select_related("post", "post__network"):
        try:
            check_overlap(term.post, kept, term.share, term.start, term.last_day, besides=term)
        except Refused as problem:
            raise CannotMove(f"{term.post}: {problem}") from problem
        term.person = kept
        term.save(update_fields=["person", "updated_at"])


def of_practices(network, practices):
    """Seats that speak for practices, and shared staff who work there; two queries."""
    seats = Post.objects.filter(network=network, practice__in=practices).wanted(timezone.localdate())
    for pk, count in seats.order_by().values_list("practice").annotate(n=Count("pk")):
        yield Hanging(pk, count, "board seat", "board seats", reverse("roles:board", args=[network.code]))
    today = timezone.localdate()
    running = Appointment.objects.filter(post__network=network).running(today)
    workers = Deployment.objects.filter(practice__in=practices, appointment__in=running)
    url = reverse("roles:grid", args=[network.code])
    for pk, count in Counter(workers.values_list("practice", flat=True)).items():
        yield Hanging(pk, count, "shared member of staff", "shared members of staff", url)
