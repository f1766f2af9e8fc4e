"""Actions: the register, one action, its end and its next owner."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.jobs.models import Job
from apps.meetings import action_actions
from apps.meetings.models import Action
from tests import factories


@pytest.fixture
def at(network):
    return lambda name, *args: reverse(f"meetings:{name}", args=[network.code, *args])


@pytest.fixture
def owner(network):
    return factories.PersonFactory(network=network, name="Ann Lee", email="ann@vale.example")


def text_of(response) -> str:
    return response.content.decode()


def test_an_action_is_written_down_from_a_topic_and_its_owner_told(as_manager, network, at, owner, do_jobs):
    need = factories.need_of(network, need="Care at home")
    url = f"{at('action_new')}?about=need:{need.pk}"
    assert "Care at home" in text_of(as_manager.get(url))

    saved = as_manager.post(url, {"text": "=Ask <b>all</b> practices", "owner": "Ann"}, follow=True)
    assert "=Ask &lt;b&gt;all&lt;/b&gt; practices" in text_of(saved)
    action = Action.objects.get()
    assert (action.about_kind, action.about_words, action.owner) == ("need", "Care at home", owner)
    assert action.practice == owner.practice

    do_jobs()
    (letter,) = mail.outbox
    assert letter.to == [owner.email]
    assert "/action/" in letter.body
    assert "=Ask <b>all</b> practices" in letter.body
    listed = text_of(as_manager.get(at("actions_csv")))
    assert "'=Ask <b>all</b> practices" in listed


def test_what_workshops_noted_is_taken_up_as_action_or_item(as_manager, network, at, owner, client, member):
    workshop = factories.round_of(
        network, state="closed", way="open", invited=0, title="Away day", released_at=timezone.now()
    )
    for kind, words in (
        ("action", "Share the\r\nlate clinic"),
        ("agenda", "Halve the meeting"),
        ("note", "Mine alone"),
    ):
        workshop.workshop_notes.create(kind=kind, text=words, about="operations_fair", owner="Ann")
    page = text_of(as_manager.get(at("actions")))
    assert "Halve the meeting" not in page
    assert "Mine alone" not in page
    url = f"{at('action_new')}?text=Share%20the%20late%20clinic&about=scorecard%3Aoperations_fair"
    assert f'<a href="{url.replace("&", "&amp;")}">Take up' in page
    assert 'value="Share the late clinic"' in text_of(as_manager.get(url))
    as_manager.post(url, {"text": "Share the late clinic", "owner": "Ann"})
    action = Action.objects.get()
    assert (action.about_kind, action.about_code, action.owner) == ("scorecard", "operations_fair", owner)
    assert "Raised in a workshop" not in text_of(as_manager.get(at("actions")))

    pool = f"{at('propose')}?title=Halve%20the%20meeting&about=scorecard%3Aoperations_fair"
    assert pool.replace("&", "&amp;") in text_of(as_manager.get(at("pool")))
    assert 'value="Halve the meeting"' in text_of(as_manager.get(pool))
    client.force_login(member)
    assert at("action_new") not in text_of(client.get(at("actions")))


@pytest.mark.parametrize("words", ["x" * 400, "%00", "&lt;b&gt;"])
def test_hostile_words_in_the_address_do_no_harm(as_manager, at, words):
    page = text_of(as_manager.get(f"{at('action_new')}?text={words}"))
    assert "x" * 301 not in page
    assert "<b>" not in page


def test_of_an_item_an_action_has_meeting_topic_and_confidence(network, manager, owner):
    meeting = factories.meeting_of(network, state="ended")
    item = factories.item_of(network, meeting, confidential=True, about_kind="need", about_code="7")
    made = action_actions.create_action(network=network, by=manager, text="Write", owner=owner, item=item)
    assert (made.meeting, made.about_code, made.confidential) == (meeting, "7", True)
    assert action_actions.create_action(network=network, by=manager, text="Call", item=item).number == 2


def test_a_mail_from_the_room_waits_a_while(network, manager, owner):
    item = factories.item_of(network, factories.meeting_of(network, state="under_way"))
    action_actions.create_action(network=network, by=manager, text="Write", owner=owner, item=item)
    assert Job.objects.get(kind="meetings.owner").not_before > timezone.now() + timedelta(minutes=10)


def test_what_is_confidential_is_for_those_entitled(client, network, manager, member, at, owner):
    action = factories.action_of(network, owner, text="About the lease", confidential=True)
    client.force_login(member)
    for url in (at("actions"), at("actions_csv"), f"{at('actions')}?words=lease"):
        assert "About the lease" not in text_of(client.get(url))
    assert client.get(at("action", action.pk)).status_code == 404
    client.force_login(manager)
    assert "About the lease" in text_of(client.get(at("actions")))
    action_actions.finish_action(action=action, by=manager)
    log = text_of(client.get(reverse("home:log", args=[network.code])))
    assert "recorded that action 1 was done" in log
    assert "lease" not in log


def test_it_is_noted_done_opened_again_handed_over_and_dropped(as_manager, network, at, owner, do_jobs):
    action = factories.action_of(network, owner)
    as_manager.post(at("action", action.pk), {"text": "Two have said yes."})
    as_manager.post(at("action_done", action.pk), {"outcome": "All said yes."})
    page = text_of(as_manager.get(at("action", action.pk)))
    assert "Two have said yes." in page
    assert "All said yes." in page
    assert as_manager.post(at("action", action.pk), {"text": "More"}).status_code == 403

    as_manager.post(at("action_reopen", action.pk))
    other = factories.PersonFactory(network=network, name="Ben Low", email="ben@vale.example")
    as_manager.post(at("action_hand_over", action.pk), {"to": "Ben"})
    do_jobs()
    assert [one.to for one in mail.outbox] == [["ben@vale.example"]]
    action.refresh_from_db()
    assert (action.owner, action.generation, action.state) == (other, 2, "open")

    assert "Enter why it is dropped" in text_of(as_manager.post(at("action_drop", action.pk), {"reason": ""}))
    as_manager.post(at("action_drop", action.pk), {"reason": "No money"})
    action.refresh_from_db()
    assert (action.state, action.outcome) == ("dropped", "No money")
    events = list(AuditEvent.objects.order_by("pk").values_list("event", flat=True))
    assert events == [
        "action.noted", "action.ended", "action.reopened", "action.handed_over", "action.ended",
    ]  # fmt: skip


def test_two_who_change_it_at_once_see_both_texts(as_manager, network, at):
    action = factories.action_of(network)
    mine = {"text": "My words", "version": action.version}
    Action.objects.update(text="Their words", version=2)
    conflict = text_of(as_manager.post(at("action_edit", action.pk), mine))
    assert "Their words" in conflict
    assert "My words" in conflict
    as_manager.post(at("action_edit", action.pk), {"text": "My words", "version": 2})
    action.refresh_from_db()
    assert action.text == "My words"


def test_the_register_finds_by_words_state_and_owner(as_manager, network, at, owner):
    yesterday = timezone.localdate() - timedelta(days=1)
    late = factories.action_of(network, owner, text="Late one", due_on=yesterday)
    factories.action_of(network, text="Fresh one")
    factories.action_of(network, text="Old one", state="done", ended_on=yesterday)

    def found(**query):
        table = as_manager.get(at("actions"), query).context["table"]
        return [row.text for row in table.rows]

    assert found() == ["Late one", "Fresh one"]
    assert found(show="late") == ["Late one"]
    assert found(show="done") == ["Old one"]
    assert found(words="lee") == ["Late one"]
    assert found(owner="nobody") == ["Fresh one"]
    assert found(owner=str(late.owner_id)) == ["Late one"]
    assert found(show="nonsense", owner="'") == ["Late one", "Fresh one"]
    assert found(show="all", sort="number", order="down") == ["Old one", "Fresh one", "Late one"]
    owners = as_manager.get(at("owners")).context["table"].rows
    assert [(one.name, one.open, one.late) for one in owners] == [("Ann Lee", 1, 1)]


def test_the_register_of_decisions(as_manager, client, network, at, member):
    meeting = factories.meeting_of(network, state="ended")
    factories.decision_of(factories.item_of(network, meeting), text="We try Saturdays")
    hidden = factories.item_of(network, meeting, title="Lease", confidential=True)
    factories.decision_of(hidden, text="We end the lease", reached="vote", votes_for=4, votes_against=1,
                          abstained=0)  # fmt: skip
    page = text_of(as_manager.get(at("decisions")))
    assert "We try Saturdays" in page
    assert "By vote: 4 for, 1 against, 0 abstained" in page
    tomorrow = timezone.localdate() + timedelta(days=1)
    for name in ("decisions", "decisions_csv"):
        assert "We try Saturdays" not in text_of(as_manager.get(at(name), {"since": tomorrow.isoformat()}))
    assert "From must be a real date" in text_of(as_manager.get(at("decisions"), {"since": "soon"}))
    client.force_login(member)
    for url in (at("decisions"), at("decisions_csv"), f"{at('decisions')}?words=lease"):
        assert "We end the lease" not in text_of(client.get(url))


def test_who_has_what_open_is_downloaded(as_manager, network):
    ann = factories.PersonFactory(network=network, name="Ann Reed")
    factories.action_of(network, ann)
    lines = as_manager.get(reverse("meetings:owners_csv", args=[network.code])).content.decode("utf-8-sig")
    assert lines.splitlines()[0] == "Owner,Practice,Open,Late,First due"
    assert "Ann Reed,,1,0" in lines
