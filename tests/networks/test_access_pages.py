from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from apps.accounts import sessions
from apps.accounts.models import User
from apps.jobs.models import Job
from apps.mail import tokens
from apps.networks import actions, invitations
from apps.networks.joining_views import COOKIE
from apps.networks.models import AccessInvitation
from tests import factories

GOOD = {"name": "New Member", "password": "seven wet umbrellas"}


def token_of(invitation):
    return invitations.address(invitation).rstrip("/").rsplit("/", 1)[-1]


def follow_link(client, invitation):
    return client.get(f"/invitation/{token_of(invitation)}/")


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def at(network):
    return f"/networks/{network.code}/access/"


# --- The page "Access" ---------------------------------------------------------


def test_page_says_who_has_access_as_what_since_when(as_manager, at, board_member, manager):
    board_member.network_memberships.update(since=timezone.now().replace(year=2025, month=3, day=25))
    page = as_manager.get(at).content.decode().replace("<wbr>", "")
    for words in (board_member.name, board_member.email, "Board member", "25 March 2025", manager.name):
        assert words in page


def test_page_does_not_list_who_was_removed(as_manager, at, network):
    gone = factories.ended_member_of(network, "manager")
    assert gone.email not in as_manager.get(at).content.decode()


def test_page_takes_the_same_few_queries_however_many(as_manager, at, network, django_assert_max_num_queries):
    for number in range(12):
        factories.member_of(network, "network_staff")
        factories.invited_to(network, email=f"i{number}@staff.example", by=factories.UserFactory())
    with django_assert_max_num_queries(10):
        as_manager.get(at)


def test_page_is_paginated(as_manager, at, network):
    for _ in range(51):
        factories.member_of(network, "network_staff")
    assert len(as_manager.get(at).context["page"]) == 50
    assert len(as_manager.get(at, {"page": "2"}).context["page"]) == 2


def test_mail_that_did_not_arrive_is_shown(as_manager, at, network, manager):
    invitation = actions.invite(place=network, by=manager, email="new@staff.example", role="lay_member")
    Job.objects.filter(key=invitation.job_key).update(state="failed", error="The mail server refused this.")
    assert "The mail server refused this." in as_manager.get(at).content.decode()


def test_expired_invitation_is_shown_as_such(as_manager, at, network):
    factories.invited_to(network, expires_at=timezone.now() - timedelta(days=1))
    assert "Ran out" in as_manager.get(at).content.decode()


def test_inviting(as_manager, at, network):
    response = as_manager.post(
        at + "invite/", {"email": "new@staff.example", "role": "lay_member"}, follow=True
    )
    assert "on its way to new@staff.example" in response.content.decode()
    assert network.access_invitations.get().role == "lay_member"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Enter an email address"),
        ({"email": "new@staff.example"}, "Select a role"),
        ({"email": "not an address", "role": "lay_member"}, "in the correct format"),
        ({"email": "a@b.example\r\nBcc: c@d.example", "role": "lay_member"}, "in the correct format"),
        ({"email": "x" * 250 + "@staff.example", "role": "lay_member"}, "at most 254 characters"),
        ({"email": "new@staff.example", "role": "clinical_director"}, "roles that you may give"),
        ({"email": "new@staff.example", "role": "ics_lead"}, "roles that you may give"),
    ],
)
def test_bad_invitation_is_refused_with_words(as_manager, at, typed, words):
    page = as_manager.post(at + "invite/", typed)
    assert page.status_code == 200
    assert words in page.content.decode()
    assert not AccessInvitation.objects.exists()


def test_inviting_says_the_same_whether_an_account_exists_or_not(as_manager, at, stranger):
    said = [
        as_manager.post(at + "invite/", {"email": email, "role": "lay_member"}, follow=True)
        .content.decode()
        .count("on its way")
        for email in (stranger.email, "nobody@staff.example")
    ]
    assert said == [1, 1]


def test_changing_a_role_holds_on_the_next_request(as_manager, at, board_member, network):
    theirs = Client()
    theirs.force_login(board_member)
    assert theirs.get(f"/networks/{network.code}/reports/").status_code == 200
    membership = board_member.network_memberships.get()
    as_manager.post(f"{at}{membership.pk}/", {"role": "network_staff", "confirmed": "yes"})
    assert theirs.get(f"/networks/{network.code}/reports/").status_code == 403


