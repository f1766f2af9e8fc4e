"""Issues raised by name, and the register of risks."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.meetings import issue_actions
from apps.meetings.models import Issue, Item, Risk
from apps.meetings.risk_picture import band, moved, picture
from tests import factories


@pytest.fixture
def at(network):
    return lambda name, *args: reverse(f"meetings:{name}", args=[network.code, *args])


def text_of(response) -> str:
    return response.content.decode()


def test_a_practice_manager_raises_an_issue_and_reads_the_answer(client, network, manager, member, at):
    practice = factories.practice_in(network)
    raiser = factories.member_of(network, "practice_manager", practice=practice)
    client.force_login(raiser)
    assert "Enter a title" in text_of(client.post(at("issue_new"), {"text": "x"}))
    fields = {"title": "<b>Phones</b>", "text": "Nobody gets through."}
    page = client.post(at("issue_new"), fields, follow=True)
    assert "It waits for an answer." in text_of(page)
    issue = Issue.objects.get()

    client.force_login(member)
    assert client.get(at("issue", issue.pk)).status_code == 404
    assert "Phones" not in text_of(client.get(at("issues")))

    client.force_login(manager)
    assert "&lt;b&gt;Phones" in text_of(client.get(at("issues")))
    assert f"about=issue%3A{issue.pk}" in text_of(client.get(at("issue", issue.pk)))
    client.post(at("issue_agenda", issue.pk))
    item = Item.objects.get()
    assert (item.state, item.about_kind, item.about_code) == ("proposed", "issue", str(issue.pk))
    again = text_of(client.post(at("issue_agenda", issue.pk), follow=True))
    assert "settled this issue meanwhile" in again
    assert "Enter the answer or the reason" in text_of(
        client.post(at("issue_settle", issue.pk), {"state": "closed"})
    )
    client.post(at("issue_settle", issue.pk), {"state": "closed", "answer": "No money this year."})

    client.force_login(raiser)
    page = text_of(client.get(at("issue", issue.pk)))
    assert "No money this year." in page
    assert "Closed" in page


def test_a_risk_moves_and_is_closed_with_its_history(as_manager, network, at):
    owner = factories.PersonFactory(network=network, name="Ann Lee")
    fields = {"title": "No deputy", "likelihood": 4, "impact": 4, "owner": "Ann"}
    missing = as_manager.post(at("risk_new"), {"title": "No deputy", "likelihood": 9})
    assert "Select how bad it would be" in text_of(missing)
    as_manager.post(at("risk_new"), fields)
    risk = Risk.objects.get()
    assert (risk.owner, risk.moves.count()) == (owner, 1)

    as_manager.post(
        at("risk_move", risk.pk), {"likelihood": 2, "impact": 4, "why": "She made a claim alone."}
    )
    page = text_of(as_manager.get(at("risk", risk.pk)))
    assert "8 of 25. Down from 16" in page
    assert "She made a claim alone." in page
    listed = text_of(as_manager.get(at("risks")))
    assert listed.count("No deputy") == 2
    assert "Down from 16" in listed

    as_manager.post(at("risk_close", risk.pk), {"why": "Two can do it."})
    assert "No deputy" not in text_of(as_manager.get(at("risks")))
    assert "Two can do it." in text_of(as_manager.get(at("risks_csv")))
    late = as_manager.post(at("risk_move", risk.pk), {"likelihood": 1, "impact": 1, "why": "x"})
    assert "closed this risk meanwhile" in text_of(late)
    thread = text_of(as_manager.get(reverse("home:thread", args=[network.code, "risk", risk.pk])))
    assert "Score 16 of 25" in thread


@pytest.mark.parametrize(
    ("score", "word"), [(1, "Low"), (3, "Low"), (4, "Moderate"), (8, "High"), (15, "Extreme")]
)
def test_bands_of_the_matrix(score, word):
    assert band(score) == word


def test_the_picture_puts_the_worst_impact_first():
    one = Risk(likelihood=5, impact=2)
    lines = picture([one])
    assert [line.words[0] for line in lines] == ["5", "4", "3", "2", "1"]
    assert lines[3].cells[4].risks == (one,)
    assert sum(len(cell.risks) for line in lines for cell in line.cells) == 1
    assert (moved(None, 4), moved(4, 4), moved(4, 8)) == ("New", "As before", "Up from 4")


def test_what_waits_for_the_manager_and_what_leavers_hand_over(network, manager):
    from apps.core import contributions
    from apps.networks.models import permissions_in

    yesterday = timezone.localdate() - timedelta(days=1)
    ann = factories.PersonFactory(network=network)
    ben = factories.PersonFactory(network=network)
    action = factories.action_of(network, ann, due_on=yesterday, text="About the lease", confidential=True)
    factories.action_of(network)
    factories.issue_of(network)
    risk = factories.risk_of(network, ann, review_on=yesterday)
    permissions = permissions_in(manager.network_memberships.all())
    said = [need.text for need in contributions.network_needs.of(network, permissions)]
    for words in (
        "1 action is late", "1 action belongs to nobody who is here", "1 issue that somebody raised waits",
        "1 risk is due to be looked at",
    ):  # fmt: skip
        assert words in said
    held = contributions.person_holdings.of([ann.pk])[ann.pk]
    assert [one.text for one in held][0] == "Owns the confidential action 1"
    for one in held:
        one.hand_over(to=ben, by=manager, on=yesterday)
    action.refresh_from_db()
    risk.refresh_from_db()
    assert (action.owner, action.generation, risk.owner) == (ben, 2, ben)
    (load,) = [one for one in contributions.network_load.of(network, permissions) if one.kind == "Actions"]
    assert (load.pieces, load.beyond, load.hands) == (1, 1, 1)


def test_an_issue_put_on_an_agenda_is_a_proposal_like_any_other(network, manager):
    issue = issue_actions.raise_issue(network=network, by=manager, title="Rooms", text="None on Mondays")
    item = issue_actions.put_on_agenda(issue=issue, by=manager)
    assert (item.state, item.about_kind, item.about_code) == ("proposed", "issue", str(issue.pk))
    assert AuditEvent.objects.filter(event="item.proposed", actor_id=manager.pk).count() == 1
