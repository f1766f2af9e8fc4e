"""The pages behind a personal link: what they show, take, refuse, and what they leave behind."""

import json
import logging
import re
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.client import MULTIPART_CONTENT, FakePayload
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.core.models import AuditEvent
from apps.jobs.models import Job
from apps.mail import tokens
from apps.surveys import answering
from apps.surveys.models import Ballot, Round
from apps.surveys.views import COOKIE

from .conftest import token_of
from .respondent import FORM_TYPE, follow, nothing_stored, page_of, send, text_of

MANY = {f"field{number}": "1" for number in range(600)}


# --- Following the link -------------------------------------------------------


def test_link_moves_the_token_into_a_cookie_for_this_page_only(client, invitation):
    response = follow(client, invitation)
    assert response.status_code == 302
    assert response.url == page_of(invitation)
    cookie = response.cookies[COOKIE]
    assert cookie["path"] == page_of(invitation)
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert 0 < cookie["max-age"] <= 4 * 60 * 60


def test_page_shows_every_question_and_who_sees_what_before_them(respondent, invitation):
    text = text_of(respondent.get(page_of(invitation)))
    definition = invitation.round.definition
    assert len(definition.questions) == 22 + 4
    places = [text.index(question.field) for question in definition.questions]
    assert places == sorted(places)
    assert text.index("Who will see what") < text.index("12 people are invited") < places[0]
    assert text.count('type="radio"') == 22 * 6 + 4 * 4
    assert text.count("<textarea") == 4
    assert "You can enter up to 500 characters" in text


def test_page_holds_no_token_and_only_scripts_that_keep_and_send_answers(respondent, invitation):
    text = text_of(respondent.get(page_of(invitation)))
    assert token_of(invitation) not in text
    assert str(invitation.pk) not in text
    assert invitation.person.name not in text
    assert re.findall(r"<script.*?</script>", text) == [
        '<script type="module" src="/static/js/keep.js"></script>',
        '<script type="module" src="/static/js/send.js"></script>',
    ]


@pytest.mark.parametrize("url_name", ["surveys:link", "surveys:answer", "surveys:thanks"])
def test_answer_pages_are_not_cached_and_send_no_referrer(respondent, invitation, url_name):
    argument = token_of(invitation) if url_name == "surveys:link" else invitation.round_id
    response = respondent.get(reverse(url_name, args=[argument]))
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"


def test_nobody_is_logged_in_on_answer_pages(respondent, invitation, director):
    """A director's own browser, session and waiting messages included."""
    respondent.force_login(director)
    response = respondent.get(page_of(invitation))
    assert response.status_code == 200
    assert director.name not in text_of(response)
    assert not response.wsgi_request.user.is_authenticated
    assert set(response.cookies) == set()


def test_no_get_writes_anything(client, invitation):
    urls = [
        reverse("surveys:link", args=[token_of(invitation)]),
        reverse("surveys:link", args=["x" * 43]),
        page_of(invitation),
        reverse("surveys:thanks", args=[invitation.round_id]),
    ]
    with CaptureQueriesContext(connection) as queries:
        for _ in range(2):
            for url in urls:
                client.get(url)
                client.head(url)
    assert len(queries) > 8
    assert [q["sql"] for q in queries if not q["sql"].startswith("SELECT")] == []


def test_question_page_is_one_query(respondent, invitation, django_assert_num_queries):
    with django_assert_num_queries(1):
        respondent.get(page_of(invitation))


# --- Sending answers in -------------------------------------------------------


def test_sending_in_is_two_queries(respondent, invitation, django_assert_num_queries):
    """One that reads, one that spends the link and stores the ballot, both or neither."""
    with django_assert_num_queries(2):
        send(respondent, invitation, purpose_why="4")
    assert Ballot.objects.count() == 1


def test_answers_are_sealed_and_thanked_for(respondent, invitation):
    response = send(respondent, invitation, purpose_why="4", **{"comment-purpose": "Good meetings"})
    assert response.status_code == 302
    assert response.url == reverse("surveys:thanks", args=[invitation.round_id])
    assert response.cookies[COOKIE].value == ""
    assert "What happens next" in text_of(respondent.get(response.url))
    invitation.refresh_from_db()
    assert invitation.answered
    sealed = bytes(Ballot.objects.get().sealed)
    assert b"Good meetings" not in sealed


def test_what_is_sealed_is_what_was_answered(respondent, invitation, monkeypatch):
    taken = {}
    monkeypatch.setattr(answering, "submit", lambda **given: taken.update(given))
    send(
        respondent, invitation,
        **{"purpose_why": "4", "purpose_needs": "dk", "year_ago-purpose": "3", "comment-capacity": " a\r\nb "},
    )  # fmt: skip
    assert taken["answers"] == {"purpose_why": 4, "year_ago:purpose": 3}
    assert taken["comments"] == {"capacity": "a\nb"}


def test_everything_may_be_skipped(respondent, invitation):
    assert send(respondent, invitation).status_code == 302
    assert Ballot.objects.count() == 1


