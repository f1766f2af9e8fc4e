"""Writing who does what: posts, and who holds them from when to when."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record
from apps.networks.models import Network
from apps.people.queries import member_practices

from .models import Appointment, Post, Share, Stage
from .role_types import Group, all_types, role_type
from .rules import Refused, check_amount, check_dates, check_overlap


def _one_at_a_time(network) -> None:
    """Hold the network's roles, so that two appointments at once can't both find a post free."""
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)


@transaction.atomic
def add_post(
    *, network, by, role, wanted_from, title="", practice=None, organisation="", on_board=False, votes=False,
    funded=None,
) -> Post:  # fmt: skip
    """Add something the network wants somebody to do. Raises Refused."""
    _one_at_a_time(network)
    post = _new_post(network, role, wanted_from, title, practice, organisation, on_board, votes, funded)
    if practice and _has_seat(network, role, practice):
        raise Refused(f"{practice} has a post of this role already.", "practice")
    post.save()
    record(Event.POST_ADDED, by=by, network=network, about=post)
    return post


def _new_post(network, role, wanted_from, title, practice, organisation, on_board, votes, funded) -> Post:
    kind = role_type(role)
    check_amount(kind.unit, funded, "funded")
    return Post(
        network=network,
        role=role,
        title=title,
        practice=practice,
        organisation=organisation,
        on_board=on_board,
        votes=votes and on_board,
        unit=kind.unit,
        funded=funded,
        wanted_from=wanted_from,
        stage_since=wanted_from,
        stage=Stage.IDEA if kind.group is Group.ARRS else Stage.APPROVED,
    )


def _has_seat(network, role, practice) -> bool:
    return network.posts.filter(role=role, practice=practice, closed_on=None).exists()


@transaction.atomic
def add_wishes(*, network, by, roles) -> int:
    """Add a post of each of ``roles`` that has none, of a practice's role one for each member; returns how many."""
    _one_at_a_time(network)
    today = timezone.localdate()
    there = set(network.posts.filter(closed_on=None).values_list("role", "practice"))
    posts = []
    for role in roles:
        kind = all_types()[role]
        practices = list(member_practices(network)) if kind.of_practice else [None]
        for practice in practices:
            if (role, practice and practice.pk) not in there:
                posts.append(
                    _new_post(network, role, today, "", practice, "", kind.on_board, kind.votes, None)
                )
    Post.objects.bulk_create(posts)
    if posts:
        record(Event.POSTS_ADDED, by=by, network=network, count=len(posts))
    return len(posts)


