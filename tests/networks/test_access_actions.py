import json
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from apps.accounts.models import User
from apps.core.models import AuditEvent
from apps.jobs.models import Job
from apps.networks import actions, invitations
from apps.networks.models import AccessInvitation, NetworkMembership
from tests import factories


def membership_of(user):
    return user.network_memberships.current().get()


def events():
    return list(AuditEvent.objects.order_by("pk").values_list("event", flat=True))


def test_invitation_is_mailed_by_a_job_and_its_link_is_stored_nowhere(network, manager, do_jobs):
    invitation = actions.invite(place=network, by=manager, email="New@Staff.example", role="lay_member")
    assert mail.outbox == []
    do_jobs()
    (letter,) = mail.outbox
    assert letter.to == ["new@staff.example"]
    link = invitations.address(invitation)
    assert link in letter.body
    assert manager.name in letter.body
    token = link.rstrip("/").rsplit("/", 1)[-1]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{token[-20:]}%"])
            assert cursor.fetchone() == (0,), table


@pytest.mark.parametrize("role", ["clinical_director", "ics_lead", "nonsense", ""])
def test_manager_may_not_give(network, manager, role):
    with pytest.raises(actions.AccessRefused):
        actions.invite(place=network, by=manager, email="new@staff.example", role=role)
    assert not AccessInvitation.objects.exists()
    assert not Job.objects.exists()


def test_director_may_give_every_role(network, director, practice):
    for number, role in enumerate(NetworkMembership.ROLES):
        theirs = {"practice": practice} if role == "practice_manager" else {}
        actions.invite(place=network, by=director, email=f"new{number}@staff.example", role=role, **theirs)
    assert AccessInvitation.objects.count() == len(NetworkMembership.ROLES)


def test_manager_may_not_send_a_directors_invitation_again(network, manager):
    invitation = factories.invited_to(network, "clinical_director")
    with pytest.raises(actions.AccessRefused):
        actions.renew(place=network, by=manager, invitation=invitation)


def test_inviting_twice_or_a_member_in_the_same_role_is_refused(network, manager, board_member):
    actions.invite(place=network, by=manager, email="new@staff.example", role="lay_member")
    with pytest.raises(actions.AccessRefused, match="invited already"):
        actions.invite(place=network, by=manager, email="NEW@staff.example", role="board_member")
    with pytest.raises(actions.AccessRefused, match="this role already"):
        actions.invite(place=network, by=manager, email=board_member.email, role="board_member")


def test_open_invitations_are_limited(network, manager, monkeypatch):
    monkeypatch.setattr(actions, "MOST_OPEN", 1)
    actions.invite(place=network, by=manager, email="one@staff.example", role="lay_member")
    with pytest.raises(actions.AccessRefused, match="open"):
        actions.invite(place=network, by=manager, email="two@staff.example", role="lay_member")


def test_renewing_ends_the_link_before(network, manager, do_jobs):
    invitation = factories.invited_to(network, expires_at=timezone.now() - timedelta(days=1))
    old = invitations.address(invitation).rstrip("/").rsplit("/", 1)[-1]
    assert invitations.follow(old).state is invitations.State.EXPIRED
    invitation = actions.renew(place=network, by=manager, invitation=invitation)
    new = invitations.address(invitation).rstrip("/").rsplit("/", 1)[-1]
    assert invitations.follow(old).state is invitations.State.REPLACED
    assert invitations.follow(new).state is invitations.State.READY
    do_jobs()
    assert new in mail.outbox[0].body


def test_withdrawn_invitation_is_neither_mailed_nor_withdrawn_again(network, manager, do_jobs):
    invitation = actions.invite(place=network, by=manager, email="new@staff.example", role="lay_member")
    actions.withdraw(place=network, by=manager, invitation=invitation)
    do_jobs()
    assert mail.outbox == []
    for act in (
        lambda: actions.withdraw(place=network, by=manager, invitation=invitation),
        lambda: actions.renew(place=network, by=manager, invitation=invitation),
    ):
        with pytest.raises(actions.AccessRefused):
            act()


def test_changing_a_role_keeps_the_record_of_the_one_before(network, manager, board_member):
    actions.change_role(
        place=network, by=manager, membership=membership_of(board_member), role="finance_lead"
    )
    spells = board_member.network_memberships.order_by("pk")
    found = [(spell.role, spell.ended_at is None) for spell in spells]
    assert found == [("board_member", False), ("finance_lead", True)]


def test_manager_may_not_make_anybody_director(network, manager, board_member):
    for user in (board_member, manager):
        with pytest.raises(actions.AccessRefused):
            actions.change_role(
                place=network, by=manager, membership=membership_of(user), role="clinical_director"
            )


def test_last_manager_can_neither_leave_nor_step_down(network, manager, board_member):
    with pytest.raises(actions.LastManager):
        actions.remove(place=network, by=manager, membership=membership_of(manager))
    with pytest.raises(actions.LastManager):
        actions.change_role(place=network, by=manager, membership=membership_of(manager), role="lay_member")
    assert membership_of(manager).role == "manager"
    actions.change_role(place=network, by=manager, membership=membership_of(board_member), role="manager")
    actions.remove(place=network, by=manager, membership=membership_of(manager))
    assert not manager.network_memberships.current().exists()


