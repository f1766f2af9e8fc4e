"""What is left of links when a round has ended, and that it goes after 30 days."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.demo.clock import at
from apps.jobs.clock import run_due
from apps.jobs.models import Job
from apps.surveys import actions, closing
from apps.surveys.models import Invitation, Round

from .conftest import close, submit, token_of

DAY = timedelta(days=1)


def cancel(round_, manager):
    actions.cancel_round(round_=round_, by=manager)


def void(round_, manager):
    closing.void_round(round_.pk)


def count(round_, manager):
    close(round_)


ENDS = pytest.mark.parametrize("end", [count, cancel, void])


def sweep(do_jobs, days: int):
    with at(timezone.now() + days * DAY):
        run_due()
        do_jobs()


@ENDS
def test_nobody_is_known_of_a_round_that_ended(open_round, invitations, manager, do_jobs, end):
    submit(invitations[0])
    end(open_round, manager)
    do_jobs()
    left = Invitation.objects.filter(round=open_round)
    assert left.count() == 12
    assert not left.exclude(person=None, answered=None, delivered_to=None).exists()


@ENDS
def test_what_is_left_of_links_goes_after_30_days(open_round, manager, do_jobs, end):
    end(open_round, manager)
    do_jobs()
    ended_ago = timezone.now() - Round.objects.get().closed_at
    sweep(do_jobs, 29 - ended_ago.days)
    assert Invitation.objects.count() == 12
    sweep(do_jobs, 31 - ended_ago.days)
    assert not Invitation.objects.exists()
    assert not Job.objects.filter(kind="surveys.invite").exists()
    assert Round.objects.filter(pk=open_round.pk).exists()


def test_those_who_could_not_be_told_are_forgotten_after_30_days(open_round, manager):
    cancel(open_round, manager)
    assert Invitation.objects.filter(person__isnull=False).count() == 12
    closing.forget_links(now=timezone.now() + 30 * DAY)
    assert not Invitation.objects.exists()


def test_a_running_round_keeps_its_links_however_long_ago_it_opened(open_round):
    closing.forget_links(now=timezone.now() + 400 * DAY)
    assert Invitation.objects.count() == 12


def test_a_link_of_long_ago_and_its_page_say_so(client, open_round, invitations):
    link = reverse("surveys:link", args=[token_of(invitations[0])])
    assert client.get(link).status_code == 302
    close(open_round)
    page = reverse("surveys:answer", args=[open_round.pk])
    assert client.get(page).status_code == 302
    closing.forget_links(now=open_round.closed_at + 30 * DAY)
    for address in (link, page):
        response = client.get(address)
        assert response.status_code == 404
        assert "ended more than a month ago" in response.content.decode()
    assert client.post(page, {"check": "x"}).status_code == 404
    assert client.get(reverse("surveys:thanks", args=[open_round.pk])).status_code == 200
