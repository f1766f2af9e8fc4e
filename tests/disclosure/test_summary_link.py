"""What came out, by the links that people answered with: the same page, byte for byte, for those who did and who did
not, on its way too; nothing before it is released, and nothing after links are forgotten."""

import html
import re
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.core.moments import weekday
from apps.surveys import closing, links, open_link
from apps.surveys.links import LinkState
from apps.surveys.models import Comment, Finding, Invitation, Round
from apps.surveys.releasing import release_results
from apps.surveys.slips import code_of
from apps.surveys.views import COOKIE
from tests.factories import PersonFactory
from tests.surveys.conftest import close, submit, token_of
from tests.surveys.test_slips import type_code


@pytest.fixture
def answered(open_round, invitations):
    """Of twelve people the first nine answered, and the round has closed."""
    for invitation in invitations[:9]:
        submit(invitation, {question.code: 3 for question in open_round.definition.questions})
    return close(open_round)


def follow(token: str) -> list[tuple]:
    """All that a browser gets which opens a link: each step's status, headers, cookies and body."""
    browser, address, steps = Client(), reverse("surveys:link", args=[token]), []
    while address:
        response = browser.get(address)
        cookies = {name: {**morsel} for name, morsel in response.cookies.items()}
        for morsel in cookies.values():  # it tells the time
            morsel.pop("expires")
        body = re.sub(rb'name="check" value="\w+"', b"", response.content)
        steps.append((response.status_code, sorted(response.items()), cookies, body))
        address = response.get("Location", "")
    return steps


def text_of(steps) -> str:
    return html.unescape(steps[-1][-1].decode())


def test_those_who_answered_and_who_did_not_get_the_same(answered, invitations, manager):
    did, did_not = token_of(invitations[0]), token_of(invitations[11])
    waiting = follow(did), follow(did_not)
    release_results(round_=answered, by=manager)
    released = follow(did), follow(did_not)

    assert waiting[0] == waiting[1]
    assert [step[0] for step in waiting[0]] == [302, 410]
    assert released[0] == released[1]
    assert [step[0] for step in released[0]] == [302, 302, 200]
    for _, headers, cookies, _ in released[0]:
        assert ("Cache-Control", "no-store") in headers
        assert ("Referrer-Policy", "no-referrer") in headers
        assert set(cookies) <= {COOKIE}


def test_naive_link_that_remembers_tells_them_apart(answered, invitations, manager, monkeypatch):
    def remembering(token, follow=links.follow):
        link = follow(token)
        return replace(link, state=LinkState.USED) if link.invitation_id == invitations[0].pk else link

    release_results(round_=answered, by=manager)
    monkeypatch.setattr(links, "follow", remembering)
    assert follow(token_of(invitations[0])) != follow(token_of(invitations[11]))


def test_page_says_what_came_out_of_the_network_as_a_whole(answered, invitations, manager):
    Comment.objects.create(round=answered, text="What somebody wrote", state="released")
    finding = Finding.objects.filter(round=answered).first()
    Finding.objects.create(
        round=answered, block="gp", question=finding.question, figure={"detail": "withheld"}
    )
    release_results(round_=answered, by=manager)
    page = text_of(follow(token_of(invitations[3])))

    assert "9 of 12 answered" in page
    assert "Every figure is about at least 8 people together" in page
    assert "What somebody wrote" not in page
    assert "Staff group" not in page
    assert f"opens this page until {weekday(answered.closed_at + timedelta(days=30))}" in page


def test_before_its_release_the_link_says_when(answered, invitations):
    page = text_of(follow(token_of(invitations[0])))

    assert f"by the same link, on {weekday(answered.closed_at + timedelta(days=14))} at the latest" in page
    assert "9 of 12" not in page


def test_too_few_answers_say_what_happens_next(open_round, invitations):
    for invitation in invitations[:7]:
        submit(invitation)
    close(open_round)
    did, did_not = follow(token_of(invitations[0])), follow(token_of(invitations[11]))

    assert did == did_not
    assert "Not enough answers to show anything" in text_of(did)
    assert "What happens next" in text_of(did)
    assert "Fewer than 8 of 12 answered" in text_of(did)


