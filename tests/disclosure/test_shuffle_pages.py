"""Shuffle invariance of whole pages. A network's round is answered, sealed, closed, reported on and looked at by
everybody; then all of that is taken back and done again with each question's answers exchanged among the people of
each published block. Compared byte for byte (form tokens aside): status, headers, lengths and text of every page and
download below, the text and pages of the PDF, and the snapshot.

Two networks in ``bin/test``, one of them with the draft of its report; four more in ``--all``, one with its report
approved and released to the area."""

import io
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from apps.demo.clock import at
from apps.reports import actions as reports
from apps.reports.models import Report
from apps.scorecard import paper
from apps.surveys import closing, releasing
from apps.surveys.disclosure import publish
from apps.surveys.models import Breakdown, Finding, Invitation, Round
from apps.surveys.views import COOKIE
from tests import factories
from tests.surveys.conftest import submit, token_of

from .drawn import Drawn, draw, exchanged, sorted_across

OPENED = datetime(2026, 3, 2, 9, tzinfo=UTC)
CLOSED = OPENED + timedelta(days=14)
LOOKED_AT = CLOSED + timedelta(hours=1)
FORM_TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=|X-CSRFToken&quot;: &quot;)"?[\w-]+')


@pytest.fixture
def readers(network, manager, director, analyst):
    """A browser each of everybody who may look, at the time of looking."""
    clients = {}
    with at(LOOKED_AT):
        for name, user in (("manager", manager), ("director", director), ("analyst", analyst)):
            clients[name] = Client()
            clients[name].force_login(user)
    return clients


@pytest.fixture
def world(ask, network, manager, practice, do_jobs, readers, icb):
    """Build a network's round as drawn, and see all of it: as a function of how people answered."""

    def build(seed: int):
        drawn = draw(Random(seed))
        groups = [block or "gp" for block in drawn.blocks]
        staff = [factories.PersonFactory(network=network, staff_group=group) for group in groups]
        apart = Breakdown.STAFF_GROUP if any(drawn.blocks) else Breakdown.NONE
        with at(OPENED):
            earlier(network)
            round_ = ask(people=staff, breakdown=apart, closes_at=CLOSED)
            do_jobs()
        report = Report.objects.create(network=network, year_end=datetime(2026, 3, 31).date())
        kept = Path(settings.KEYRING_DIR).with_name("keyring-kept")
        shutil.copytree(settings.KEYRING_DIR, kept)
        order = {one.person_id: one for one in Invitation.objects.filter(round=round_)}

        def seen(answers: Drawn, *, report_state: str) -> dict:
            with transaction.atomic():
                shutil.copytree(kept, settings.KEYRING_DIR, dirs_exist_ok=True)
                for person, one in zip(staff, answers.people(), strict=True):
                    submit(order[person.pk], one.answers, block=one.block, now=OPENED + timedelta(days=1))
                with at(CLOSED):
                    closing.close_round(round_.pk)
                    closed = Round.objects.get(pk=round_.pk)
                    assert closed.state == Round.State.CLOSED
                    if closed.answered:
                        releasing.release_results(round_=closed, by=manager)
                with at(LOOKED_AT):
                    found = document(report, manager, do_jobs, report_state) if report_state else {}
                    if closed.answered:
                        found["page to print"] = paper.typeset(closed).content
                    found |= pages(network, icb, round_, report, readers, order[staff[0].pk])
                transaction.set_rollback(True)
            return found

        return drawn, seen

    return build


def earlier(network) -> None:
    """A round to compare with."""
    round_ = factories.round_of(
        network, state="closed", title="The round before", answered=30, opens_at=OPENED - timedelta(days=104),
        closes_at=OPENED - timedelta(days=90), closed_at=OPENED - timedelta(days=90),
        released_at=OPENED - timedelta(days=89),
    )  # fmt: skip
    for finding in Finding.objects.filter(round=round_):
        counts = (6, 14, 10) if finding.question.startswith("year_ago") else (3, 5, 8, 10, 4)
        Finding.objects.filter(pk=finding.pk).update(figure=publish(counts).to_json())


def document(report, by, do_jobs, state) -> dict:
    """The report asked for and made, or also approved and released: its snapshot, its length and what its pages say."""
    reports.request_report(network=report.network, by=by, year_end=report.year_end)
    do_jobs()
    report.refresh_from_db()
    if state == "released":
        reports.approve(report=report, by=by, content=report.snapshot_sha256)
        reports.release(report=report, by=by)
        do_jobs()
        report.refresh_from_db()
    content = (settings.FILES_DIR / report.file.path).read_bytes()
    text = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return {"snapshot": report.snapshot, "PDF": text, "length of the PDF": len(content)}


def pages(network, icb, round_, report, readers, invitation) -> dict:
    """Every page that says anything of a round, an area's and a respondent's included."""
    code, here = [network.code], [network.code, round_.pk]
    looks = [
        *(
            ("manager", name, here)
            for name in (
                *("scorecard:results", "scorecard:results_csv", "scorecard:comments"),
                *("scorecard:compare", "scorecard:compare_csv"),
            )
        ),
        *(
            ("manager", name, code)
            for name in (
                "scorecard:list",
                "scorecard:list_csv",
                "home:network",
                "home:log_csv",
                "scorecard:history",
                "scorecard:history_csv",
            )
        ),
        *(
            ("manager", name, code)
            for name in ("reports:list", "reports:list_csv", "scorecard:open", "home:log")
        ),
        ("manager", "reports:detail", [network.code, report.pk]),
        ("director", "home:network", code),
        ("director", "scorecard:results", here),
        ("manager", "home:start", []),
        ("analyst", "home:start", []),
        ("analyst", "home:area", [icb.code]),
        ("analyst", "ics:networks", [icb.code]),
        ("analyst", "ics_scorecards:list", [icb.code]),
        ("nobody", "surveys:link", [token_of(invitation)]),
        ("nobody", "surveys:thanks", [round_.pk]),
        ("invited", "summary:page", [round_.pk]),
    ]
    invited = Client()
    invited.cookies[COOKIE] = token_of(invitation)
    found = {}
    for who, name, arguments in looks:
        response = (readers | {"invited": invited}).get(who, Client()).get(reverse(name, args=arguments))
        assert response.status_code < 400, (name, response.status_code)
        found[who, name] = as_seen(response)
    return found


def as_seen(response) -> tuple:
    headers = {name: value for name, value in response.items() if name != "Content-Length"}
    body = FORM_TOKEN.sub("", response.content.decode())
    return response.status_code, sorted(headers.items()), sorted(response.cookies), len(body), body


def differing(one: dict, other: dict) -> list:
    """The attack: which pages tell one from the other?"""
    assert one.keys() == other.keys()
    return [name for name in one if one[name] != other[name]]


def unchanged(world, seed: int, *, report_state: str) -> None:
    drawn, seen = world(seed)
    before = seen(drawn, report_state=report_state)
    assert differing(before, seen(exchanged(drawn, Random(seed)), report_state=report_state)) == []
    if len(drawn.groups()) > 1:
        # The same pages do tell a network apart where blocks' answers were exchanged.
        across = seen(sorted_across(drawn), report_state="")
        assert ("manager", "scorecard:results_csv") in differing(
            {name: before[name] for name in across}, across
        )


@pytest.mark.parametrize(("seed", "report_state"), [(12, "draft"), (11, "")])
def test_no_page_changes_when_answers_are_exchanged(world, seed, report_state):
    unchanged(world, seed, report_state=report_state)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(100, 104))
def test_no_page_changes_in_many_networks(world, seed):
    unchanged(world, seed, report_state="released" if seed == 100 else "")
