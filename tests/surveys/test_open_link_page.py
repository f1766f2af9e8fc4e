"""The pages behind an open link: one device for several people, and what is refused."""

import logging
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.mail import tokens
from apps.surveys import actions, links, open_link
from apps.surveys.models import Ballot, Round
from apps.surveys.views import COOKIE
from tests.guards.forms import forms_of
from tests.guards.pages import answer_wrong

from .conftest import close, token_of


@pytest.fixture
def workshop(ask, do_jobs) -> Round:
    round_ = ask(way="open", people=None)
    do_jobs()
    return Round.objects.get(pk=round_.pk)


def address(round_) -> str:
    return reverse(
        "surveys:link", args=[tokens.make_code(links.OPEN_PURPOSE, round_.pk, round_.link_generation)]
    )


@pytest.fixture
def questions(workshop) -> str:
    return reverse("surveys:answer", args=[workshop.pk])


@pytest.fixture
def tablet(client, workshop) -> Client:
    client.get(address(workshop))
    return client


def form_on(client, questions) -> dict:
    """The form as it is shown, with nothing filled in."""
    (form,) = forms_of(client.get(questions), questions)
    return form.as_shown()


def send(client, questions, form, **fields):
    return client.post(
        questions, urlencode(form | fields, doseq=True), content_type="application/x-www-form-urlencoded"
    )


def text_of(response) -> str:
    return response.content.decode()


def test_the_link_moves_into_a_cookie_of_the_page(client, workshop, questions):
    response = client.get(address(workshop))
    assert (response.status_code, response.url) == (302, questions)
    cookie = response.cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (questions, True, "Lax")
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"


def test_the_page_says_what_an_open_link_means(tablet, questions):
    response = tablet.get(questions)
    text = text_of(response)
    assert "Everybody uses the same link" in text
    assert "at least 11 people together" in text
    assert "invited" not in text
    assert 'autocomplete="off"' in text
    assert not answer_wrong(response, private=True)


def test_one_device_serves_several_people(tablet, questions, workshop):
    numbers = set()
    for answer in "1", "5", "3":
        form = form_on(tablet, questions)
        numbers.add(form["check"][0])
        response = send(tablet, questions, form, purpose_why=answer)
        assert response.url == reverse("surveys:thanks", args=[workshop.pk])
        thanks = tablet.get(response.url)
        assert "Someone else answering here?" in text_of(thanks)
        assert f'href="{questions}"' in text_of(thanks)
        assert not answer_wrong(thanks, private=True)
    assert len(numbers) == 3
    assert Ballot.objects.count() == 3


def test_the_next_form_is_clean(tablet, questions):
    send(tablet, questions, form_on(tablet, questions), purpose_why="2", **{"comment-purpose": "Mine alone"})
    text = text_of(tablet.get(questions))
    assert "Mine alone" not in text
    assert " checked" not in text


def test_one_form_sent_twice_counts_once_and_says_so(tablet, questions):
    form = form_on(tablet, questions)
    send(tablet, questions, form, purpose_why="4")
    again = send(tablet, questions, form, purpose_why="1")
    assert again.status_code == 409
    assert "These answers are in already" in text_of(again)
    assert "Start a clean form" in text_of(again)
    assert Ballot.objects.count() == 1


def test_shown_in_plain_words_it_is_the_same_form_and_counts_once(tablet, questions):
    form = form_on(tablet, questions)
    shown = send(tablet, questions, form, purpose_why="4", show="en-plain")
    assert "In plain words:" in text_of(shown)
    (again,) = forms_of(shown, questions)
    assert again.as_shown()["check"] == form["check"]
    assert send(tablet, questions, again.as_shown()).status_code == 302
    assert send(tablet, questions, form, show="en-plain").status_code == 409
    assert Ballot.objects.count() == 1


def test_a_form_that_was_sent_in_is_never_shown_filled_in_again(tablet, questions):
    """Going back to a mistake that was mended would show the next person what the first one wrote."""
    form = form_on(tablet, questions)
    wrong = {"comment-purpose": "Secret " * 100}
    assert "Secret" in text_of(send(tablet, questions, form, **wrong))
    send(tablet, questions, form, **{"comment-purpose": "Short"})
    again = send(tablet, questions, form, **wrong)
    assert again.status_code == 409
    assert "Secret" not in text_of(again)


