"""Writing what staff raise by name, and what became of it."""

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record

from .agenda_actions import propose
from .issue_queries import topic_of
from .models import Issue, Item


class IssueRefused(ValueError):
    """The message says why, for people."""


@transaction.atomic
def raise_issue(*, network, by, title: str, text: str) -> Issue:
    issue = Issue.objects.create(network=network, raised_by=by, title=title, text=text)
    record(Event.ISSUE_RAISED, by=by, network=network, about=issue)
    return issue


@transaction.atomic
def settle_issue(*, issue: Issue, by, state: str, answer: str) -> None:
    """Answer it, or close it with a reason; whoever raised it reads both. May be said anew where that was wrong."""
    issue = _lock(issue)
    issue.state, issue.answer, issue.settled_on = state, answer, timezone.localdate()
    issue.save(update_fields=["state", "answer", "settled_on", "updated_at"])
    record(Event.ISSUE_SETTLED, by=by, network=issue.network, about=issue, state=state)


@transaction.atomic
def put_on_agenda(*, issue: Issue, by) -> Item:
    """Propose it for an agenda. Raises IssueRefused where it was proposed or settled already."""
    issue = _lock(issue)
    if issue.state != Issue.State.NEW:
        raise IssueRefused("Somebody has settled this issue meanwhile, or put it on an agenda.")
    about = topic_of(issue, issue.network)
    issue.item = propose(network=issue.network, by=by, title=issue.title, about=about)
    issue.state = Issue.State.AGENDA
    issue.save(update_fields=["item", "state", "updated_at"])
    record(Event.ISSUE_SETTLED, by=by, network=issue.network, about=issue, state=issue.state.value)
    return issue.item


def _lock(issue: Issue) -> Issue:
    return Issue.objects.select_for_update(of=("self",)).select_related("network").get(pk=issue.pk)
