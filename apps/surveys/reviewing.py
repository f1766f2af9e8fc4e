"""Comments of a closed round: who reads them first, and what they decide."""

from django.db import transaction

from apps.core.audit import Event, record

from . import review
from .actions import lock
from .models import Comment, Round


class CommentRefused(Exception):
    """What was asked can't be done to this comment; the message is for its reviewer."""


@transaction.atomic
def name_reviewer(*, round_: Round, by, reviewer) -> None:
    """Have somebody else read the comments of ``round_``, such as when its reviewer left."""
    round_ = lock(round_)
    round_.reviewer = reviewer
    round_.save(update_fields=["reviewer", "updated_at"])
    record(Event.ROUND_REVIEWER_NAMED, by=by, network=round_.network, about=round_)


@transaction.atomic
def release_comment(*, comment: Comment, by, text: str) -> None:
    """Show a comment as ``text``: all of it, or what its reviewer left. What was cut is gone for good.

    Raises CommentRefused for other than the round's reviewer, where it was decided already, and for words that
    the comment does not have."""
    comment = _waiting(comment, by)
    if not text.strip() or not review.is_shortened(comment.text, text):
        raise CommentRefused(
            f"Only leave words out: change none and add none. Put {review.CUT} where something is missing."
        )
    _decide(comment, by, state=Comment.State.RELEASED, text=text.strip())


@transaction.atomic
def withhold_comment(*, comment: Comment, by, reason: str) -> None:
    """Show a comment to nobody; its text is gone for good. Raises CommentRefused as `release_comment`."""
    _decide(_waiting(comment, by), by, state=Comment.State.WITHHELD, text="", reason=reason)


def _waiting(comment: Comment, by) -> Comment:
    comment = (
        Comment.objects.select_for_update(of=["self"]).select_related("round__network").get(pk=comment.pk)
    )
    if comment.round.reviewer_id != by.pk:
        raise CommentRefused("Only the reviewer whom the network named decides on comments.")
    if comment.state != Comment.State.WAITING:
        raise CommentRefused("This comment was decided on already.")
    return comment


def _decide(comment: Comment, by, **fields) -> None:
    Comment.objects.filter(pk=comment.pk).update(**fields)
    record(Event.COMMENT_DECIDED, by=by, network=comment.round.network, about=comment.round)