def test_removed_member_is_out_within_one_request(as_manager, at, board_member, network):
    theirs = Client()
    theirs.force_login(board_member)
    assert theirs.get(f"/networks/{network.code}/").status_code == 200
    as_manager.post(f"{at}{board_member.network_memberships.get().pk}/remove/")
    assert theirs.get(f"/networks/{network.code}/").status_code == 404


def test_forged_role_in_a_change_is_refused(as_manager, at, board_member):
    membership = board_member.network_memberships.get()
    page = as_manager.post(f"{at}{membership.pk}/", {"role": "clinical_director"})
    assert "roles that you may give" in page.content.decode()
    membership.refresh_from_db()
    assert membership.ended_at is None


def test_last_manager_is_told_to_hand_over(as_manager, at, manager):
    membership = manager.network_memberships.get()
    own = as_manager.get(f"{at}{membership.pk}/remove/")
    assert own.url == f"{at}leave/"
    response = as_manager.post(own.url, follow=True)
    assert "Hand over first" in response.content.decode()
    membership.refresh_from_db()
    assert membership.ended_at is None


def test_manager_leaves_after_handing_over(as_manager, at, manager, director, network):
    response = as_manager.post(f"{at}leave/", follow=True)
    assert f"You have left {network.name}" in response.content.decode()
    assert as_manager.get(at).status_code == 404


def test_renew_and_withdraw(as_manager, at, network):
    invitation = factories.invited_to(network)
    assert (
        "A new link"
        in as_manager.post(f"{at}invitations/{invitation.pk}/renew/", follow=True).content.decode()
    )
    for words in ("was withdrawn", "accepted or withdrawn meanwhile"):
        response = as_manager.post(f"{at}invitations/{invitation.pk}/withdraw/", follow=True)
        assert words in response.content.decode()


def test_closed_network_offers_and_takes_no_change(as_manager, at, network):
    type(network).objects.filter(pk=network.pk).update(closed_on=timezone.localdate())
    assert "Invite somebody" not in as_manager.get(at).content.decode()
    assert as_manager.post(at + "invite/", {}).status_code == 403


# --- Accepting -----------------------------------------------------------------


def test_link_leaves_the_address_at_once(client, network):
    response = follow_link(client, factories.invited_to(network))
    assert (response.status_code, response.url) == (302, "/invitation/")
    cookie = response.cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/invitation/", True, "Lax")
    assert response["Cache-Control"] == "no-store"


def test_page_says_who_invites_to_what(client, network, manager):
    follow_link(client, factories.invited_to(network, by=manager))
    page = client.get("/invitation/").content.decode()
    assert f"{manager.name} invites you to {network.name}, as Board member." in page
    assert network.access_invitations.get().accepted_at is None


def test_new_account_is_made_and_lands_on_the_network(client, network):
    invitation = factories.invited_to(network)
    follow_link(client, invitation)
    response = client.post("/invitation/", GOOD, follow=True)
    assert response.redirect_chain == [
        (f"/networks/{network.code}/", 302),
        ("/account/second-factor/", 302),  # set up before anything else, then on to the network
    ]
    assert client.session[sessions.AFTER_SET_UP] == f"/networks/{network.code}/"
    assert response.context["user"].email == invitation.email
    assert User.objects.get(email=invitation.email).check_password(GOOD["password"])
    assert COOKIE not in {name for name, cookie in client.cookies.items() if cookie.value}


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"name": "", "password": GOOD["password"]},
        {"name": "New Member", "password": "short"},
        {"name": "New Member", "password": "password1234"},
        {"name": "New Member", "password": "invited@staff.example"},
        {"name": "x" * 121, "password": GOOD["password"]},
        {"name": "New\x00Member", "password": GOOD["password"]},
        {"name": "New Member", "password": "x" * 201},
    ],
    ids=["nothing", "no name", "short", "common", "like the address", "long name", "null", "long password"],
)
def test_bad_new_account_is_refused_and_the_link_kept(client, network, typed):
    invitation = factories.invited_to(network)
    follow_link(client, invitation)
    page = client.post("/invitation/", typed)
    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()
    assert not User.objects.exists()
    assert client.post("/invitation/", GOOD).status_code == 302


