"""As `test_shuffle_pages`, of check-ins: what everybody sees after one was answered, sealed, closed, released and
responded to stays byte for byte the same where each question's answers are exchanged within each published block.

One network in ``bin/test``, seven more in ``--all``."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from apps.demo.clock import at
from apps.surveys import closing
from apps.surveys.models import Breakdown, Invitation, Round
from apps.surveys.queries import current_check_in
from apps.surveys.views import COOKIE
from apps.wellbeing import responding
from tests import factories
from tests.surveys.conftest import submit, token_of

from .drawn import Drawn, draw, exchanged, sorted_across
from .test_check_ins import of_check_in
from .test_shuffle_pages import as_seen, differing

OPENED = datetime(2026, 3, 3, 9, tzinfo=UTC)
CLOSED = OPENED + timedelta(days=7)
LOOKED_AT = CLOSED + timedelta(hours=1)
SAID = {
    "heard": "Much.",
    "will": "Something.",
    "leads": "The manager",
    "by_when": datetime(2026, 5, 1).date(),
}


@pytest.fixture
def world(ask, network, manager, director, analyst, do_jobs, icb):
    """Build a network's check-in as drawn, and see all of it: as a function of how people answered."""
    readers = {"manager": manager, "director": director, "analyst": analyst}
    with at(LOOKED_AT):
        clients = {name: Client() for name in readers}
        for name, user in readers.items():
            clients[name].force_login(user)

    def build(seed: int):
        choose = Random(seed)
        drawn = of_check_in(draw(choose), choose)
        staff = [factories.PersonFactory(network=network, staff_group=one or "gp") for one in drawn.blocks]
        apart = Breakdown.STAFF_GROUP if any(drawn.blocks) else Breakdown.NONE
        with at(OPENED):
            factories.check_in_of(network, days_ago=28, title="The one before")
            asked = {"questionnaire": current_check_in(), "title": "Check-in", "message": ""}
            round_ = ask(people=staff, breakdown=apart, closes_at=CLOSED, **asked)
            do_jobs()
        kept = Path(settings.KEYRING_DIR).with_name("keyring-kept")
        shutil.copytree(settings.KEYRING_DIR, kept)
        invited = {one.person_id: one for one in Invitation.objects.filter(round=round_)}

        def seen(answers: Drawn) -> dict:
            with transaction.atomic():
                shutil.copytree(kept, settings.KEYRING_DIR, dirs_exist_ok=True)
                for person, one in zip(staff, answers.people(), strict=True):
                    submit(invited[person.pk], one.answers, block=one.block, now=OPENED + timedelta(days=1))
                with at(CLOSED):
                    closing.close_round(round_.pk)
                with at(LOOKED_AT):
                    closed = Round.objects.get(pk=round_.pk)
                    assert closed.state == Round.State.CLOSED
                    found = pages(network, icb, closed, clients, invited[staff[0].pk], "before")
                    if closed.answered:
                        responding.respond(round_=closed, by=manager, **SAID)
                    found |= pages(network, icb, closed, clients, invited[staff[0].pk], "after")
                transaction.set_rollback(True)
            return found

        return drawn, seen

    return build


def pages(network, icb, round_, clients, invitation, when) -> dict:
    """Every page that says anything of a check-in, an area's and a respondent's included."""
    code, here = [network.code], [network.code, round_.pk]
    names = ["wellbeing:results", "wellbeing:results_csv", "wellbeing:comments", "wellbeing:check_in"]
    if round_.answered:
        names.append("wellbeing:respond")
    looks = [
        *(("manager", name, here) for name in names),
        *(
            ("manager", f"wellbeing:{name}", code)
            for name in ("index", "trend", "trend_csv", "workload", "set_up")
        ),
        *(("manager", name, code) for name in ("home:network", "home:log", "home:log_csv", "reports:list")),
        ("manager", "home:start", []),
        ("director", "wellbeing:results", here),
        ("director", "home:network", code),
        ("analyst", "home:start", []),
        ("analyst", "home:area", [icb.code]),
        ("analyst", "ics:networks", [icb.code]),
        ("nobody", "surveys:thanks", [round_.pk]),
        ("nobody", "surveys:stored", [round_.pk]),
        ("invited", "check_in:page", [round_.pk]),
        ("invited", "surveys:answer", [round_.pk]),
    ]
    invited = Client()
    invited.cookies[COOKIE] = token_of(invitation)
    found = {}
    for who, name, arguments in looks:
        response = (clients | {"invited": invited}).get(who, Client()).get(reverse(name, args=arguments))
        assert response.status_code < 400 or who == "invited", (name, response.status_code)
        found[when, who, name] = as_seen(response)
    return found


def unchanged(world, seed: int) -> None:
    drawn, seen = world(seed)
    before = seen(drawn)
    assert differing(before, seen(exchanged(drawn, Random(seed)))) == []
    if len(drawn.groups()) > 1:
        # The same pages do tell a network apart where blocks' answers were exchanged.
        told = differing(before, seen(sorted_across(drawn)))
        assert ("after", "manager", "wellbeing:results_csv") in told


@pytest.mark.parametrize("seed", [12])
def test_no_page_of_a_check_in_changes_when_answers_are_exchanged(world, seed):
    unchanged(world, seed)


@pytest.mark.full
@pytest.mark.parametrize("seed", [7, 11, *range(100, 105)])
def test_no_page_of_a_check_in_changes_in_many_networks(world, seed):
    unchanged(world, seed)
