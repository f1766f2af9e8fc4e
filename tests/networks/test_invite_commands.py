"""Who gets in first: invitations from the command line."""

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from apps.jobs.models import Job
from apps.networks.models import AccessInvitation


def test_first_manager_and_director_are_invited_by_command(network, capsys, do_jobs):
    call_command("invite_manager", network.code.lower(), "first@staff.example")
    assert "queued" in (said := capsys.readouterr().out)
    assert "/invitation/" not in said
    call_command("invite_manager", network.code, "head@staff.example", "--director", "--show-link")
    link = capsys.readouterr().out.split()[-1]
    roles = dict(network.access_invitations.values_list("email", "role"))
    assert roles == {"first@staff.example": "manager", "head@staff.example": "clinical_director"}
    do_jobs()
    assert link in mail.outbox[1].body
    assert "You are invited to" in mail.outbox[0].body


def test_lead_of_an_area_is_invited_by_command_and_gets_in(icb, client, capsys):
    call_command("invite_ics_lead", icb.code, "lead@staff.example", "--show-link")
    link = capsys.readouterr().out.split()[-1]
    client.get("/invitation/" + link.rstrip("/").rsplit("/", 1)[-1] + "/", follow=True)
    response = client.post(
        "/invitation/", {"name": "Area Lead", "password": "seven wet umbrellas"}, follow=True
    )
    assert response.redirect_chain[0][0].startswith(f"/ics/{icb.code}/")
    assert response.status_code == 200


def test_command_again_sends_a_new_link(network):
    for _ in range(2):
        call_command("invite_manager", network.code, "first@staff.example")
    assert network.access_invitations.get().generation == 2
    assert Job.objects.filter(kind="networks.invite").count() == 2


@pytest.mark.parametrize(
    ("code", "email"), [("NOWHERE", "first@staff.example"), (None, "first"), (None, "a@b\nBcc: c@d.example")]
)
def test_command_refuses_what_is_wrong(network, code, email):
    with pytest.raises(CommandError):
        call_command("invite_manager", code or network.code, email)
    assert not AccessInvitation.objects.exists()


def test_command_refuses_a_closed_network(network):
    type(network).objects.update(closed_on=timezone.localdate())
    with pytest.raises(CommandError, match="closed"):
        call_command("invite_manager", network.code, "first@staff.example")