def test_after_30_days_links_are_forgotten_and_the_page_says_so(answered, invitations, manager):
    release_results(round_=answered, by=manager)
    Round.objects.update(closed_at=timezone.now() - timedelta(days=31))
    token = token_of(invitations[0])
    closing.forget_links()
    [gone] = follow(token)

    assert gone[0] == 404
    assert "until 30 days after the close; then they are forgotten" in gone[-1].decode()


def test_whoever_has_no_link_is_sent_away(answered, manager, client):
    release_results(round_=answered, by=manager)
    client.force_login(manager)
    response = client.get(reverse("summary:page", args=[answered.pk]), follow=True)
    assert response.status_code == 403
    assert "Open your link again" in response.content.decode()

    client.cookies[COOKIE] = "nonsense"
    response = client.get(reverse("summary:page", args=[answered.pk]), follow=True)
    assert response.status_code == 404


def test_link_of_another_round_opens_nothing(answered, invitations, manager, other_network, network):
    release_results(round_=answered, by=manager)
    other = Round.objects.create(
        network=other_network, kind="scorecard", questionnaire=answered.questionnaire, title="Elsewhere",
        state="closed", opens_at=answered.opens_at, closes_at=answered.closes_at, closed_at=answered.closed_at,
        released_at=answered.closed_at, invited=12, answered=9,
    )  # fmt: skip
    browser = Client()
    browser.cookies[COOKIE] = token_of(invitations[0])
    response = browser.get(reverse("summary:page", args=[other.pk]), follow=True)
    assert response.status_code == 403


def test_page_changes_nothing_and_takes_few_queries(
    answered, invitations, manager, django_assert_max_num_queries
):
    release_results(round_=answered, by=manager)
    browser = Client()
    browser.cookies[COOKIE] = token_of(invitations[0])
    before = list(Invitation.objects.order_by("pk").values())
    with django_assert_max_num_queries(5):
        browser.get(reverse("summary:page", args=[answered.pk]))
    assert list(Invitation.objects.order_by("pk").values()) == before
    assert browser.post(reverse("summary:page", args=[answered.pk])).status_code == 405


def test_form_sent_in_late_is_told_that_it_was_not_stored(answered, invitations, manager):
    release_results(round_=answered, by=manager)
    browser = Client()
    browser.cookies[COOKIE] = token_of(invitations[0])
    response = browser.post(reverse("surveys:answer", args=[answered.pk]), {"purpose_why": 3})
    page = response.content.decode()

    assert response.status_code == 410
    assert "Your answers were not stored" in page
    assert reverse("summary:page", args=[answered.pk]) in page


def test_workshops_link_opens_it_likewise(ask, do_jobs, manager):
    workshop = ask(people=None, way="open")
    do_jobs()
    workshop.refresh_from_db()
    for _ in range(12):
        open_link.submit(
            round_=workshop, generation=1, ballot_id=uuid.uuid4(), comments={},
            answers={question.code: 3 for question in workshop.definition.questions},
        )  # fmt: skip
    close(workshop)
    code = links.open_address(workshop).rstrip("/").rpartition("/")[2]
    assert "by the same link, on" in text_of(follow(code))
    release_results(round_=workshop, by=manager)
    assert "12 answers by one open link" in text_of(follow(code))


def test_paper_slip_opens_it_likewise(ask, network, do_jobs, people, manager):
    paper = PersonFactory(network=network, email="")
    round_ = ask(people=[*people, paper], slips=True)
    do_jobs()
    round_.refresh_from_db()
    for invitation in Invitation.objects.filter(round=round_, is_slip=False)[:9]:
        submit(invitation)
    slip = Invitation.objects.get(round=round_, is_slip=True)
    release_results(round_=close(round_), by=manager)

    browser = Client()
    page = browser.get(type_code(browser, code_of(slip)).url, follow=True)
    assert "9 of 13 answered" in page.content.decode()