def test_answering_leaves_no_trace(respondent, invitation, caplog):
    caplog.set_level(logging.DEBUG)
    before = AuditEvent.objects.count(), Job.objects.count(), Session.objects.count()
    caplog.clear()
    send(respondent, invitation, purpose_why="4")
    assert (AuditEvent.objects.count(), Job.objects.count(), Session.objects.count()) == before
    assert [r for r in caplog.records if r.name != "django.db.backends"] == []
    fresh = Round.objects.get(pk=invitation.round_id)
    assert fresh.updated_at == invitation.round.updated_at


@pytest.mark.parametrize("characters", [500, 501])
def test_comment_may_have_500_characters(respondent, invitation, characters):
    comment = "é" * (characters - 1) + "x"
    response = send(respondent, invitation, **{"comment-purpose": comment})
    assert response.status_code == (302 if characters == 500 else 200)
    assert Ballot.objects.count() == (1 if characters == 500 else 0)


def test_line_break_counts_as_one_character(respondent, invitation):
    assert send(respondent, invitation, **{"comment-purpose": "a\r\n" * 250}).status_code == 302


def test_too_long_comment_is_shown_again_with_everything_typed(respondent, invitation):
    response = send(respondent, invitation, purpose_why="4", **{"comment-purpose": "w" * 501})
    text = text_of(response)
    assert response.status_code == 200
    assert "Error: " in text.split("</title>")[0]
    assert "There is a problem" in text
    assert 'href="#id_comment-purpose"' in text
    assert "now 501" in text
    assert "w" * 501 in text
    assert 'value="4" id="id_purpose_why_3" checked' in text
    assert nothing_stored(invitation)


@pytest.mark.parametrize("value", ["0", "6", "-1", "4.5", "four", "1e0", "٣", "9" * 1000])
def test_value_off_the_scale_is_refused(respondent, invitation, value):
    response = send(respondent, invitation, purpose_why=value)
    assert "choose one of the answers offered" in text_of(response)
    assert nothing_stored(invitation)


def test_year_ago_has_three_answers(respondent, invitation):
    assert "There is a problem" in text_of(send(respondent, invitation, **{"year_ago-purpose": "4"}))
    assert nothing_stored(invitation)


@pytest.mark.parametrize("size", [100_001, 1_000_000, 3_000_000])
def test_a_megabyte_of_comment_is_refused(respondent, invitation, size):
    response = send(respondent, invitation, **{"comment-purpose": "w" * size})
    assert response.status_code == 413
    assert "Your link has not been used up" in text_of(response)
    assert nothing_stored(invitation)


@pytest.mark.parametrize(
    "forged",
    [{"person": "1"}, {"purpose_why ": "4"}, {"answered": "False"}, {"purpose_why": ["4", "5"]}, MANY],
)
def test_forged_field_is_refused(respondent, invitation, forged):
    response = send(respondent, invitation, **forged)
    assert response.status_code == 400
    assert "Nothing was stored" in text_of(response)
    assert nothing_stored(invitation)


@pytest.mark.parametrize("content_type", [MULTIPART_CONTENT, "application/json", "text/plain"])
def test_only_a_plain_form_is_taken(respondent, invitation, content_type):
    fields = {"check": tokens.form_check(token_of(invitation)), "purpose_why": "4"}
    data = json.dumps(fields) if content_type == "text/plain" else fields
    response = respondent.post(page_of(invitation), data, content_type=content_type)
    assert response.status_code == 400
    assert nothing_stored(invitation)


@pytest.mark.parametrize("length", ["", "many", "-1", "1e2", "9" * 5000, "0", "40", "90"])
def test_length_that_is_not_the_length_of_the_form(respondent, invitation, length):
    """Also a form sent in chunks, which has none, and one that was cut off on its way or goes on after it."""
    body = urlencode({"check": tokens.form_check(token_of(invitation)), "purpose_why": "4"})
    assert 40 < len(body) < 90
    sent = {"CONTENT_LENGTH": length, "wsgi.input": BytesIO(body.encode())}
    response = respondent.generic("POST", page_of(invitation), body, FORM_TYPE, **sent)
    assert response.status_code == 400
    assert "Nothing was stored" in text_of(response)
    assert nothing_stored(invitation)


def test_form_longer_than_the_portal_reads_at_all(respondent, invitation, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = send(respondent, invitation, **{"comment-purpose": "w" * 1001})
    assert response.status_code == 413
    assert "Your link has not been used up" in text_of(response)
    assert nothing_stored(invitation)


def test_form_in_another_alphabet_is_refused(respondent, invitation):
    body = urlencode({"check": tokens.form_check(token_of(invitation)), "purpose_why": "4"})
    response = respondent.generic("POST", page_of(invitation), body, f"{FORM_TYPE}; charset=utf-16")
    assert response.status_code == 400
    assert "Nothing was stored" in text_of(response)
    assert nothing_stored(invitation)


def test_connection_that_breaks_while_sending(respondent, invitation, monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise ConnectionResetError

    monkeypatch.setattr(FakePayload, "read", broken)
    response = send(respondent, invitation, purpose_why="4")
    assert response.status_code == 400
    assert nothing_stored(invitation)
    assert caplog.records == []


def test_null_characters_are_refused(respondent, invitation):
    assert "There is a problem" in text_of(send(respondent, invitation, **{"comment-purpose": "a\0b"}))
    assert nothing_stored(invitation)
