"""Writing the shared purpose: drafts, feedback, adoption, reviews. What was adopted is never written to again, but for
the day on which another version took its place."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record
from apps.core.moments import day

from .models import Feedback, Review, Version


class PurposeRefused(Exception):
    """What was asked can't be done; the message is for people."""


@transaction.atomic
def write_draft(*, network, by, line: str, text: str) -> Version:
    """Begin a new version. Raises PurposeRefused while another one is in the works."""
    _one_at_a_time(network)
    if network.purpose_versions.exclude(state=Version.State.ADOPTED).exists():
        raise PurposeRefused("A version is in the works already. Change that one, or delete it first.")
    last = network.purpose_versions.order_by("-number").first()
    version = Version.objects.create(
        network=network, number=last.number + 1 if last else 1, line=line, text=text
    )
    record(Event.PURPOSE_DRAFTED, by=by, network=network, about=version, number=version.number)
    return version


@transaction.atomic
def change_draft(*, version: Version, by, line: str, text: str) -> None:
    """Raises PurposeRefused where it is no draft any more."""
    version = _lock(version)
    if not version.is_draft:
        raise PurposeRefused(_why_not_to_change(version))
    if (version.line, version.text) != (line, text):
        version.feedback.update(on_earlier_words=True)
    version.line, version.text = line, text
    version.save(update_fields=["line", "text", "updated_at"])
    record(Event.PURPOSE_CHANGED, by=by, network=version.network, about=version, number=version.number)


@transaction.atomic
def delete_draft(*, version: Version, by) -> None:
    """Raises PurposeRefused where it is no draft, or people have said what they think of it."""
    version = _lock(version)
    if not version.is_draft:
        raise PurposeRefused(_why_not_to_change(version))
    if version.feedback.exists():
        raise PurposeRefused("People have said what they think of it, so it stays. Change it instead.")
    record(Event.PURPOSE_DELETED, by=by, network=version.network, number=version.number)
    version.delete()


@transaction.atomic
def ask_feedback(*, version: Version, by, until: date) -> None:
    """Put a draft before everybody of the network with an account."""
    version = _lock(version)
    if version.state == Version.State.ADOPTED:
        raise PurposeRefused(_why_not_to_change(version))
    version.state, version.feedback_until = Version.State.FEEDBACK, until
    version.save(update_fields=["state", "feedback_until", "updated_at"])
    record(Event.PURPOSE_FEEDBACK_ASKED, by=by, network=version.network, about=version, number=version.number)


@transaction.atomic
def take_back(*, version: Version, by) -> None:
    """Make what is out for feedback a draft again, to change it; what people said stays."""
    version = _lock(version)
    if version.state == Version.State.ADOPTED:
        raise PurposeRefused(_why_not_to_change(version))
    if version.takes_feedback:
        version.state, version.feedback_until = Version.State.DRAFT, None
        version.save(update_fields=["state", "feedback_until", "updated_at"])
        record(Event.PURPOSE_TAKEN_BACK, by=by, network=version.network, about=version, number=version.number)


@transaction.atomic
def give_feedback(*, version: Version, by, stance: str, text: str) -> Feedback:
    """Say, or say anew, what ``by`` thinks. Raises PurposeRefused where nobody is asked any more."""
    version = _lock(version)
    if not version.takes_feedback:
        raise PurposeRefused("This version takes no feedback any more. Nothing was kept.")
    found, _ = Feedback.objects.update_or_create(
        version=version, by=by, defaults={"stance": stance, "text": text, "on_earlier_words": False}
    )
    record(Event.PURPOSE_FEEDBACK_GIVEN, by=by, network=version.network, about=version, number=version.number)
    return found


