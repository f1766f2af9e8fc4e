"""What the pages say, who may do what on them, and bad input."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from apps.purpose.models import Lead, Objective, Version
from tests import factories

from .conftest import boxes

LONG = "Ọlá " * 29 + "O’Br"  # 120 characters


def page(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def lines(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("name", ["index", "strategy", "objectives"])
def test_empty_pages_say_what_they_are_for_and_how_to_begin(as_manager, at, client, board_member, name):
    found = page(as_manager, at(name))
    assert "For example" in found
    assert found.count('role="button"') == 1
    client.force_login(board_member)
    assert "clinical director can" in page(client, at(name))


def test_purpose_is_written_asked_about_adopted_and_compared(
    client, manager, board_member, network, at, today
):
    factories.purpose_of(network, days_ago=100)
    client.force_login(manager)
    client.post(at("new"), {"line": "So that nobody waits alone.", "text": "We share."})
    version = Version.objects.get(state="draft")
    client.post(at("ask", version.pk), boxes("until", today + timedelta(days=14)))
    client.force_login(board_member)
    assert "Read it and say what you think" in page(client, at("index"))
    bad = client.post(at("version", version.pk), {"stance": "no", "text": ""}).content.decode()
    assert "Error: " in bad
    assert "Enter what you would change" in bad
    client.post(at("version", version.pk), {"stance": "changes", "text": "<b>Shorter</b>"})
    assert "&lt;b&gt;Shorter&lt;/b&gt;" in page(client, at("version", version.pk))
    client.force_login(manager)
    adoption = {
        "meeting": "Board",
        **boxes("adopted_on", today),
        **boxes("next_on", today + timedelta(days=365)),
    }
    client.post(at("adopt", version.pk), adoption)
    assert "So that nobody waits alone." in page(client, at("index"))
    compared = page(client, at("compare", old=1, new=2))
    assert "<ins>" in compared
    assert "Removed: </span>" in compared
    assert "words were removed" in compared


@pytest.mark.parametrize(
    "query", [{}, {"old": "x", "new": "9" * 30}, {"old": "²"}, {"old": 1, "new": 1}, {"new": -1}]
)
def test_comparison_of_what_is_not_there_says_so_kindly(as_manager, at, network, query):
    assert "There is no version yet" in page(as_manager, at("compare", **query))
    factories.purpose_of(network)
    assert "There is only one version" in page(as_manager, at("compare", **query))


def test_dates_that_run_backwards_keep_what_was_typed(as_manager, at, network, today):
    factories.purpose_of(network, days_ago=10)
    draft = factories.purpose_of(network, state="draft")
    typed = {"meeting": LONG, **boxes("adopted_on", today), **boxes("next_on", today - timedelta(days=1))}
    found = as_manager.post(at("adopt", draft.pk), typed).content.decode()
    assert "The next review must be after the meeting" in found
    typed |= boxes("adopted_on", today - timedelta(days=11)) | boxes("next_on", today)
    found = as_manager.post(at("adopt", draft.pk), typed).content.decode()
    assert "only be adopted after that day" in found
    assert LONG in found
    assert not Version.objects.filter(number=2, state="adopted").exists()


def test_strategy_is_drafted_put_in_force_and_handed_over(as_manager, at, network, today):
    ann = factories.PersonFactory(network=network, name=LONG)
    bea = factories.PersonFactory(network=network, name="Bea")
    as_manager.post(at("strategy_new"), {"approach": "We share.", "deciding": "We ask."})
    draft = network.strategies.get()
    same = as_manager.post(at("lead_add", draft.pk), {"what": "Homes", "person": "Bea", "deputy": "Bea"})
    assert "must be somebody else" in same.content.decode()
    as_manager.post(at("lead_add", draft.pk), {"what": "=Homes", "person": LONG, "deputy": "Bea"})
    as_manager.post(at("strategy_start", draft.pk), boxes("start", today - timedelta(days=5)))
    assert LONG in page(as_manager, at("strategy"))
    lead = Lead.objects.get()
    assert (lead.person, lead.deputy) == (ann, bea)
    undated = as_manager.post(at("lead_hand_over", lead.pk), {"person": "Bea", "deputy": ""}).content.decode()
    assert "Enter since when they lead" in undated
    as_manager.post(at("lead_hand_over", lead.pk), {"person": "Bea", **boxes("on", today)})
    assert "Handed over meanwhile" in page(as_manager, at("strategy"))
    [_, row] = lines(as_manager.get(at("leads_csv")))
    assert row[:3] == ["'=Homes", "Bea", "Nobody"]


def test_objective_owned_by_a_leaver_is_refused_and_shown(as_manager, at, network, today):
    gone = factories.PersonFactory(network=network, name="Gone", active_to=today)
    new = {"text": "Phones", "measure": "5 minutes", "owner": "Gone", "year": 2026}
    assert "has left the network" in as_manager.post(at("objective_new"), new).content.decode()
    objective = factories.objective_of(network, owner=gone)
    assert "Gone (has left)" in page(as_manager, at("objectives"))
    same = as_manager.post(at("objective_edit", objective.pk), new).content.decode()
    assert "has left the network" in same


def test_objective_ends_with_a_reason_and_goes_on_in_the_next_year(as_manager, at, network):
    objective = factories.objective_of(network, text="=<b>Phones</b>", year=2025)
    refused = as_manager.post(at("objective_end", objective.pk), {"outcome": "carried"}).content.decode()
    assert "Enter why it was missed or is carried over" in refused
    as_manager.post(at("objective_end", objective.pk), {"outcome": "carried", "reason": "Too late"})
    assert "Carried over from" in page(as_manager, at("objectives", year=2026))
    rows = lines(as_manager.get(at("objectives_csv")))
    assert [row[:2] for row in rows[1:]] == [
        ["April 2026 to March 2027", "'=<b>Phones</b>"],
        ["April 2025 to March 2026", "'=<b>Phones</b>"],
    ]
    assert len(lines(as_manager.get(at("objectives_csv", year=2025)))) == 2
    assert as_manager.get(at("objectives", year="x")).status_code == 200


def test_owners_note_progress_and_others_do_not(client, network, board_member, at):
    objective = factories.objective_of(network)
    client.force_login(board_member)
    assert client.post(at("objective", objective.pk), {"text": "Mine"}).status_code == 403
    owner = factories.PersonFactory(network=network, email=board_member.email.upper())
    Objective.objects.update(owner=owner)
    client.post(at("objective", objective.pk), {"text": "Half of it is done"})
    assert "Half of it is done" in page(client, at("objective", objective.pk))


def test_a_closed_network_shows_its_purpose_and_takes_nothing(as_manager, at, network, today):
    factories.purpose_of(network, line="Kept")
    type(network).objects.update(closed_on=today)
    found = page(as_manager, at("index"))
    assert "Kept" in found
    assert "Write a new version" not in found
    assert as_manager.post(at("new"), {"line": "x"}).status_code == 403


def test_pages_have_a_budget(as_manager, at, network, django_assert_max_num_queries):
    version = factories.purpose_of(network)
    objective = factories.objective_of(network, owner=factories.PersonFactory(network=network))
    factories.lead_of(factories.strategy_of(network), objective.owner)
    as_manager.get(at("index"))
    for url in (
        at("index"), at("version", version.pk), at("strategy"), at("objectives"), at("objective", objective.pk)
    ):  # fmt: skip
        with django_assert_max_num_queries(14):
            as_manager.get(url)


def test_a_practice_manager_says_what_they_think_and_sees_nothing_else(
    client, network, manager, practice_manager, at, today
):
    version = factories.purpose_of(network, state="feedback", feedback_until=today)
    client.force_login(manager)
    client.post(at("version", version.pk), {"stance": "no", "text": "Far too long"})
    client.force_login(practice_manager)
    front = page(client, reverse("home:network", args=[network.code]))
    assert "Say what you think of our draft purpose" in front
    assert at("version", version.pk) in front
    bad = client.post(at("version", version.pk), {"stance": "no", "text": ""}).content.decode()
    assert "Enter what you would change" in bad
    client.post(at("version", version.pk), {"stance": "changes", "text": "Shorter"})
    assert version.feedback.get(by=practice_manager).text == "Shorter"
    found = page(client, at("version", version.pk))
    assert "Shorter" in found
    assert "Far too long" not in found
    assert f'href="{at("index")}"' not in found
    client.post(at("feedback_withdraw", version.pk))
    assert not version.feedback.filter(by=practice_manager).exists()
    Version.objects.update(state="draft", feedback_until=None)
    assert client.get(at("version", version.pk)).status_code == 404
    assert client.post(at("version", version.pk), {"stance": "changes", "text": "x"}).status_code == 404
    assert "Say what you think" not in page(client, reverse("home:network", args=[network.code]))