@transaction.atomic
def change_post(*, post: Post, by, **fields) -> None:
    """Change ``fields`` of a post. Raises Refused."""
    _one_at_a_time(post.network)
    check_amount(post.unit, fields.get("funded"), "funded")
    if not fields.get("on_board", post.on_board):
        fields["votes"] = False
    changed = sorted(name for name, value in fields.items() if getattr(post, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(post, name, fields[name])
    post.save(update_fields=[*changed, "updated_at"])
    record(Event.POST_CHANGED, by=by, network=post.network, about=post, fields=changed)


@transaction.atomic
def close_post(*, post: Post, by, on: date) -> None:
    """The network wants it no longer from ``on``; it is kept, unless nobody ever held it and it was not wanted before
    that day. Raises Refused while somebody holds it then."""
    _one_at_a_time(post.network)
    if on <= post.wanted_from and not post.appointments.exists():
        # Added by mistake: it was wanted on no day.
        record(Event.POST_CLOSED, by=by, network=post.network, about=post)
        post.delete()
        return
    if on <= post.wanted_from:
        raise Refused("The role was not wanted before that day. Enter a later one.", "on")
    held = [one for one in post.appointments.all() if one.last_day is None or one.last_day >= on]
    if held:
        raise Refused("Somebody holds this role then. End their term first.", "on")
    if Post.objects.filter(pk=post.pk, closed_on=None).update(closed_on=on, updated_at=timezone.now()):
        record(Event.POST_CLOSED, by=by, network=post.network, about=post)


@transaction.atomic
def set_stage(*, post: Post, by, stage: Stage) -> None:
    """Say how far finding somebody has come. Raises Refused where somebody started and holds it still."""
    _one_at_a_time(post.network)
    if stage == Stage.STARTED:
        raise Refused("Appoint somebody: then it says that they started.")
    if post.appointments.running(timezone.localdate()).holding().exists():
        raise Refused("Somebody holds this role. End their term first.")
    if post.stage != stage:
        _move(post, stage)
        record(Event.POST_STAGE, by=by, network=post.network, about=post, stage=stage)


def _move(post: Post, stage: Stage, on: date | None = None) -> None:
    post.stage, post.stage_since = stage, on or timezone.localdate()
    post.save(update_fields=["stage", "stage_since", "updated_at"])


@transaction.atomic
def appoint(
    *, post: Post, by, person, start, share=Share.WHOLE, last_day=None, how="", funded=None, actual=None,
    interests="", declared_on=None,
) -> Appointment:  # fmt: skip
    """Put somebody of the directory into a post for a term. Raises Refused where somebody else holds it on one of its
    days (unless both share it), the dates can't be, or the time is none that a week has."""
    _one_at_a_time(post.network)
    _check(post, person, share, start, last_day, funded, actual)
    if post.closed_on:
        raise Refused("The network no longer wants this role.")
    term = Appointment.objects.create(
        post=post, person=person, start=start, share=share, last_day=last_day, how=how, funded=funded,
        actual=actual, interests=interests, declared_on=declared_on,
    )  # fmt: skip
    if share != Share.DEPUTY:
        has_started = start <= timezone.localdate()
        _move(post, Stage.STARTED if has_started else Stage.OFFERED, start if has_started else None)
    record(Event.APPOINTED, by=by, network=post.network, about=post, share=share)
    return term


def _check(post, person, share, start, last_day, funded, actual, besides=None) -> None:
    if person.network_id != post.network_id:
        raise Refused("Nobody in your directory is that.", "person")
    check_amount(post.unit, funded, "funded")
    check_amount(post.unit, actual, "actual")
    check_dates(post, person, start, last_day)
    check_overlap(post, person, share, start, last_day, besides)


@transaction.atomic
def change_term(*, term: Appointment, by, **fields) -> None:
    """Change ``fields`` of an appointment. Raises Refused, as `appoint`."""
    post = term.post
    _one_at_a_time(post.network)
    values = {
        name: fields.get(name, getattr(term, name))
        for name in ("person", "share", "start", "last_day", "funded", "actual")
    }
    _check(post, **values, besides=term)
    changed = sorted(name for name, value in fields.items() if getattr(term, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(term, name, fields[name])
    term.save(update_fields=[*changed, "updated_at"])
    record(Event.APPOINTMENT_CHANGED, by=by, network=post.network, about=post, fields=changed)


@transaction.atomic
def end_term(*, term: Appointment, by, last_day: date) -> None:
    """Somebody's term ends on ``last_day``. Raises Refused where it would end before it began."""
    _one_at_a_time(term.post.network)
    term.refresh_from_db(fields=["start", "last_day"])
    if last_day < term.start:
        raise Refused("The last day is before the first day.", "last_day")
    if term.last_day and last_day > term.last_day:
        raise Refused(
            "The term ends before that day already. To make it longer, change the term.", "last_day"
        )
    term.last_day = last_day
    term.save(update_fields=["last_day", "updated_at"])
    record(Event.APPOINTMENT_ENDED, by=by, network=term.post.network, about=term.post)


@transaction.atomic
def hand_over(*, term: Appointment, to, by, on: date) -> None:
    """End somebody's term on ``on``, and give the rest of it to another person of the network from the next day; to
    nobody where ``to`` is None. A term that has not begun goes to the other as a whole. Raises Refused."""
    post, last_day, begins = term.post, term.last_day, max(term.start, on + timedelta(days=1))
    if term.start > on:
        _one_at_a_time(post.network)
        term.delete()
        record(Event.APPOINTMENT_ENDED, by=by, network=post.network, about=post)
    else:
        end_term(term=term, by=by, last_day=min(on, last_day or on))
    if to is not None and (last_day is None or begins <= last_day):
        # The deputy who takes over stands in for themselves no longer.
        for own in post.appointments.filter(person=to, share=Share.DEPUTY).running(begins):
            if own.start > on:
                own.delete()
            else:
                end_term(term=own, by=by, last_day=on)
        appoint(
            post=post, by=by, person=to, start=begins, last_day=last_day, share=term.share, funded=term.funded
        )