@transaction.atomic
def withdraw_feedback(*, version: Version, by) -> None:
    """Take one's own feedback back, until the version is adopted. Harmless to repeat."""
    version = _lock(version)
    if version.state == Version.State.ADOPTED:
        raise PurposeRefused("This version was adopted. What was said before stays with it.")
    if version.feedback.filter(by=by).delete()[0]:
        record(
            Event.PURPOSE_FEEDBACK_WITHDRAWN, by=by, network=version.network, about=version, number=version.number
        )  # fmt: skip


@transaction.atomic
def adopt(*, version: Version, by, adopted_on: date, meeting: str, next_on: date) -> None:
    """Put a version in force from ``adopted_on``, the day of ``meeting``; the one before holds until then.

    Raises PurposeRefused where it was adopted already, where the day is ahead or not after that of the version in
    force, and where the next review is not after it."""
    version = _lock(version)
    if version.state == Version.State.ADOPTED:
        raise PurposeRefused(_why_not_to_change(version))
    _check_days(adopted_on, next_on)
    if before := version.network.purpose_versions.filter(state="adopted", replaced_on=None).first():
        if adopted_on <= before.adopted_on:
            raise PurposeRefused(
                f"Version {before.number} was adopted on {day(before.adopted_on)}. The next one can only be "
                "adopted after that day."
            )
        before.replaced_on = adopted_on
        before.save(update_fields=["replaced_on", "updated_at"])
    version.state, version.adopted_on, version.meeting = Version.State.ADOPTED, adopted_on, meeting
    version.save(update_fields=["state", "adopted_on", "meeting", "updated_at"])
    Review.objects.create(version=version, held_on=adopted_on, meeting=meeting, next_on=next_on)
    record(Event.PURPOSE_ADOPTED, by=by, network=version.network, about=version, number=version.number)


@transaction.atomic
def keep_as_it_is(*, version: Version, by, held_on: date, meeting: str, next_on: date) -> None:
    """Record that ``meeting`` looked at the purpose in force and left it as it is. Raises PurposeRefused where it is
    not in force any more, and where days run backwards."""
    version = _lock(version)
    last = _last_review(version)
    _check_days(held_on, next_on)
    if held_on <= last.held_on:
        raise PurposeRefused(f"It was last looked at on {day(last.held_on)}. Enter a later day.")
    Review.objects.create(version=version, held_on=held_on, meeting=meeting, next_on=next_on)
    record(Event.PURPOSE_REVIEWED, by=by, network=version.network, about=version, number=version.number)


@transaction.atomic
def move_review(*, version: Version, by, next_on: date) -> None:
    """Have the purpose in force looked at on another day; its reminder goes out anew."""
    version = _lock(version)
    last = _last_review(version)
    if next_on <= last.held_on:
        raise PurposeRefused(f"It was last looked at on {day(last.held_on)}. Enter a later day.")
    if next_on != last.next_on:
        last.next_on, last.reminded_at = next_on, None
        last.save(update_fields=["next_on", "reminded_at", "updated_at"])
        record(Event.PURPOSE_REVIEW_MOVED, by=by, network=version.network, about=version)


def _last_review(version: Version) -> Review:
    if not version.is_in_force:
        raise PurposeRefused("Another version is in force by now.")
    return version.reviews.first()


def _check_days(held_on: date, next_on: date) -> None:
    if held_on > timezone.localdate():
        raise PurposeRefused("The meeting can’t be in the future: record it once it was held.")
    if next_on <= held_on:
        raise PurposeRefused("The next review must be after the meeting.")


def _why_not_to_change(version: Version) -> str:
    if version.state == Version.State.ADOPTED:
        return "This version was adopted, and is never changed. Write a new version instead."
    return "It is out for feedback. Take it back first, so that everybody reads the same words."


def _one_at_a_time(network) -> None:
    type(network).objects.select_for_update(no_key=True).get(pk=network.pk)


def _lock(version: Version) -> Version:
    """The version as it is now, and nobody else writing to the purpose of its network."""
    _one_at_a_time(version.network)
    return Version.objects.select_related("network").get(pk=version.pk)
