"""The results page and its CSV: they show what the findings say, and nothing else."""

import csv
import html
import io
import re

import pytest

from apps.core.models import AuditEvent
from apps.surveys.disclosure import WITHHELD, publish_blocks
from apps.surveys.models import Finding, Round
from tests.factories import practice_in

from .conftest import AGREE, LOW, MIDDLE, NOBODY, SPLIT, by_theme


def page_of(client, at, round_) -> str:
    page = html.unescape(client.get(at("results", pk=round_.pk)).content.decode())
    # Neither the token of its forms, nor how long the log in lasts by the second.
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|data-(idle|longest)="\d+"', "", page)


def csv_of(client, at, round_) -> list[dict]:
    """The lines of the download, but for the last: how people are protected."""
    content = client.get(at("results_csv", pk=round_.pk)).content.decode("utf-8-sig")
    *lines, last = csv.DictReader(io.StringIO(content))
    assert last["Practice or staff group"] == "All figures of this list"
    assert last["Note"].startswith("Every figure is about at least 8 people together")
    return lines


def test_page_opens_with_the_headline_and_says_how_many_answered(as_manager, at, closed_round):
    page = page_of(as_manager, at, closed_round(by_theme(operations=SPLIT)))

    heading = re.search(r"<h1.*?</h1>", page, re.S)[0]
    assert "We agree on why we exist; we are split on how we work from day to day." in heading
    assert "30 of 45 answered" in page


def test_page_shows_every_question_its_figures_and_the_table(as_manager, at, closed_round):
    round_ = closed_round(by_theme())
    page = page_of(as_manager, at, round_)

    for question in round_.definition.questions:
        if not question.code.startswith("year_ago"):
            assert page.count(question.text) >= 2  # beside the bar and in the table
    assert page.count("Show as a table") == 6  # at a glance, four themes, a year ago
    assert "4.2 of 5" in page
    assert "Compared with a year ago" in page
    assert "Every figure is about at least 8 people" in page


def test_no_engine_words_on_the_page(as_manager, at, closed_round):
    page = page_of(as_manager, at, closed_round(by_theme())).lower()

    for word in ("domain", "item", "ballot", "token", "snapshot", "quartile", "dumbbell", "histogram"):
        assert not re.search(rf"\b{word}s?\b", re.sub(r"<[^>]+>", " ", page)), word


def test_a_withheld_question_says_so_and_shows_no_figure(as_manager, at, closed_round):
    def counts(code):
        return (3, 0, 0, 0, 4) if code == "operations_fair" else by_theme()(code)

    round_ = closed_round(counts)
    page = page_of(as_manager, at, round_)
    line = next(
        line for line in csv_of(as_manager, at, round_) if line["Question"].startswith("Work is shared")
    )

    assert WITHHELD in page
    assert "over 5 of 6 questions" in page
    assert (line.pop("Practice or staff group"), line.pop("Theme")) == ("The whole network", "Operations")
    assert {line.pop("Question"), line.pop("Note")} == {"Work is shared fairly between practices", WITHHELD}
    assert set(line.values()) == {""}


def test_page_reads_only_findings(as_manager, at, closed_round):
    """Whatever else the round's row says, the page doesn't change with it; with a finding it does."""
    round_ = closed_round(by_theme())
    before = page_of(as_manager, at, round_)
    Round.objects.filter(pk=round_.pk).update(reminders_sent=3, opened_by_id=99, message="x")
    assert page_of(as_manager, at, round_) == before

    Finding.objects.filter(question="purpose_why").update(figure={"detail": "withheld"})
    assert page_of(as_manager, at, round_) != before


@pytest.mark.parametrize(
    ("counts", "cells"),
    [
        (AGREE, {"Answers": "30", "Mean": "4.2", "Answered 4 (%)": "40", "High: 4 or 5; better (%)": ""}),
        ((1, 2, 3, 4, 4), {"Answers": "14", "Mean": "3.6", "Answered 4 (%)": "", "Low: 1 or 2; worse (%)": "20 to 40"}),
        ((1, 1, 1, 3, 3), {"Answers": "9", "Mean": "", "High: 4 or 5; better (%)": "a third to two thirds"}),
        ((0, 0, 0, 0, 12), {"Mean": "4.5 or more", "Answered 5 (%)": "", "High: 4 or 5; better (%)": "80 to 100"}),
    ],
)  # fmt: skip
def test_csv_is_as_coarse_as_the_figures(as_manager, at, closed_round, counts, cells):
    round_ = closed_round(by_theme(purpose=counts))
    line = csv_of(as_manager, at, round_)[0]

    assert {name: line[name] for name in cells} == cells


def test_csv_holds_each_question_once_and_is_recorded(as_manager, at, closed_round):
    round_ = closed_round(by_theme())
    lines = csv_of(as_manager, at, round_)

    assert [line["Question"] for line in lines] == [question.text for question in round_.definition.questions]
    assert lines[5]["High: 4 or 5; better (%)"] == "50"
    assert AuditEvent.objects.get(event="export.made").detail == {"what": "results"}


