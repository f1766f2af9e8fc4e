"""Who sees results when: whoever runs rounds at once, the network when they are released."""

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.core.moments import weekday
from apps.surveys.models import Comment, Finding, Round
from apps.surveys.releasing import release_results
from tests.factories import member_of

from .conftest import by_theme


@pytest.fixture
def unreleased(closed_round, manager):
    return closed_round(by_theme(), released_at=None, opened_by_id=manager.pk, reviewer=manager)


@pytest.fixture
def as_board(client, board_member):
    client.force_login(board_member)
    return client


def text(response) -> str:
    return html.unescape(response.content.decode())


def test_board_waits_and_reads_until_when(as_board, at, unreleased, manager):
    page = text(as_board.get(at("results", pk=unreleased.pk)))

    assert "Results are being read first" in page
    assert f"{manager.name} reads the results" in page
    assert f"on {weekday(unreleased.closed_at + timedelta(days=14))} at the latest" in page
    assert "We agree" not in page
    assert "30 of 45" not in page


def test_no_way_round_for_who_waits(as_board, at, unreleased, network):
    assert as_board.get(at("results_csv", pk=unreleased.pk)).url == at("results", pk=unreleased.pk)
    assert as_board.get(at("release", pk=unreleased.pk)).status_code == 403
    assert as_board.post(at("release", pk=unreleased.pk)).status_code == 403
    assert "We agree" not in text(as_board.get(reverse("home:network", args=[network.code])))
    assert re.search(r"Autumn round.*Being read.*>45<.*>–<", text(as_board.get(at("list"))), re.S)
    assert "Being read" in (lines := text(as_board.get(at("list_csv"))))
    assert lines.splitlines()[1].endswith(",45,–")


@pytest.mark.parametrize("role", ["manager", "clinical_director"])
def test_who_runs_rounds_reads_them_at_once(client, at, network, unreleased, role):
    client.force_login(member_of(network, role))
    page = text(client.get(at("results", pk=unreleased.pk)))

    assert "We agree on why we exist" in page
    assert at("release", pk=unreleased.pk) in page
    assert "text/csv" in client.get(at("results_csv", pk=unreleased.pk))["Content-Type"]


def test_release_page_says_who_will_see_what(as_manager, at, network, unreleased, director, board_member):
    Comment.objects.create(round=unreleased, text="What somebody wrote")
    page = text(as_manager.get(at("release", pk=unreleased.pk)))

    assert "3 people with access" in page
    assert "1 comment waits to be read by" in page
    assert "The area (ICS): nothing by this" in page
    assert "What somebody wrote" not in page


def test_released_results_are_for_the_whole_network(as_manager, at, unreleased, client, board_member):
    Comment.objects.create(round=unreleased, text="What somebody wrote")
    answer = as_manager.post(at("release", pk=unreleased.pk), follow=True)
    assert "Released. Everybody in the network" in text(answer)
    assert at("release", pk=unreleased.pk) not in text(answer)

    client.force_login(board_member)
    page = text(client.get(at("results", pk=unreleased.pk)))
    assert "We agree on why we exist" in page
    assert "1 comment waits to be read first" in page
    assert "What somebody wrote" not in page


def test_releasing_twice_says_so(as_manager, at, unreleased):
    as_manager.post(at("release", pk=unreleased.pk))

    assert as_manager.get(at("release", pk=unreleased.pk)).url == at("results", pk=unreleased.pk)
    again = as_manager.post(at("release", pk=unreleased.pk), follow=True)
    assert "These results were released before" in text(again)


def test_comments_nobody_reads_any_more_are_pointed_out(as_manager, at, unreleased):
    Comment.objects.create(round=unreleased, text="What somebody wrote")
    Round.objects.update(reviewer=None)

    page = text(as_manager.get(at("release", pk=unreleased.pk)))
    assert "1 comment waits to be read. They stay hidden" in page
    assert "Change who reads them" in page


def test_front_page_asks_the_manager_and_tells_the_board_later(as_manager, network, unreleased, board_member):
    front = reverse("home:network", args=[network.code])
    page = text(as_manager.get(front))
    assert "Results of Autumn round wait for you to read and release them" in page

    as_manager.force_login(board_member)
    page = text(as_manager.get(front))
    assert "Results of Autumn round are shown to the whole network at the latest." in page
    assert "Read the results" not in page

    release_results(round_=unreleased, by=board_member)
    page = text(as_manager.get(front))
    assert "Read the results" in page
    assert "are shown to the whole network" not in page


def test_a_network_that_closed_is_asked_for_nothing(as_manager, at, network, unreleased):
    network.closed_on = timezone.localdate()
    network.save()

    assert "Release these results" not in text(as_manager.get(at("results", pk=unreleased.pk)))
    assert as_manager.post(at("release", pk=unreleased.pk)).status_code == 403


def test_round_page_says_that_results_wait(as_manager, at, unreleased):
    page = text(as_manager.get(at("round", pk=unreleased.pk)))
    assert "The rest of the network sees them when you release them" in page
    assert "Being read" in page


def test_too_few_answers_are_said_at_once(as_board, at, closed_round):
    few = closed_round(lambda code: (0, 0, 0) if ":" in code else (0,) * 5, answered=None, released_at=None)

    assert Finding.objects.filter(round=few).exists()
    assert "Not enough answers to show anything" in text(as_board.get(at("results", pk=few.pk)))
