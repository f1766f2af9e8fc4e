"""Comments are read by one person first; what they leave out is gone."""

import html

import pytest
from django.urls import reverse

from apps.accounts.models import User
from apps.core.models import AuditEvent
from apps.surveys.models import Comment
from tests import factories

from .conftest import by_theme

TEXT = "Ann Lee never listens to Millbrook, and we lose our evenings."


@pytest.fixture
def reader(network):
    user = factories.member_of(network, "board_member")
    User.objects.filter(pk=user.pk).update(name="Rosa Reader")
    user.refresh_from_db()
    return user


@pytest.fixture
def round_(closed_round, reader, network):
    factories.PersonFactory(network=network, name="Ann Lee")
    round_ = closed_round(by_theme(), reviewer=reader)
    Comment.objects.create(round=round_, theme="purpose", text=TEXT)
    return round_


@pytest.fixture
def comment(round_):
    return round_.comments.get()


@pytest.fixture
def as_reader(client, reader):
    client.force_login(reader)
    return client


def decide(client, at, comment, **data):
    return client.post(at("decide_comment", pk=comment.round_id, comment=comment.pk), data)


def said(client, at, round_):
    return html.unescape(client.get(at("results", pk=round_.pk)).content.decode())


def test_reader_sees_comments_with_names_marked(as_reader, at, round_):
    page = as_reader.get(at("comments", pk=round_.pk)).content.decode()
    assert '<mark class="portal-mark">Ann</mark> <mark class="portal-mark">Lee</mark> never listens' in page
    assert "1 comment waits for you" in page


def test_nobody_else_reads_them(as_manager, at, round_):
    page = as_manager.get(at("comments", pk=round_.pk)).content.decode()
    assert "Rosa Reader" in page
    assert "evenings" not in page
    assert "evenings" not in said(as_manager, at, round_)
    assert "1 comment waits to be read first by Rosa Reader" in said(as_manager, at, round_)


def test_other_members_are_refused(client, at, round_, board_member):
    client.force_login(board_member)
    assert client.get(at("comments", pk=round_.pk)).status_code == 403


def test_released_comment_is_shown_with_its_theme(as_reader, at, round_, comment):
    assert decide(as_reader, at, comment, decision="release", text=TEXT).status_code == 302
    page = said(as_reader, at, round_)
    assert TEXT in page
    assert "About purpose" in page


def test_what_is_left_out_is_gone(as_reader, at, comment):
    decide(as_reader, at, comment, decision="release", text="[…] and we lose our evenings.")
    comment.refresh_from_db()
    assert comment.text == "[…] and we lose our evenings."
    assert comment.state == "released"


@pytest.mark.parametrize(
    "text",
    ["", "  ", "We love our evenings.", TEXT + " Always.", "evenings. our lose we and", "[…] and we LOSE"],
)
def test_words_are_neither_added_nor_changed(as_reader, at, comment, text):
    page = decide(as_reader, at, comment, decision="release", text=text)
    assert "Only leave words out" in page.content.decode()
    comment.refresh_from_db()
    assert (comment.state, comment.text) == ("waiting", TEXT)


def test_longest_comment_is_released_as_it_is_and_grows_no_longer(as_reader, at, round_):
    lines = "a\n" * 249 + "bc"
    longest = Comment.objects.create(round=round_, text=lines)
    page = decide(as_reader, at, longest, decision="release", text=lines + " […]" * 20)
    assert page.status_code == 200
    assert (
        decide(as_reader, at, longest, decision="release", text=lines.replace("\n", "\r\n")).status_code
        == 302
    )
    longest.refresh_from_db()
    assert (longest.state, longest.text) == ("released", lines)