def test_existing_account_logs_in_first_and_comes_back(client, network, stranger):
    follow_link(client, factories.invited_to(network, email=stranger.email.upper()))
    page = client.get("/invitation/").content.decode()
    assert "Log in to accept" in page
    assert client.post("/invitation/", GOOD).status_code == 409
    assert not network.memberships.exists()
    factories.with_app(stranger)
    typed = {"login": stranger.email, "password": "a-long-enough-passphrase", "shared": "on"}
    client.post("/log-in/?next=/invitation/", typed)
    response = client.post("/log-in/second-factor/", {"code": factories.app_code()})
    assert response.url == "/invitation/"
    assert client.get("/invitation/").status_code == 200
    assert not network.memberships.exists()
    assert client.post("/invitation/").url == f"/networks/{network.code}/"
    assert client.get(f"/networks/{network.code}/").status_code == 200


def test_account_without_second_factor_sets_one_up_before_it_accepts(client, network, stranger):
    follow_link(client, factories.invited_to(network, email=stranger.email))
    client.force_login(stranger, factor=None)
    for response in (client.get("/invitation/"), client.post("/invitation/")):
        assert response.url == "/account/second-factor/"
    assert not network.memberships.exists()


def test_forwarded_link_gives_nothing_to_somebody_else(client, network, stranger):
    invitation = factories.invited_to(network)
    client.force_login(stranger)
    follow_link(client, invitation)
    for response in (client.get("/invitation/"), client.post("/invitation/", GOOD)):
        assert response.status_code == 403
        assert "another address" in response.content.decode()
        assert invitation.email not in response.content.decode()
    assert not network.memberships.filter(user=stranger).exists()


ENDED = {
    "expired": ({"expires_at": timezone.now()}, "run out"),
    "withdrawn": ({"withdrawn_at": timezone.now()}, "withdrawn"),
    "accepted": ({"accepted_at": timezone.now()}, "has been accepted"),
    "replaced": ({"generation": 2}, "replaced"),
}


@pytest.mark.parametrize("why", ENDED)
def test_dead_link_says_why_and_takes_nothing(client, network, why):
    changes, words = ENDED[why]
    invitation = factories.invited_to(network)
    follow_link(client, invitation)  # the cookie is from before it ended
    token = token_of(invitation)
    AccessInvitation.objects.update(**changes)
    for response in (
        client.get(f"/invitation/{token}/"),
        client.get("/invitation/"),
        client.post("/invitation/", GOOD),
    ):
        assert response.status_code == 410
        assert words in response.content.decode()
    assert not User.objects.exists()


def test_invitation_to_a_network_that_closed_is_dead(client, network):
    invitation = factories.invited_to(network)
    type(network).objects.update(closed_on=timezone.localdate())
    assert follow_link(client, invitation).status_code == 410


def test_forged_links_are_not_found(client, network):
    invitation = factories.invited_to(network)
    token = token_of(invitation)
    other = token_of(factories.invited_to(network, email="two@staff.example"))
    answering = tokens.make_token("surveys.answer", invitation.pk, invitation.generation)
    forged = [
        answering,
        "x",
        "%00",
        "é",
        token[:-1],
        token + "A",
        token[:22] + other[22:],
        "A" * 43,
        "A" * 5000,
    ]
    for one in forged:
        assert client.get(f"/invitation/{one}/").status_code == 404, one[:50]
        client.cookies[COOKIE] = one if one.isascii() else "x"
        assert client.post("/invitation/", GOOD).status_code == 404, one[:50]
    assert not User.objects.exists()


def test_without_the_cookie_there_is_nothing_to_accept(client, db):
    for response in (client.get("/invitation/"), client.post("/invitation/", GOOD)):
        assert response.status_code == 403
        assert "Open your link again" in response.content.decode()


def test_link_opened_by_post_is_refused(client, network):
    assert client.post(f"/invitation/{token_of(factories.invited_to(network))}/").status_code == 405


def test_accepting_needs_the_forms_own_token(network):
    client = Client(enforce_csrf_checks=True)
    follow_link(client, factories.invited_to(network))
    assert client.post("/invitation/", GOOD).status_code == 403
    assert not User.objects.exists()
