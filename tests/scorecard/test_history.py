"""All rounds over time: only identical questions are joined, gaps say why they are there, ends are "about"."""

import csv
import html
import io

import pytest

from apps.core.models import AuditEvent
from apps.surveys.models import Questionnaire, Round
from tests.factories import member_of

from .conftest import AGREE, LOW, MIDDLE, NOBODY, by_theme

ENDS = (0, 0, 0, 1, 11)


@pytest.fixture
def three(closed_round):
    """Purpose fell by half; one question was withheld in between, another shown as an end of the scale at last."""

    def middle(code):
        return NOBODY if code == "purpose_why" else by_theme(purpose=MIDDLE)(code)

    def latest(code):
        return ENDS if code == "capacity_pace" else by_theme(purpose=LOW)(code)

    return [
        closed_round(by_theme(), title="Winter round", days_ago=200),
        closed_round(middle, title="Spring round", days_ago=100),
        closed_round(latest, title="Summer round"),
    ]


def page_of(client, at) -> str:
    return html.unescape(client.get(at("history")).content.decode())


def lines_of(client, at) -> dict:
    """(Mean, Note) by question and round."""
    content = client.get(at("history_csv")).content.decode("utf-8-sig")
    return {
        (line["Theme"], line["Question"], line["Round"]): (line["Mean"], line["Note"])
        for line in csv.DictReader(io.StringIO(content))
    }


def question(round_, code) -> str:
    return next(one.text for one in round_.definition.questions if one.code == code)


def test_page_says_what_moved_and_draws_every_theme_and_question(as_manager, at, three):
    page = page_of(as_manager, at)

    assert "Purpose lower than at first" in page
    assert "3 rounds with figures" in page
    assert page.count('class="portal-panel"') == 26
    assert page.count("Show as a table") == 5
    assert "Hatched, where the line stops: Not shown, to protect people." in page
    assert "4.5 or more" in page


def test_csv_holds_every_round_of_every_line(as_manager, at, three):
    lines = lines_of(as_manager, at)
    why, time = question(three[0], "purpose_why"), question(three[0], "capacity_pace")

    assert len(lines) == 26 * 3
    assert lines["Purpose", why, "Winter round"] == ("4.2", "")
    assert lines["Purpose", why, "Spring round"] == ("", "Not shown, to protect people.")
    assert lines["Capacity", time, "Summer round"] == ("4.5 or more", "")
    assert lines["Capacity", "All questions together", "Summer round"][0].startswith("about 4.")
    assert lines["Purpose", "All questions together", "Spring round"] == ("3.0", "")
    assert AuditEvent.objects.get(event="export.made").detail == {"what": "history"}


def test_only_questions_in_the_same_words_are_joined(as_manager, at, three, scorecard):
    content = scorecard.content | {"version": 99}
    themes = [dict(theme) for theme in content["themes"]]
    themes[0]["questions"] = [dict(one) for one in themes[0]["questions"]]
    themes[0]["questions"][0]["text"] = {"en": "We know quite exactly why we exist"}
    version = Questionnaire.objects.create(
        code="scorecard", version=99, kind="scorecard", content=content | {"themes": themes}
    )
    Round.objects.filter(pk=three[2].pk).update(questionnaire=version)
    lines = lines_of(as_manager, at)

    assert lines["Purpose", "We know quite exactly why we exist", "Winter round"] == ("", "not asked")
    assert lines["Purpose", "We know quite exactly why we exist", "Summer round"] == ("1.8", "")
    assert lines["Purpose", "All questions together", "Winter round"] == ("4.2", "")
    assert question(three[0], "purpose_why") not in {line[1] for line in lines}
    assert "not asked" in page_of(as_manager, at)


def test_one_round_or_none_is_no_history_yet(as_manager, at, closed_round):
    assert "There is none so far" in page_of(as_manager, at)
    assert lines_of(as_manager, at) == {}
    closed_round(by_theme())
    closed_round(
        lambda code: NOBODY[:3] if ":" in code else NOBODY, title="Too few", days_ago=90, answered=None
    )
    assert "There is one so far" in page_of(as_manager, at)


def test_what_waits_for_release_is_left_out_for_the_board(as_manager, at, network, three, client):
    Round.objects.filter(pk=three[2].pk).update(released_at=None)
    assert "Summer round" in page_of(as_manager, at)

    client.force_login(member_of(network, "lay_member"))
    assert "Summer round" not in page_of(client, at)
    assert {line[2] for line in lines_of(client, at)} == {"Winter round", "Spring round"}


def test_budget_does_not_grow_with_rounds(as_manager, at, closed_round, django_assert_max_num_queries):
    for n in range(12):
        closed_round(by_theme(purpose=AGREE), title=f"Round {n}", days_ago=90 * (n + 1))
    with django_assert_max_num_queries(9):
        as_manager.get(at("history"))