# --- Then and now ------------------------------------------------------------------
def test_page_compares_with_the_round_before(as_manager, at, closed_round):
    closed_round(by_theme(purpose=MIDDLE), title="Spring round", days_ago=200)
    round_ = closed_round(by_theme(capacity=LOW), title="Autumn round")
    page = page_of(as_manager, at, round_)

    assert "compared with Spring round" in page
    assert (
        "Since Spring round: Purpose likely up, Capacity likely down, Performance and Operations no clear change"
        in page
    )
    assert "Not the same people answered both times" in page
    line = csv_of(as_manager, at, round_)[0]
    assert (line["Mean"], line["Mean then"], line["Change"]) == ("4.2", "3.0", "likely up")


def test_a_first_round_is_compared_with_nothing(as_manager, at, closed_round, other_network):
    closed_round(by_theme(), title="Foreign round", days_ago=200, network=other_network)
    closed_round(
        lambda code: NOBODY if ":" not in code else NOBODY[:3], title="Too few", days_ago=100, answered=None
    )
    page = page_of(as_manager, at, closed_round(by_theme()))

    assert "compared with" not in page
    assert "All themes stand much alike" in page


def test_a_later_round_is_not_what_an_earlier_one_is_compared_with(as_manager, at, closed_round):
    first = closed_round(by_theme(), title="First", days_ago=200)
    closed_round(by_theme(), title="Second")

    assert "compared with" not in page_of(as_manager, at, first)


# --- Too few -----------------------------------------------------------------------
def test_too_few_answers_show_nothing_and_say_what_to_do(as_manager, at, closed_round):
    round_ = closed_round(lambda code: (1, 1, 1) if ":" in code else (1, 1, 1, 2, 2), answered=None)
    page = page_of(as_manager, at, round_)

    assert "Not enough answers to show anything" in page
    assert "What you can do next" in page
    assert "Fewer than 8 of 45 answered" in page
    assert "Purpose" not in page.partition("<main")[2]
    assert {line["Note"] for line in csv_of(as_manager, at, round_)} == {WITHHELD}


def test_eight_to_ten_answers_say_thirds(as_manager, at, closed_round):
    round_ = closed_round(lambda code: (2, 2, 5) if ":" in code else (0, 1, 0, 4, 4), answered=9)
    page = page_of(as_manager, at, round_)

    assert "Over two thirds of us agree with all 22 questions" in page
    assert "of 5</strong> on average" not in page


# --- Who and how fast --------------------------------------------------------------
@pytest.mark.parametrize("state", ["opening", "open", "closing", "cancelled", "void"])
def test_only_closed_rounds_have_results(as_manager, at, open_round, state):
    Round.objects.filter(pk=open_round.pk).update(state=state)

    assert as_manager.get(at("results", pk=open_round.pk)).status_code == 404
    assert as_manager.get(at("results_csv", pk=open_round.pk)).status_code == 404


def test_the_board_reads_results_and_gets_no_links_it_may_not_follow(client, at, board_member, closed_round):
    client.force_login(board_member)
    page = page_of(client, at, closed_round(by_theme()))

    assert "We agree on why we exist" in page
    assert at("open") not in page


def test_results_take_few_queries_however_many_rounds_there_are(
    as_manager, at, closed_round, django_assert_max_num_queries
):
    for n in range(12):
        closed_round(by_theme(), title=f"Round {n}", days_ago=100 * (n + 1))
    round_ = closed_round(by_theme())

    with django_assert_max_num_queries(11):
        as_manager.get(at("results", pk=round_.pk))


# --- By practice -------------------------------------------------------------------
@pytest.fixture
def by_practice(closed_round, network):
    abbey, brook = (practice_in(network, name=name) for name in ("Abbey", "Brook"))
    round_ = closed_round(by_theme(), breakdown="practice")
    for practice, counts in ((abbey, (0, 0, 11, 0, 0)), (brook, (0, 0, 5, 0, 0))):
        figures = publish_blocks({practice.code: counts}, among=[practice.code])
        Finding.objects.bulk_create(
            Finding(round=round_, block=practice.code, question=question.code, figure=figures[practice.code].to_json())
            for question in round_.definition.questions
        )  # fmt: skip
    return round_


def test_practices_are_shown_apart_by_name(as_manager, at, by_practice):
    apart = as_manager.get(at("results", pk=by_practice.pk)).context["apart"]

    assert apart.title == "By practice"
    assert apart.rows == (
        ("Abbey", tuple("3.0" for _ in apart.themes)),
        ("Brook", tuple("" for _ in apart.themes)),
    )


def test_csv_holds_practices_after_the_network(as_manager, at, by_practice):
    lines = csv_of(as_manager, at, by_practice)
    first = {line["Practice or staff group"]: line for line in reversed(lines)}

    assert list(dict.fromkeys(line["Practice or staff group"] for line in lines)) == [
        "The whole network", "Abbey", "Brook",
    ]  # fmt: skip
    assert (first["Abbey"]["Mean"], first["Abbey"]["Middle: 3; the same (%)"]) == ("3.0", "80 to 100")
    assert first["Brook"]["Note"] == WITHHELD


def test_no_practice_large_enough_says_so(as_manager, at, closed_round):
    page = page_of(as_manager, at, closed_round(by_theme(), breakdown="practice"))
    assert "no practice had 11 answers" in page


def test_results_by_practice_cost_two_queries(as_manager, at, by_practice, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        as_manager.get(at("results", pk=by_practice.pk))
