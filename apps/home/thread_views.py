"""The thread of a topic: how it stood, what was decided and done, how it stands now. One page from every room."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.contributions import Reader
from apps.core.exports import csv_response
from apps.core.moments import day
from apps.core.topics import standings, threads, topic_starts, topics
from apps.networks.access import network_view

COLUMNS = ("Day", "What", "In words", "More")


def _thread(request, kind, code):
    """The topic, and everything that happened about it and its parts. Raises Http404 where the reader may see none."""
    reader = Reader(request.network, request.permissions)
    topic = topics.one(reader, f"{kind}:{code}")
    if topic is None:
        raise Http404
    moments = [*standings.of(reader, [(kind, code)]), *threads.of(reader, topic.keys)]
    return reader, topic, sorted(moments, key=lambda one: (one.day, one.order, one.text))


@network_view(Permission.VIEW_NETWORK)
@require_safe
def thread(request, kind, topic):
    reader, topic, moments = _thread(request, kind, topic)
    starts = [] if request.network.is_read_only else topic_starts.about(reader, topic.key)
    context = {"topic": topic, "moments": moments, "starts": starts}
    return render(request, "home/thread.html", context)


@network_view(Permission.VIEW_NETWORK)
@require_GET
def thread_csv(request, kind, topic):
    _, topic, moments = _thread(request, kind, topic)
    rows = [(day(one.day), one.sort, one.text, one.detail) for one in moments]
    record(Event.EXPORTED, by=request.user, network=request.network, what="thread", count=len(rows))
    return csv_response(f"thread-{request.network.code}.csv", COLUMNS, rows)
