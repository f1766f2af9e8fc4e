"""No page asks the database more often because there is more to show."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts import sessions

from .test_fuzz import doors
from .world import more_rows


def asked(client, url) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


def test_no_page_asks_more_often_for_more_rows(world, monkeypatch):
    # Else a slow machine counts the queries that note, once a minute, that a session is used.
    monkeypatch.setattr(sessions, "NOTED_EVERY", timedelta(days=1))
    pages = [(row.url, client, url) for row, client, url in doors(world)]
    more_rows(world, times=2)
    for _, client, url in pages:  # what is cached once is cached now
        client.get(url)
    before = {url: asked(client, url) for _, client, url in pages}
    more_rows(world, times=4)
    after = {url: asked(client, url) for _, client, url in pages}
    grown = {name: (before[url], after[url]) for name, _, url in pages if after[url] > before[url]}
    assert not grown
    many = {name: after[url] for name, _, url in pages if after[url] > 60}
    assert not many
