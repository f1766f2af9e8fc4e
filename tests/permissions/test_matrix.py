from contextlib import contextmanager
from functools import partial

import pytest
from django.core.cache import cache
from django.db import connection, reset_queries, transaction
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from pcnportal import urls
from tests import factories
from tests.conftest import ALL

from .matrix import MATRIX
from .rows import INSIDERS, PERSONAS, Row, nothing


def every_url_name(resolver=None, namespace=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from every_url_name(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}"


def address(row: Row, cast) -> str:
    kwargs = dict(row.kwargs(cast))
    if row.place in ("network", "ics"):
        kwargs["code"] = cast.network.code if row.place == "network" else cast.icb.code
    return reverse(row.url, kwargs=kwargs)


def expected(row: Row, persona: str) -> tuple[int, ...]:
    """The statuses a GET may give: 405 where the page takes only POST and the persona gets in."""
    opens = row.opens if isinstance(row.opens, tuple) else (row.opens, 405)
    if row.who == "everybody":
        return opens
    if persona == "anonymous":
        return (302,)
    if row.who == "logged in" or persona in row.who:
        return opens
    return (403,) if persona in INSIDERS[row.place] else (404,)


def test_every_address_has_a_row():
    listed = [row.url for row in MATRIX]
    assert len(listed) == len(set(listed))
    assert set(listed) == set(every_url_name())


def test_public_pages_say_why():
    assert all(row.why for row in MATRIX if row.who == "everybody")


def room_of(row: Row) -> str:
    """The part of the portal that ``row`` belongs to; addresses of logging in have no name of their own."""
    return row.url.rpartition(":")[0] or "log_in"


WRITES = ("INSERT", "UPDATE", "DELETE")
HTMX = {"HX-Request": "true"}
# Of those shut out, who asks in every way; in bin/test --all everybody does.
SAMPLE = ("anonymous", "stranger", "staff")
ROOMS = sorted({room_of(row) for row in MATRIX})


def writes(queries) -> list[str]:
    """The statements among ``queries`` that change a row; keeping the session is none of the page's doing."""
    return [q["sql"] for q in queries if q["sql"].startswith(WRITES) and '"django_session"' not in q["sql"]]


def logged_in(user) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


@pytest.fixture
def plain_refusals(monkeypatch):
    """What pages of refusal look like is tested elsewhere; drawing thousands of them would be half the time here."""
    for status in (403, 404):
        monkeypatch.setattr(urls, f"handler{status}", partial(_refusal, status), raising=False)


def _refusal(status, request, exception=None):
    return HttpResponse(status=status)


@pytest.mark.parametrize("room", ROOMS)
def test_who_gets_in(cast, room, plain_refusals):
    """Whoever may not read may not write either, gets the same answer to everything, and changes nothing."""
    wrong = []
    for persona in PERSONAS:
        cache.clear()  # how often something was tried lately
        reset_queries()  # of which only so many are kept
        client = logged_in(getattr(cast, persona, None))
        for row in (row for row in MATRIX if room_of(row) == room):
            url, wanted = address(row, cast), expected(row, persona)
            shut_out = wanted in ((403,), (404,)) or (persona == "anonymous" and row.who != "everybody")
            with CaptureQueriesContext(connection) as captured:
                answers = [client.get(url)]
                if ALL or persona in (*row.who[-1:], *SAMPLE):  # the door is the same whoever is sent away
                    answers += [client.get(url, headers=HTMX), client.head(url)]
                    if shut_out:
                        answers.append(client.post(url, headers=HTMX))
                if shut_out:
                    answers.append(client.post(url))
            for answer in answers:
                method = answer.request["REQUEST_METHOD"]
                right = answer.status_code in wanted or (method == "HEAD" and answer.status_code == 405)
                if shut_out and persona == "anonymous":
                    right = right and answer.url.startswith("/log-in/")
                if not right:
                    wrong.append(f"{row.url} {persona} {method}: {answer.status_code}, not {wanted}")
            if shut_out and writes(captured):
                wrong.append(f"{row.url} {persona}: {writes(captured)}")
    assert not wrong, "\n".join(wrong)


# A kind of meeting is no row: it is there for everybody.
# Components of the maturity matrix are data, the same everywhere.
_COMPONENTS = ("component", "agree", "evidence_new", "ask_new", "take")
NO_ROW = (
    "meetings:plan",
    "reports:parts",
    "reports:part",
    "reports:missing",
    "reports:missing_csv",
    *(f"maturity:{name}" for name in _COMPONENTS),
)
ELSEWHERE = [
    row for row in MATRIX if row.place == "network" and row.kwargs is not nothing and row.url not in NO_ROW
]


@contextmanager
def taken_back():
    """Whatever is done in the block is taken back, so that each address meets the same things."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def kept(things) -> list[dict]:
    """What the database says about ``things`` now."""
    return [model_to_dict(type(one)._base_manager.get(pk=one.pk)) for one in things]


def test_rows_of_another_network_are_not_found_under_ones_own_address(client, cast, other_network):
    """Somebody who may do everything in a network finds nothing of another there, neither to read nor to change."""
    client.force_login(factories.member_of(other_network, "clinical_director"))
    things = cast.person, cast.membership, cast.invitation, cast.round, cast.draft, cast.approved
    before, wrong = kept(things), []
    for row in ELSEWHERE:
        url = reverse(row.url, kwargs={**row.kwargs(cast), "code": other_network.code})
        with taken_back():
            answers = {client.get(url).status_code, client.post(url).status_code}
            # An upload is no row, there is nothing of it to undo; a national place is everybody's.
            if row.url in ("people:upload_undo", "wellbeing:support_national"):
                right = answers == {405, 302}
            else:
                right = 404 in answers and answers <= {404, 405}
            if not right or kept(things) != before:
                wrong.append(f"{row.url}: {answers}")
    assert len(ELSEWHERE) > 50
    assert not wrong, "\n".join(wrong)


AREA_ROWS = [row for row in MATRIX if row.url.startswith("area_access:") and row.kwargs is not nothing]


def test_rows_of_another_area_are_not_found_under_ones_own_address(client, cast):
    """The lead of another area finds nothing of this one there."""
    client.force_login(cast.foreign_lead)
    code = cast.foreign_lead.ics_memberships.get().icb.code
    things = cast.area_membership, cast.area_invitation
    before, wrong = kept(things), []
    for row in AREA_ROWS:
        url = reverse(row.url, kwargs={**row.kwargs(cast), "code": code})
        with taken_back():
            answers = {client.get(url).status_code, client.post(url).status_code}
            if 404 not in answers or not answers <= {404, 405} or kept(things) != before:
                wrong.append(f"{row.url}: {answers}")
    assert AREA_ROWS
    assert not wrong, "\n".join(wrong)


def test_what_is_no_code_is_not_found(client, manager, analyst, icb):
    for code in ("%00", "A%00", "A%27", "..", "A" * 300):
        client.force_login(manager)
        assert client.get(f"/networks/{code}/").status_code == 404, code
        assert client.get(f"/networks/{code}/people/").status_code == 404, code
        client.force_login(analyst)
        assert client.get(f"/ics/{code}/").status_code == 404, code
        assert client.get(f"/ics/{icb.code}/networks/{code}/report/").status_code == 404, code