def test_a_mistake_keeps_what_was_typed_and_the_number_of_the_form(tablet, questions):
    form = form_on(tablet, questions)
    response = send(tablet, questions, form, purpose_why="4", **{"comment-purpose": "x" * 501})
    (shown,) = forms_of(response, questions)
    assert shown.as_shown()["check"] == form["check"]
    assert shown.as_shown()["purpose_why"] == ["4"]
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(
    "check",
    [
        "",
        "0" * 32,
        "0" * 64,
        "zz" * 32,
        "x" * 200,
        "٣" * 64,
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16") * 40,
    ],
)
def test_a_made_up_number_of_a_form_is_refused(tablet, questions, check):
    response = send(tablet, questions, {"check": check}, purpose_why="4")
    assert response.status_code == 409
    assert "Nothing was stored" in text_of(response)
    assert "email" not in text_of(response)
    assert not Ballot.objects.exists()


def test_the_check_of_a_personal_link_opens_no_open_one(tablet, questions, workshop):
    code = tokens.make_code(links.OPEN_PURPOSE, workshop.pk, 1)
    assert send(tablet, questions, {"check": tokens.form_check(code)}, purpose_why="4").status_code == 409
    assert not Ballot.objects.exists()


def test_another_rounds_cookie_opens_nothing(tablet, workshop, other_network, stranger, ask, do_jobs):
    other = ask(network=other_network, by=stranger, way="open", people=None)
    do_jobs()
    questions = reverse("surveys:answer", args=[other.pk])
    tablet.cookies[COOKIE] = tokens.make_code(links.OPEN_PURPOSE, workshop.pk, 1)
    response = tablet.get(questions)
    assert response.status_code == 403
    assert "Open your link again" in text_of(response)


def test_an_old_generation_is_refused_also_in_mid_form(tablet, questions, workshop, manager):
    form = form_on(tablet, questions)
    open_link.renew(round_=workshop, by=manager)
    response = send(tablet, questions, form, purpose_why="4")
    assert response.status_code == 410
    assert "A newer link to" in text_of(response)
    assert "was not stored" in text_of(response)
    assert not Ballot.objects.exists()


def test_a_full_box_says_so_before_and_after_typing(tablet, questions, monkeypatch):
    form = form_on(tablet, questions)
    monkeypatch.setattr(open_link, "MOST_ENVELOPES", 1)
    send(tablet, questions, form_on(tablet, questions), purpose_why="4")
    for response in (tablet.get(questions), send(tablet, questions, form, purpose_why="4")):
        assert response.status_code == 409
        assert "No more answers are taken" in text_of(response)
    assert Ballot.objects.count() == 1


def test_a_closed_workshop_says_so(tablet, questions, workshop):
    form = form_on(tablet, questions)
    close(workshop)
    response = send(tablet, questions, form, purpose_why="4")
    assert response.status_code == 410
    assert "It closed before you pressed Submit" in text_of(response)
    assert "Someone else" not in text_of(tablet.get(reverse("surveys:thanks", args=[workshop.pk])))


def test_a_cancelled_workshop_says_so(client, workshop, manager):
    actions.cancel_round(round_=workshop, by=manager)
    response = client.get(address(workshop), follow=True)
    assert response.status_code == 410
    assert "was cancelled" in text_of(response)


def test_thanks_after_a_personal_link_say_that_it_counts_once(client, open_round):
    response = client.get(reverse("surveys:thanks", args=[open_round.pk]))
    assert "They need a link of their own" in text_of(response)
    assert "clean form" not in text_of(response)


def test_answering_leaves_no_session_log_line_or_row(tablet, questions, workshop, caplog):
    before = Round.objects.values().get(pk=workshop.pk)
    with caplog.at_level(logging.DEBUG):
        send(tablet, questions, form_on(tablet, questions), purpose_why="4")
    assert not Session.objects.exists()
    said = [r.getMessage() for r in caplog.records if not r.name.startswith(("django.db", "django.template"))]
    assert not said
    assert Round.objects.values().get(pk=workshop.pk) == before


def test_answering_takes_few_queries_however_many_answered(tablet, questions, workshop):
    Ballot.objects.bulk_create(Ballot(round=workshop, sealed=b"x") for _ in range(200))
    form = form_on(tablet, questions)
    with CaptureQueriesContext(connection) as asked:
        tablet.get(questions)
    assert len(asked) == 3
    with CaptureQueriesContext(connection) as asked:
        send(tablet, questions, form, purpose_why="4")
    assert len(asked) <= 5


def test_a_personal_token_goes_on_working_beside_a_workshop(client, open_round, invitations):
    client.get(reverse("surveys:link", args=[token_of(invitations[0])]))
    questions = reverse("surveys:answer", args=[open_round.pk])
    assert send(client, questions, form_on(client, questions), purpose_why="4").status_code == 302
    assert "This link has been used" in text_of(
        client.get(reverse("surveys:link", args=[token_of(invitations[0])]), follow=True)
    )