def test_withheld_comment_leaves_a_reason_and_no_text(as_reader, at, round_, comment):
    decide(as_reader, at, comment, decision="withhold", reason="It names or describes a person")
    comment.refresh_from_db()
    assert (comment.state, comment.text, comment.reason) == ("withheld", "", "It names or describes a person")
    assert "evenings" not in said(as_reader, at, round_)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"decision": "withhold"}, "Select why the comment is withheld"),
        ({"decision": "withhold", "reason": "because"}, "Select one of the reasons offered"),
    ],
)
def test_withholding_needs_a_reason(as_reader, at, comment, data, error):
    assert error in decide(as_reader, at, comment, **data).content.decode()
    comment.refresh_from_db()
    assert comment.state == "waiting"


def test_second_decision_is_refused(as_reader, at, comment):
    decide(as_reader, at, comment, decision="withhold", reason="It hurts somebody")
    page = decide(as_reader, at, comment, decision="release", text="")
    assert page.status_code == 200
    comment.refresh_from_db()
    assert comment.state == "withheld"


def test_manager_cannot_decide_for_the_reader(as_manager, at, comment):
    assert decide(as_manager, at, comment, decision="release", text=TEXT).status_code == 403
    comment.refresh_from_db()
    assert comment.state == "waiting"


def test_record_of_a_decision_holds_no_words(as_reader, at, comment):
    decide(as_reader, at, comment, decision="release", text=TEXT)
    event = AuditEvent.objects.get(event="comment.decided")
    assert "evenings" not in str(vars(event))
    assert event.detail == {}


def test_reader_without_the_right_names_nobody(as_reader, at, round_, manager):
    assert as_reader.post(at("comments", pk=round_.pk), {"reviewer": manager.pk}).status_code == 403


def test_manager_names_another_reader(as_manager, at, round_, manager):
    as_manager.post(at("comments", pk=round_.pk), {"reviewer": manager.pk})
    round_.refresh_from_db()
    assert round_.reviewer == manager
    assert "evenings" in as_manager.get(at("comments", pk=round_.pk)).content.decode()


def test_reader_must_be_of_the_network(as_manager, at, round_, stranger, reader):
    page = as_manager.post(at("comments", pk=round_.pk), {"reviewer": stranger.pk})
    assert "Select one of the people offered" in page.content.decode()
    round_.refresh_from_db()
    assert round_.reviewer == reader


def test_comment_of_another_round_is_not_found(as_reader, at, round_, closed_round, network):
    other = closed_round(by_theme(), title="Other", days_ago=90)
    foreign = Comment.objects.create(round=other, text="x")
    url = reverse("scorecard:decide_comment", args=[network.code, round_.pk, foreign.pk])
    assert as_reader.post(url, {"decision": "release", "text": "x"}).status_code == 404


def test_hostile_comment_is_escaped(as_reader, at, round_):
    Comment.objects.create(round=round_, text="<script>x</script>", state="released")
    assert "<script>x" not in as_reader.get(at("results", pk=round_.pk)).content.decode()


def test_many_comments_cost_no_more_queries(as_reader, at, round_, django_assert_max_num_queries):
    Comment.objects.bulk_create(Comment(round=round_, text=f"Comment {i}") for i in range(30))
    with django_assert_max_num_queries(10):
        page = as_reader.get(at("comments", pk=round_.pk))
    assert "Page 2 of 4" in page.content.decode()


def test_chosen_reader_reads_and_is_told_to_those_asked(as_manager, at, people, network, reader, scorecard):
    as_manager.post(at("open"), {"way": "personal"})
    as_manager.post(at("open_who"), {"practices": ["none"], "groups": ["gp", "nurse", "admin"]})
    as_manager.post(at("open_when"), {
        "title": "Round", "closes_on_day": "1", "closes_on_month": "1", "closes_on_year": "2027", "hour": "17",
    })  # fmt: skip
    as_manager.post(at("open_message"), {"message": "", "reviewer": reader.pk})
    assert "Rosa Reader" in as_manager.get(at("open_check")).content.decode()
    as_manager.post(at("open_check"))
    assert network.rounds.get().reviewer == reader