def test_an_account_that_is_switched_off_is_nobody_to_hand_over_to(network, manager, director):
    User.objects.filter(pk=director.pk).update(is_active=False)
    with pytest.raises(actions.LastManager):
        actions.remove(place=network, by=manager, membership=membership_of(manager))


def test_removal_ends_every_role_and_what_was_sent_by_or_to_them(network, manager, director):
    network.memberships.create(user=manager, role="finance_lead")
    sent = factories.invited_to(network, by=manager)
    received = factories.invited_to(network, email=manager.email)
    others = factories.invited_to(network, by=director, email="other@staff.example")
    first = manager.network_memberships.first()
    actions.remove(place=network, by=director, membership=first)
    assert not manager.network_memberships.current().exists()
    assert list(network.access_invitations.open()) == [others]
    assert {sent.pk, received.pk}.isdisjoint(network.access_invitations.open().values_list("pk", flat=True))


def test_role_change_that_ends_managing_ends_the_invitations_sent(network, manager, director):
    factories.invited_to(network, by=manager)
    actions.change_role(place=network, by=director, membership=membership_of(manager), role="lay_member")
    assert not network.access_invitations.open().exists()


def test_whoever_lost_their_role_a_moment_ago_changes_nothing(network, manager, director, board_member):
    theirs = membership_of(board_member)
    actions.remove(place=network, by=director, membership=membership_of(manager))
    with pytest.raises(actions.AccessRefused):
        actions.remove(place=network, by=manager, membership=theirs)
    with pytest.raises(actions.AccessRefused):
        actions.change_role(place=network, by=manager, membership=theirs, role="lay_member")
    with pytest.raises(actions.AccessRefused):
        actions.invite(place=network, by=manager, email="new@staff.example", role="lay_member")


def accept(invitation, **options):
    options = {"generation": invitation.generation, "name": "New Member", "password": "x" * 12} | options
    return actions.accept_with_new_account(invitation_id=invitation.pk, **options)


def test_accepting_makes_one_account_with_one_role_once(network):
    invitation = factories.invited_to(network, email="Mixed@staff.example")
    user = accept(invitation)
    assert user.email == "mixed@staff.example"
    assert membership_of(user).role == "board_member"
    with pytest.raises(actions.AddressTaken):
        accept(invitation)
    with pytest.raises(actions.InvitationOver):
        actions.accept(invitation_id=invitation.pk, generation=1, user=user)


@pytest.mark.parametrize(
    "change",
    [{"withdrawn_at": timezone.now()}, {"expires_at": timezone.now()}, {"generation": 2}],
    ids=lambda change: next(iter(change)),
)
def test_an_invitation_that_ended_meanwhile_leaves_no_account(network, change):
    invitation = factories.invited_to(network)
    AccessInvitation.objects.filter(pk=invitation.pk).update(**change)
    with pytest.raises(actions.InvitationOver):
        accept(invitation, generation=1)
    assert not User.objects.filter(email=invitation.email).exists()


def test_nobody_else_accepts(network, stranger):
    invitation = factories.invited_to(network)
    with pytest.raises(actions.InvitationOver):
        actions.accept(invitation_id=invitation.pk, generation=1, user=stranger)


def test_everything_is_on_record_without_addresses(network, manager, director):
    invitation = actions.invite(place=network, by=manager, email="new@staff.example", role="lay_member")
    invitation = actions.renew(place=network, by=manager, invitation=invitation)
    user = accept(invitation)
    actions.change_role(place=network, by=manager, membership=membership_of(user), role="board_member")
    actions.remove(place=network, by=manager, membership=membership_of(user))
    other = actions.invite(place=network, by=manager, email="other@staff.example", role="lay_member")
    actions.withdraw(place=network, by=manager, invitation=other)
    assert events() == [
        "access.invited", "access.invitation_renewed", "access.accepted", "access.role_changed",
        "access.removed", "access.invited", "access.invitation_withdrawn",
    ]  # fmt: skip
    assert all(event.network_code == network.code for event in AuditEvent.objects.all())
    assert "@" not in json.dumps(list(AuditEvent.objects.values("detail", "object_code", "object_kind")))


def at_once(*functions):
    barrier, results = threading.Barrier(len(functions)), []

    def run(function):
        try:
            barrier.wait()
            function()
            results.append("done")
        except Exception as problem:  # noqa: BLE001 - looked at by the test
            results.append(type(problem).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[function]) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(results)


@pytest.mark.django_db(transaction=True)
def test_two_managers_leaving_at_once_leave_one(network, manager, director):
    one, two = membership_of(manager), membership_of(director)
    results = at_once(
        lambda: actions.remove(place=network, by=manager, membership=one),
        lambda: actions.remove(place=network, by=director, membership=two),
    )
    assert results == ["LastManager", "done"]
    assert network.memberships.current().count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_link_accepted_on_two_devices_at_once_counts_once(network):
    invitation = factories.invited_to(network)
    assert at_once(lambda: accept(invitation), lambda: accept(invitation)) == ["AddressTaken", "done"]
    assert network.memberships.current().count() == User.objects.count() == 1
