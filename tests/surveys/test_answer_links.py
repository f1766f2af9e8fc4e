"""Personal links that don't work, and forms that come too late or from elsewhere."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.mail import tokens
from apps.surveys import actions, answering
from apps.surveys.models import Ballot, Invitation, Round
from apps.surveys.views import COOKIE

from .conftest import close, submit, token_of
from .respondent import follow, nothing_stored, page_of, post, send, text_of


@pytest.mark.parametrize("token", ["x", "A" * 43, "é" * 10, "a.b", "_" * 2000])
def test_forged_link(client, db, token):
    response = client.get(reverse("surveys:link", args=[token]))
    assert response.status_code == 404
    assert "This link is not right" in text_of(response)
    assert COOKIE not in response.cookies


def test_link_with_a_changed_character(client, invitation):
    token = token_of(invitation)
    changed = token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1]
    assert client.get(reverse("surveys:link", args=[changed])).status_code == 404


def test_link_of_another_purpose(client, invitation):
    token = tokens.make_token("portal.invitation", invitation.pk, invitation.generation)
    assert client.get(reverse("surveys:link", args=[token])).status_code == 404


def test_revoked_link(client, invitation, manager):
    old = token_of(invitation)
    actions.renew_link(round_=invitation.round, by=manager, person=invitation.person)
    response = client.get(reverse("surveys:link", args=[old]))
    assert response.status_code == 410
    assert "has been replaced" in text_of(response)


def test_link_revoked_while_typing(respondent, invitation, manager):
    actions.renew_link(round_=invitation.round, by=manager, person=invitation.person)
    response = send(respondent, invitation, purpose_why="4")
    assert response.status_code == 410
    assert nothing_stored(invitation)


def test_generation_changed_between_reading_and_storing(invitation, manager):
    actions.renew_link(round_=invitation.round, by=manager, person=invitation.person)
    with pytest.raises(answering.LinkSpent):
        submit(invitation)
    assert nothing_stored(invitation)


def test_used_link(client, invitation):
    submit(invitation)
    follow(client, invitation)
    response = client.get(page_of(invitation))
    assert response.status_code == 409
    assert "This link has been used" in text_of(response)


def test_newer_link_looks_the_same_whether_or_not_one_was_used(client, open_round, invitations, manager):
    """Whoever had it sent to themselves sees neither before nor after submitting whether the person answered."""
    answered, open_still = invitations[:2]
    submit(answered)
    pages = []
    for invitation in (answered, open_still):
        actions.renew_link(round_=open_round, by=manager, person=invitation.person)
        invitation.refresh_from_db()
        browser = Client()
        follow(browser, invitation)
        form = browser.get(page_of(invitation))
        sent = send(browser, invitation, purpose_why="1")
        follow(browser, invitation)
        again = browser.get(page_of(invitation))
        check = tokens.form_check(token_of(invitation))
        assert check in text_of(form)
        pages.append(
            [
                *(text_of(one).replace(check, "") for one in (form, again)),
                *(one.status_code for one in (form, sent, again)),
                sent.url,
                text_of(browser.get(sent.url)),
            ]
        )
    assert pages[0] == pages[1]
    assert "This is a newer link" in pages[0][0]
    assert Ballot.objects.count() == 2
    assert Invitation.objects.filter(answered=True).count() == 2


def test_submit_pressed_twice_counts_once(respondent, invitation):
    fields = {"check": tokens.form_check(token_of(invitation)), "purpose_why": "4"}
    second = Client()
    second.cookies = respondent.cookies.copy()
    assert post(respondent, page_of(invitation), fields).status_code == 302
    response = post(second, page_of(invitation), fields)
    assert response.status_code == 409
    assert "They count once" in text_of(response)
    assert Ballot.objects.count() == 1


def test_round_closed_while_typing(respondent, invitation):
    respondent.get(page_of(invitation))
    Round.objects.filter(pk=invitation.round_id).update(
        opens_at=timezone.now() - timedelta(days=2), closes_at=timezone.now() - timedelta(seconds=1)
    )
    response = send(respondent, invitation, purpose_why="4")
    assert response.status_code == 410
    assert "It closed before you pressed Submit. Your answers were not stored" in text_of(response)
    assert nothing_stored(invitation)


@pytest.mark.parametrize("answered", [True, False])
def test_closed_round_says_the_same_to_everybody(client, invitation, answered):
    if answered:
        submit(invitation)
    close(invitation.round)
    Round.objects.update(answered=9)  # with too few it says at once what came out
    follow(client, invitation)
    response = client.get(page_of(invitation))
    assert response.status_code == 410
    assert "The scorecard has closed" in text_of(response)
    assert "before you pressed Submit" not in text_of(response)


def test_round_that_is_not_open_yet(client, ask):
    round_ = ask(opens_at=timezone.now() + timedelta(days=1))
    invitation = Invitation.objects.filter(round=round_).first()
    follow(client, invitation)
    response = client.get(page_of(invitation))
    assert response.status_code == 409
    assert "Not open yet" in text_of(response)


def test_cancelled_round(respondent, invitation, manager):
    actions.cancel_round(round_=invitation.round, by=manager)
    response = send(respondent, invitation, purpose_why="4")
    assert response.status_code == 410
    assert "was cancelled" in text_of(response)
    assert "not stored" in text_of(response)


def test_void_round(respondent, invitation):
    Round.objects.update(state=Round.State.VOID)
    response = respondent.get(page_of(invitation))
    assert response.status_code == 410
    assert "could not be counted" in text_of(response)


def test_page_without_a_cookie(client, invitation):
    response = client.get(page_of(invitation))
    assert response.status_code == 403
    assert "Open your link again" in text_of(response)


def test_sending_without_a_cookie_says_that_nothing_was_stored(client, invitation):
    response = send(client, invitation, purpose_why="4")
    assert response.status_code == 403
    assert "Your answers were not stored" in text_of(response)


def test_cookie_of_another_round(client, invitation):
    client.cookies[COOKIE] = token_of(invitation)
    response = client.get(reverse("surveys:answer", args=["00000000-0000-4000-8000-000000000000"]))
    assert response.status_code == 403


def test_form_opened_under_one_link_is_not_sent_under_another(client, invitations):
    mine, colleagues = invitations[:2]
    follow(client, mine)
    follow(client, colleagues)
    response = post(client, page_of(mine), {"check": tokens.form_check(token_of(mine)), "purpose_why": "1"})
    assert response.status_code == 409
    assert "belongs to another link" in text_of(response)
    assert nothing_stored(mine)


@pytest.mark.parametrize("check", [None, "", "0" * 32, "é"])
def test_form_without_its_check_is_refused(respondent, invitation, check):
    data = {"purpose_why": "4"} | ({} if check is None else {"check": check})
    assert post(respondent, page_of(invitation), data).status_code == 409
    assert nothing_stored(invitation)


def test_form_needs_no_csrf_cookie_and_sets_none(invitation):
    client = Client(enforce_csrf_checks=True)
    follow(client, invitation)
    assert set(client.get(page_of(invitation)).cookies) == set()
    assert send(client, invitation, purpose_why="4").status_code == 302


def test_thanks_for_an_unknown_round(client, db):
    url = reverse("surveys:thanks", args=["00000000-0000-4000-8000-000000000000"])
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("url_name", ["surveys:link", "surveys:thanks"])
def test_only_the_questions_take_a_post(client, invitation, url_name):
    argument = token_of(invitation) if url_name == "surveys:link" else invitation.round_id
    assert client.post(reverse(url_name, args=[argument])).status_code == 405
