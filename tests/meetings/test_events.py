"""Events: signing up by link, who came, groups and ideas, what people are told after, roundtables."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.accounts.permissions import NETWORK_ROLES
from apps.core import contributions
from apps.core.moments import day
from apps.meetings import event_actions, event_links, planning
from apps.meetings.models import GuestNetwork
from tests import factories

FORM = "application/x-www-form-urlencoded"


def url(name, network, *args):
    return reverse(f"meetings:{name}", args=[network.code, *args])


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def launch(network):
    meeting = factories.meeting_of(network, kind="all_staff", title="Launch in the barn", place="The barn")
    return factories.event_of(meeting, about="Why we do this together.", signing_up=True)


def path_of(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def opened(event) -> Client:
    found = Client()
    assert found.get(path_of(event_links.sign_up_address(event))).status_code == 302
    return found


def sent(client, where, **fields):
    page = client.get(reverse("events:sign_up")).content.decode()
    check = page.partition('name="check" value="')[2].partition('"')[0]
    values = {"check": check, "name": "Asha Vane", "email": "asha@staff.example", "practice": where.pk}
    values |= {"role": "nurse", "cover": "needed"} | fields
    return client.post(reverse("events:sign_up"), urlencode(values), content_type=FORM)


def test_from_the_link_to_who_came(as_manager, network, practice, launch):
    answer = sent(opened(launch), practice)
    assert "You are signed up" in text(answer)
    sent(opened(launch), practice, name="O’Neill <b>", email="o@staff.example", cover="no")
    page = text(as_manager.get(url("event", network, launch.meeting.pk)))
    assert "Asha Vane" in page
    assert "O’Neill &lt;b&gt;" in page
    assert "Needs cover" in page
    assert "asha@staff.example" not in page

    first = launch.sign_ups.get(name="Asha Vane")
    as_manager.post(url("came", network, launch.meeting.pk), {"came": [first.pk], "residents": "14"})

    page = text(as_manager.get(url("event", network, launch.meeting.pk)))
    assert list(launch.sign_ups.order_by("pk").values_list("came", flat=True)) == [True, False]
    assert "Residents who came: <strong>14</strong>" in page


def test_signing_up_again_changes_what_was_said(practice, launch):
    sent(opened(launch), practice)
    sent(opened(launch), practice, email="ASHA@staff.example", cover="arranged", cover_by="Petra")

    [row] = launch.sign_ups.all()
    assert (row.cover, row.cover_by, row.version) == ("arranged", "Petra", 2)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Enter your name"),
        ({"email": "not an address"}, "Enter an email address in the correct format"),
        ({"practice": "other"}, "Enter the organisation you come from"),
        ({"practice": "999999"}, "Choose where you work"),
        ({"role": "king"}, "Choose what you do"),
        ({"name": "x" * 121}, "120 characters or less"),
    ],
)
def test_bad_input_is_said_beside_its_field(practice, launch, fields, words):
    page = text(sent(opened(launch), practice, **fields))

    assert words in page
    assert not launch.sign_ups.exists()


def test_full_closed_or_begun_it_takes_no_more_names(practice, launch):
    launch.places = 1
    launch.save()
    sent(opened(launch), practice)
    late = opened(launch)
    answer = sent(late, practice, email="late@staff.example")
    assert (answer.status_code, "All places are taken" in text(answer)) == (409, True)
    sent(opened(launch), practice, cover="arranged")  # whoever is on the list can still change theirs
    launch.signing_up = False
    launch.save()
    assert late.get(reverse("events:sign_up")).status_code == 410
    launch.signing_up = True
    launch.save()
    type(launch.meeting).objects.update(starts_at=timezone.now() - timedelta(minutes=1))
    assert late.get(reverse("events:sign_up")).status_code == 410
    assert launch.sign_ups.count() == 1


def test_a_forged_or_replaced_link_opens_nothing(as_manager, network, launch):
    old = path_of(event_links.sign_up_address(launch))
    as_manager.post(url("event_link", network, launch.meeting.pk))
    other = path_of(event_links.sign_up_address(launch)).replace("/event/", "/event/said/")
    for address in (old, "/event/x/", "/event/said/x/", other):
        assert Client().get(address).status_code == 404
    assert Client().get(reverse("events:sign_up")).status_code == 403


def test_a_form_without_its_check_is_not_taken(practice, launch):
    answer = opened(launch).post(
        reverse("events:sign_up"), "name=Asha&email=a@staff.example", content_type=FORM
    )

    assert answer.status_code == 400
    assert not launch.sign_ups.exists()


def test_a_group_notes_are_never_overwritten(as_manager, network, launch):
    at = launch.meeting.pk
    as_manager.post(url("group_add", network, at), {"name": "Table 1"})
    group = launch.groups.get()
    as_manager.post(url("group", network, at, group.pk), {"notes": "The phones", "version": 1})
    page = text(as_manager.post(url("group", network, at, group.pk), {"notes": "The doors", "version": 1}))

    assert "Somebody else wrote here meanwhile" in page
    assert "The doors" in page
    assert "The phones" in page
    group.refresh_from_db()
    assert group.notes == "The phones"


def test_an_idea_becomes_an_action_once(as_manager, network, launch, practice):
    at, person = launch.meeting.pk, factories.PersonFactory(network=network, practice=practice)
    as_manager.post(url("idea_add", network, at), {"text": "One number for all"})
    idea = launch.ideas.get()
    values = {"text": "Ask for one number", "owner": person.pk}
    as_manager.post(url("idea_take_up", network, at, idea.pk), values)
    page = text(as_manager.post(url("idea_take_up", network, at, idea.pk), values))

    assert "Somebody made an action of it in the meantime" in page
    action = network.actions.get()
    assert (action.text, action.owner) == ("Ask for one number", person)
    assert "Action 1: open" in text(as_manager.get(url("event", network, at)))


def test_what_was_agreed_is_mailed_once_to_each(as_manager, network, practice, launch, do_jobs):
    sent(opened(launch), practice)
    launch.sign_ups.create(name="By paper", role="gp", practice=practice)
    at = launch.meeting.pk
    early = text(as_manager.post(url("follow_up", network, at), {"agreed": "One number for all"}))
    assert "The event has not begun yet" in early
    type(launch.meeting).objects.update(starts_at=timezone.now() - timedelta(hours=3))
    as_manager.post(url("follow_up", network, at), {"agreed": "One number & <one> door"})
    again = text(as_manager.post(url("follow_up", network, at), {"agreed": "Twice"}))
    do_jobs()

    assert "It was sent already" in again
    [letter] = mail.outbox
    assert letter.to == ["asha@staff.example"]
    assert "One number & <one> door" in letter.body


def test_residents_read_what_was_done_once_it_is_shown(as_manager, network, launch):
    address = path_of(event_links.told_address(launch))
    assert Client().get(address).status_code == 404
    values = {"you_said": "Nobody <i>answers</i>", "we_did": "Two more lines"}
    as_manager.post(url("tell", network, launch.meeting.pk), values)
    page = text(Client().get(address))

    assert "Nobody &lt;i&gt;answers&lt;/i&gt;" in page
    assert "Two more lines" in page


def test_a_roundtable_invites_networks_of_the_area_and_shares_themes_with_who_comes(
    client, as_manager, network, other_network
):
    meeting = factories.meeting_of(network, kind="roundtable", title="Urgent care together")
    event, at = factories.event_of(meeting), meeting.pk
    factories.NetworkFactory(code="U77777", name="Elsewhere PCN")
    page = text(as_manager.get(url("networks_invite", network, at)))
    assert other_network.name in page
    assert "Elsewhere PCN" not in page
    as_manager.post(url("networks_invite", network, at), {"networks": [other_network.code]})
    as_manager.post(url("theme_add", network, at), {"text": "Mondays are full everywhere"})
    guest = GuestNetwork.objects.get()

    theirs = Client()
    theirs.force_login(factories.member_of(other_network, "manager"))
    assert "waits for your answer" in text(theirs.get(url("events", other_network)))
    assert "Mondays" not in text(theirs.get(url("invitation", other_network, guest.pk)))
    theirs.post(url("invitation_answer", other_network, guest.pk, "yes"))
    assert "Mondays are full everywhere" in text(theirs.get(url("invitation", other_network, guest.pk)))
    assert as_manager.get(url("invitation", network, guest.pk)).status_code == 404
    assert event.guests.get().accepted_at


def test_the_list_takes_as_many_queries_however_many_events(
    as_manager, network, launch, django_assert_max_num_queries
):
    for number in range(30):
        factories.event_of(factories.meeting_of(network, kind="workshop", title=f"Workshop {number}"))
    as_manager.get(url("events", network))
    with django_assert_max_num_queries(14):
        as_manager.get(url("events", network))


def test_csv_guards_formulas(as_manager, network, launch):
    launch.sign_ups.create(name="=HYPERLINK(1)", role="gp", organisation="+44")
    lines = as_manager.get(url("sign_ups_csv", network, launch.meeting.pk)).content.decode("utf-8-sig")

    assert "'=HYPERLINK(1),'+44" in lines


def test_who_keeps_an_invited_network_s_meetings_is_asked_to_answer(network, other_network, manager):
    meeting = factories.meeting_of(network, kind="roundtable", title="Urgent care together", days=9)
    guest = GuestNetwork.objects.create(event=factories.event_of(meeting), network=other_network)
    theirs = contributions.Reader(other_network, NETWORK_ROLES["manager"].permissions)
    said = f"{network.name} invites you to “Urgent care together” on {day(meeting.starts_at)}"
    waiting = [need for need in contributions.network_needs.to(theirs) if need.text == said]
    assert [need.url for need in waiting] == [url("invitation", other_network, guest.pk)]
    # Neither whom it can't be asked of nor the host, and not once it was answered.
    member = contributions.Reader(other_network, NETWORK_ROLES["board_member"].permissions)
    host = contributions.Reader(network, NETWORK_ROLES["manager"].permissions)
    for reader in (member, host):
        assert said not in [need.text for need in contributions.network_needs.to(reader)]
    event_actions.answer_invitation(guest=guest, by=manager, comes=False)
    assert said not in [need.text for need in contributions.network_needs.to(theirs)]


def test_who_keeps_an_invited_network_s_meetings_gets_one_mail(network, other_network, manager, do_jobs):
    keeper = factories.member_of(other_network, "manager")
    factories.member_of(other_network, "network_staff")
    meeting = factories.meeting_of(network, kind="roundtable", title="Urgent <care> together", days=9)
    event = factories.event_of(meeting)
    for _ in range(2):  # the second time they are invited already
        event_actions.invite_networks(event=event, by=manager, networks=[other_network])
    do_jobs()
    [letter] = mail.outbox
    assert letter.to == [keeper.email]
    assert f"{network.name} invites {other_network.name} to “Urgent <care> together”." in letter.body
    assert url("invitation", other_network, event.guests.get().pk) in letter.body


def test_nobody_is_mailed_about_a_roundtable_that_was_answered_or_cancelled(
    network, other_network, manager, do_jobs
):
    factories.member_of(other_network, "manager")
    for change in ("answered", "cancelled"):
        meeting = factories.meeting_of(network, kind="roundtable", days=9)
        event = factories.event_of(meeting)
        event_actions.invite_networks(event=event, by=manager, networks=[other_network])
        if change == "answered":
            event_actions.answer_invitation(guest=event.guests.get(), by=manager, comes=True)
        else:
            planning.cancel_meeting(meeting=meeting, by=manager, reason="Snow")
    do_jobs()
    assert not mail.outbox
