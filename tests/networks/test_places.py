"""Access to areas and to the administration, the yearly review, leaving: the same pages as a network's."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from apps.core.models import AuditEvent
from apps.networks import actions, invitations, queries
from apps.networks.models import AccessInvitation, IcsMembership, Portal
from tests import factories

YEAR = timedelta(days=366)


def events(**where):
    return list(AuditEvent.objects.filter(**where).order_by("pk").values_list("event", flat=True))


@pytest.fixture
def as_lead(client, lead):
    client.force_login(lead)
    return client


@pytest.fixture
def area(icb):
    return f"/ics/{icb.code}/access/"


# --- An area's leads and analysts ------------------------------------------------------


def test_lead_invites_an_analyst_who_accepts_and_gets_in(as_lead, area, icb, do_jobs):
    response = as_lead.post(
        area + "invite/", {"email": "new@area.example", "role": "ics_analyst"}, follow=True
    )
    assert "on its way to new@area.example" in response.content.decode()
    do_jobs()
    invitation = icb.access_invitations.get()
    user = actions.accept_with_new_account(
        invitation_id=invitation.pk, generation=1, name="New Analyst", password="seven wet umbrellas"
    )
    theirs = Client()
    theirs.force_login(user)
    assert theirs.get(f"/ics/{icb.code}/").status_code == 200
    assert theirs.get(area).status_code == 403
    assert events(ics_code=icb.code) == ["access.invited", "access.accepted"]


@pytest.mark.parametrize("role", ["administrator", "clinical_director", "manager", "nonsense"])
def test_lead_may_give_only_roles_of_the_area(as_lead, area, role):
    page = as_lead.post(area + "invite/", {"email": "new@area.example", "role": role})
    assert "roles that you may give" in page.content.decode()
    assert not AccessInvitation.objects.exists()


def test_removed_analyst_is_out_within_one_request(as_lead, area, icb, analyst):
    theirs = Client()
    theirs.force_login(analyst)
    assert theirs.get(f"/ics/{icb.code}/").status_code == 200
    membership = analyst.ics_memberships.get()
    assert "They lose at once" in as_lead.get(f"{area}{membership.pk}/remove/").content.decode()
    as_lead.post(f"{area}{membership.pk}/remove/")
    assert theirs.get(f"/ics/{icb.code}/").status_code == 404


def test_change_is_shown_before_it_is_made(as_lead, area, analyst):
    membership = analyst.ics_memberships.get()
    page = as_lead.post(f"{area}{membership.pk}/", {"role": "ics_lead"}).content.decode()
    assert "Check the new role" in page
    assert analyst.ics_memberships.current().get().role == "ics_analyst"
    as_lead.post(f"{area}{membership.pk}/", {"role": "ics_lead", "confirmed": "yes"})
    assert analyst.ics_memberships.current().get().role == "ics_lead"


def test_last_lead_can_neither_leave_nor_step_down(as_lead, area, lead, icb, analyst):
    mine = lead.ics_memberships.get()
    assert "Hand over first" in as_lead.post(area + "leave/").content.decode()
    page = as_lead.post(f"{area}{mine.pk}/", {"role": "ics_analyst", "confirmed": "yes"}).content.decode()
    assert "Hand over first" in page
    assert lead.ics_memberships.current().get() == mine
    IcsMembership.objects.filter(user=analyst).update(role="ics_lead")
    assert "You have left" in as_lead.post(area + "leave/", follow=True).content.decode()


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({"expires_at": timezone.now()}, invitations.State.EXPIRED),
        ({"accepted_at": timezone.now()}, invitations.State.ACCEPTED),
        ({"withdrawn_at": timezone.now()}, invitations.State.WITHDRAWN),
        ({"generation": 2}, invitations.State.REPLACED),
    ],
)
@pytest.mark.parametrize("where", ["area", "portal"])
def test_dead_links_of_every_place_open_nothing(icb, db, stranger, where, change, state):
    place, role = (icb, "ics_analyst") if where == "area" else (Portal.load(), "administrator")
    invitation = factories.invited_to(place, role, email=stranger.email)
    token = invitations.address(invitation).rstrip("/").rsplit("/", 1)[-1]
    AccessInvitation.objects.update(**change)
    assert invitations.follow(token).state is state
    with pytest.raises(actions.InvitationOver):
        actions.accept(invitation_id=invitation.pk, generation=1, user=stranger)
    assert not place.memberships.exists()


def test_forwarded_link_of_an_area_gives_nothing(icb, stranger):
    invitation = factories.invited_to(icb, "ics_lead")
    with pytest.raises(actions.InvitationOver):
        actions.accept(invitation_id=invitation.pk, generation=1, user=stranger)


def test_pages_of_an_area_take_the_same_few_queries(as_lead, area, icb, django_assert_max_num_queries):
    for number in range(8):
        factories.analyst_of(icb)
        factories.invited_to(icb, "ics_analyst", email=f"i{number}@area.example")
    IcsMembership.objects.update(since=timezone.now() - YEAR)
    for page in ("", "review/"):
        with django_assert_max_num_queries(10):
            assert as_lead.get(area + page).status_code == 200


# --- Administrators --------------------------------------------------------------------


@pytest.fixture
def as_administrator(client, administrator):
    client.force_login(administrator)
    return client


def test_first_administrator_is_invited_by_command(client, db, capsys):
    call_command("invite_administrator", "first@portal.example", "--show-link")
    link = capsys.readouterr().out.split()[-1]
    invitation = Portal.load().access_invitations.get()
    assert link == invitations.address(invitation)
    user = actions.accept_with_new_account(
        invitation_id=invitation.pk, generation=1, name="First", password="seven wet umbrellas"
    )
    client.force_login(user)
    assert client.get("/", follow=True).redirect_chain == [("/administration/", 302)]


def test_administrator_finds_a_network_and_brings_in_its_manager(as_administrator, network, administrator):
    for words in (network.code.lower(), "northern"):
        page = as_administrator.get("/administration/networks/", {"q": words}).content.decode()
        assert network.name in page
        assert "Nobody manages it yet" in page
    at = f"/administration/networks/{network.code}/"
    response = as_administrator.post(at, {"email": "first@staff.example", "role": "manager"}, follow=True)
    assert "on its way to first@staff.example" in response.content.decode()
    invitation = network.access_invitations.get()
    assert invitation.invited_by == administrator
    # Once in the network's own log, once where administrators see it.
    assert events(network_code=network.code) == ["access.invited"]
    assert events(network_code="") == ["access.invited"]
    as_administrator.post(at, {"email": "first@staff.example", "role": "manager"})
    invitation.refresh_from_db()
    assert invitation.generation == 2
    as_administrator.post(f"{at}invitations/{invitation.pk}/withdraw/")
    assert not network.access_invitations.open().exists()


@pytest.mark.parametrize("role", ["board_member", "practice_manager", "ics_lead", "administrator", ""])
def test_administrator_brings_in_nobody_else(as_administrator, network, role):
    page = as_administrator.post(
        f"/administration/networks/{network.code}/", {"email": "x@staff.example", "role": role}
    )
    assert page.status_code == 200
    assert not AccessInvitation.objects.exists()


def test_administrator_can_not_let_themselves_into_a_network_that_is_managed(
    as_administrator, administrator, network, manager
):
    page = as_administrator.post(
        f"/administration/networks/{network.code}/", {"email": administrator.email, "role": "manager"}
    )
    assert "Somebody manages this network already" in page.content.decode()
    with pytest.raises(actions.AccessRefused):
        actions.invite(place=network, by=administrator, email=administrator.email, role="manager")
    sent = factories.invited_to(network, "manager", by=manager)
    as_administrator.post(f"/administration/networks/{network.code}/invitations/{sent.pk}/withdraw/")
    assert network.access_invitations.open().get() == sent


def test_administrator_brings_in_leads_of_an_area(as_administrator, icb, lead):
    assert "Has a lead" in as_administrator.get("/administration/areas/", {"q": icb.code}).content.decode()
    at = f"/administration/areas/{icb.code}/"
    as_administrator.post(at, {"email": "two@area.example", "role": "ics_lead"})
    assert icb.access_invitations.get().role == "ics_lead"
    as_administrator.post(at, {"email": "three@area.example", "role": "ics_analyst"})
    assert icb.access_invitations.count() == 1


def test_whoever_is_no_longer_administrator_brings_in_nobody(administrator, network):
    administrator.portal_memberships.update(ended_at=timezone.now())
    with pytest.raises(actions.AccessRefused):
        actions.bring_in(place=network, by=administrator, email="x@staff.example", role="manager")


def test_codes_of_nothing_and_closed_networks_are_not_found(as_administrator, network):
    type(network).objects.update(closed_on=timezone.localdate())
    for path in (f"networks/{network.code}", "networks/NOPE", "areas/NOPE", f"areas/{network.code}"):
        assert as_administrator.get(f"/administration/{path}/").status_code == 404
        assert as_administrator.post(f"/administration/{path}/").status_code == 404


def test_last_administrator_stays(as_administrator, administrator):
    assert "Hand over first" in as_administrator.post("/administration/access/leave/").content.decode()


def test_administrators_pages_take_few_queries(as_administrator, icb, django_assert_max_num_queries):
    for number in range(8):
        factories.network_in(icb, name=f"Alike {number}")
    for path in ("", "access/", "networks/"):
        with django_assert_max_num_queries(12):
            assert as_administrator.get(f"/administration/{path}", {"q": "Alike"}).status_code == 200


# --- The yearly review -----------------------------------------------------------------


@pytest.fixture
def long_here(network, board_member):
    network.memberships.filter(user=board_member).update(since=timezone.now() - YEAR)
    return board_member.network_memberships.get()


def test_review_asks_after_a_year_and_keeps_who_said_so(client, manager, network, long_here):
    client.force_login(manager)
    home = client.get(f"/networks/{network.code}/").content.decode()
    assert "One person’s access was last confirmed more than a year ago" in home
    at = f"/networks/{network.code}/access/"
    assert long_here.user.name in client.get(at + "review/").content.decode()
    client.post(f"{at}{long_here.pk}/confirm/")
    long_here.refresh_from_db()
    assert (long_here.confirmed_by, long_here.confirmed_at.date()) == (manager, timezone.now().date())
    assert events(network_code=network.code) == ["access.confirmed"]
    page = client.get(at + "review/").content.decode()
    assert "within the last year" in page
    assert f"by {manager.name}" in client.get(at).content.decode()
    assert "last confirmed" not in client.get(f"/networks/{network.code}/").content.decode()


@pytest.mark.parametrize(("days", "overdue"), [(364, None), (366, False), (394, False), (396, True)])
def test_review_is_overdue_after_a_month(network, board_member, days, overdue):
    network.memberships.update(since=timezone.now() - timedelta(days=days))
    due = list(queries.to_confirm(network))
    assert [queries.is_overdue(one) for one in due] == ([] if overdue is None else [overdue])


def test_whoever_may_not_manage_access_is_asked_nothing(client, network, long_here):
    client.force_login(long_here.user)
    assert "last confirmed" not in client.get(f"/networks/{network.code}/").content.decode()


def test_confirming_somebody_removed_meanwhile_says_so(client, manager, network, long_here):
    network.memberships.filter(pk=long_here.pk).update(ended_at=timezone.now())
    with pytest.raises(actions.AccessRefused):
        actions.confirm(place=network, by=manager, membership=long_here)


# --- Leaving ---------------------------------------------------------------------------


def test_member_leaves_by_themselves(client, network, board_member, manager):
    client.force_login(board_member)
    at = f"/networks/{network.code}/access/leave/"
    assert f'href="{at}"' in client.get("/account/").content.decode()
    assert "Board member" in client.get(at).content.decode()
    assert board_member.network_memberships.current().exists()
    client.post(at)
    assert client.get(at).status_code == 404
    assert events() == ["access.left"]


def test_last_who_manages_can_not_leave_by_themselves(client, network, director, board_member):
    """The director alone is the last who can invite; members who manage nothing may go at any time."""
    client.force_login(director)
    at = f"/networks/{network.code}/access/leave/"
    for page in (client.get(at).content.decode(), client.post(at).content.decode()):
        assert "You can’t leave" in page
        assert "Hand over first" in page
        assert f"/networks/{network.code}/access/invite/" in page
    assert director.network_memberships.current().exists()
    actions.remove(place=network, by=board_member, membership=board_member.network_memberships.get())


def test_board_member_ends_nobody_elses_access(network, manager, director, board_member):
    with pytest.raises(actions.AccessRefused):
        actions.remove(place=network, by=board_member, membership=manager.network_memberships.get())


def test_people_can_be_taken_out_of_a_closed_network(client, network, manager, board_member):
    type(network).objects.update(closed_on=timezone.localdate())
    client.force_login(manager)
    membership = board_member.network_memberships.get()
    client.post(f"/networks/{network.code}/access/{membership.pk}/remove/")
    assert not board_member.network_memberships.current().exists()
