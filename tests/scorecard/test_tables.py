"""Rows made as strings: what they say, and that texts stay texts."""

import re

from apps.scorecard.comparison import QuestionChange, ThemeChange
from apps.scorecard.templatetags.scorecard_tables import change_rows
from apps.surveys.models import Questionnaire

from .conftest import MIDDLE, by_theme


def cells(markup):
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in markup.split("\n")]


def test_a_theme_heads_its_questions_with_their_means():
    asked = QuestionChange("purpose_why", "We know why we exist", 4.5, 3.0, "or more", "", "likely down")
    theme = ThemeChange("Purpose", 4.5, 3.0, True, 1, "likely down", (asked,))
    assert cells(change_rows(theme)) == [
        ["Purpose, over 1 question", "about 4.5", "about 3.0", "likely down"],
        ["We know why we exist", "4.5 or more", "3.0", "likely down"],
    ]


def test_a_mean_that_may_not_be_shown_says_so():
    hidden = '<span class="portal-withheld">Not shown, to protect people</span>'
    asked = QuestionChange("purpose_why", "We know why we exist", None, 3.0, "", "", "")
    theme = ThemeChange("Purpose", None, None, False, 0, "", (asked,))
    assert cells(change_rows(theme)) == [
        ["Purpose", hidden, hidden, ""],
        ["We know why we exist", hidden, "3.0", ""],
    ]


def test_texts_of_a_questionnaire_are_escaped():
    asked = QuestionChange("purpose_why", "<b>Do</b> we & they?", 3.0, 3.0, "", "", "no clear change")
    theme = ThemeChange("<i>Purpose</i>", 3.0, 3.0, False, 1, "no clear change", (asked,))
    assert cells(change_rows(theme))[0][0] == "&lt;i&gt;Purpose&lt;/i&gt;, over 1 question"
    assert cells(change_rows(theme))[1][0] == "&lt;b&gt;Do&lt;/b&gt; we &amp; they?"


def test_a_round_on_an_older_version_is_compared_by_its_own_questions(
    as_manager, at, closed_round, scorecard
):
    content = {**scorecard.content, "version": 99}
    first, *others = content["themes"]
    reworded = {**first["questions"][0], "text": {"en": "Asked in other words"}}
    content["themes"] = [{**first, "questions": [reworded, *first["questions"][1:]]}, *others]
    older = closed_round(by_theme(purpose=MIDDLE), title="Spring round", days_ago=200)
    older.questionnaire = Questionnaire.objects.create(
        code=scorecard.code, version=99, kind=scorecard.kind, content=content
    )
    older.save(update_fields=["questionnaire"])
    page = as_manager.get(at("results", pk=closed_round(by_theme()).pk)).content.decode()

    assert f"Purpose, over {len(first['questions']) - 1} questions" in page
    assert "Asked in other words" not in page
