"""What came out of a check-in, by the links that people got: the same for all of them, once it is released."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.surveys.models import Invitation
from apps.surveys.views import COOKIE
from tests import factories
from tests.surveys.conftest import token_of


def seen(round_) -> str:
    invitation = Invitation.objects.create(round=round_, answered=None)
    browser = Client()
    browser.get(reverse("surveys:link", args=[token_of(invitation)]))
    browser.cookies[COOKIE] = token_of(invitation)
    response = browser.get(reverse("surveys:answer", args=[round_.pk]), follow=True)
    return " ".join(response.content.decode().split())


def test_link_shows_what_came_out_and_what_will_be_done(check_in):
    round_ = check_in()
    assert "owes you a response by" in seen(round_)
    factories.response_to(round_)
    said = seen(round_)
    assert "Over two thirds of us are proud of the work." in said
    assert "We open a second phone line." in said
    assert said == seen(round_)


def test_link_shows_nothing_before_it_is_released(check_in):
    assert "proud of the work" not in seen(check_in(released_at=None))


def test_too_few_answers_say_so(check_in):
    said = seen(check_in(answered=None))
    assert "Not enough answers to show anything" in said
    assert "Over two thirds" not in said


@pytest.mark.parametrize("url", ["check_in:page", "summary:page"])
def test_whoever_has_no_link_is_sent_away(client, check_in, url):
    response = client.get(reverse(url, args=[check_in().pk]), follow=True)
    assert response.status_code == 403


def test_scorecards_page_is_not_a_check_ins(network, check_in):
    scorecard = factories.round_of(network, state="closed")
    invitation = Invitation.objects.create(round=scorecard, answered=None)
    browser = Client()
    browser.cookies[COOKIE] = token_of(invitation)
    response = browser.get(reverse("check_in:page", args=[scorecard.pk]))
    assert response.status_code == 302
