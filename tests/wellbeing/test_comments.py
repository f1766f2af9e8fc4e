"""What people wrote in a check-in is read by one person first, and shown on its results page and nowhere else."""

import html

import pytest

from apps.accounts.models import User
from apps.surveys.models import Comment
from apps.wellbeing.queries import questionnaire_for
from tests import factories

TEXT = "Ann Lee takes every late visit, and we go home at eight."


@pytest.fixture
def reader(network):
    user = factories.member_of(network, "board_member")
    User.objects.filter(pk=user.pk).update(name="Rosa Reader")
    user.refresh_from_db()
    return user


@pytest.fixture
def comment(check_in, reader, network):
    factories.PersonFactory(network=network, name="Ann Lee")
    asked = questionnaire_for(network, burnout=False, bank=[], comment=True)
    asked.save()
    return Comment.objects.create(round=check_in(reviewer=reader, questionnaire=asked), text=TEXT)


def said(client, url) -> str:
    return html.unescape(client.get(url).content.decode())


def test_named_reader_reads_cuts_and_releases(client, at, reader, comment, board_member):
    client.force_login(reader)
    results = at("results", pk=comment.round_id)
    assert "1 comment waits to be read first by Rosa Reader" in said(client, results)
    page = said(client, at("comments", pk=comment.round_id))
    assert '<mark class="portal-mark">Ann</mark> <mark class="portal-mark">Lee</mark> takes' in page
    assert f'href="{at("index")}"' in page
    cut = {"decision": "release", "text": "[…] we go home at eight."}
    decided = client.post(at("decide_comment", pk=comment.round_id, comment=comment.pk), cut)
    assert decided.url == at("comments", pk=comment.round_id)
    client.force_login(board_member)
    assert "[…] we go home at eight." in said(client, results)
    assert "late visit" not in said(client, results)


def test_withheld_is_gone(client, at, reader, comment):
    client.force_login(reader)
    address = at("decide_comment", pk=comment.round_id, comment=comment.pk)
    client.post(address, {"decision": "withhold", "reason": "It names or describes a person"})
    comment.refresh_from_db()
    assert (comment.state, comment.text) == ("withheld", "")
    assert "What people said" not in said(client, at("results", pk=comment.round_id))


def test_nobody_but_the_reader_sees_what_waits(
    client, as_manager, at, reader, comment, board_member, network
):
    waits = said(as_manager, at("comments", pk=comment.round_id))
    assert "1 comment waits for Rosa Reader" in waits
    assert "late visit" not in waits
    text = {"decision": "release", "text": TEXT}
    address = at("decide_comment", pk=comment.round_id, comment=comment.pk)
    assert as_manager.post(address, text).status_code == 403
    named = as_manager.post(at("comments", pk=comment.round_id), {"reviewer": board_member.pk})
    assert named.status_code == 302
    client.force_login(board_member)
    assert "late visit" in said(client, at("comments", pk=comment.round_id))


def test_pages_of_one_kind_do_not_open_comments_of_the_other(client, at, reader, network):
    scorecard = factories.round_of(network, state="closed", reviewer=reader)
    Comment.objects.create(round=scorecard, text=TEXT)
    client.force_login(reader)
    assert client.get(at("comments", pk=scorecard.pk)).status_code == 404


def test_released_comment_is_on_no_page_of_the_area_and_behind_no_link(client, reader, comment, analyst, icb):
    Comment.objects.filter(pk=comment.pk).update(state="released")
    client.force_login(analyst)
    for page in (
        f"/ics/{icb.code}/",
        f"/networks/{comment.round.network.code}/wellbeing/{comment.round_id}/results/",
    ):
        assert "late visit" not in client.get(page).content.decode()
