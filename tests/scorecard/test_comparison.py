from types import SimpleNamespace

import pytest

from apps.scorecard.comparison import compare, finding

from .test_headlines import AGREE, FEW, LOW, PARTLY, theme

ENDS = (0, 0, 0, 0, 12)


def results(*themes, invited=45):
    return SimpleNamespace(themes=themes, round=SimpleNamespace(invited=invited))


def test_nothing_is_compared_with_nothing():
    assert compare(results(theme("purpose", AGREE))) == ()


def test_a_difference_beyond_chance_is_likely():
    (change,) = compare(results(theme("purpose", LOW)), results(theme("purpose", AGREE)))
    assert change.words == change.questions[0].words == "likely down"


def test_a_difference_within_chance_is_no_clear_change():
    (change,) = compare(results(theme("purpose", (2, 6, 12, 6, 4))), results(theme("purpose", PARTLY)))
    assert (change.then, change.now) == (3.0, 3.1)
    assert change.words == change.questions[0].words == "no clear change"


def test_questions_of_a_networks_own_are_compared_one_by_one():
    now, then = (theme("own", *asked, year_ago=None) for asked in ((LOW, AGREE), (AGREE, AGREE)))
    purpose, own = compare(results(theme("purpose", AGREE), now), results(theme("purpose", AGREE), then))
    assert (own.then, own.now, own.words, own.is_own) == (None, None, "", True)
    assert [question.words for question in own.questions] == ["likely down", "no clear change"]
    assert finding([purpose, own], "spring") == "No clear change since spring"


def test_without_published_shares_nothing_is_said_about_chance():
    few_then, few_now = (1, 2, 6, 2, 1), (0, 1, 2, 5, 4)
    (change,) = compare(results(theme("purpose", few_now)), results(theme("purpose", few_then)))
    assert change.now > change.then
    assert change.words == change.questions[0].words == "too few to say"


def test_when_nearly_everybody_answered_a_small_difference_is_clear():
    then, now = theme("purpose", PARTLY), theme("purpose", (1, 4, 13, 9, 3))
    assert compare(results(now, invited=300), results(then, invited=300))[0].words == "no clear change"
    assert compare(results(now, invited=30), results(then, invited=31))[0].words == "likely up"


def test_a_theme_may_miss_the_spread_of_up_to_half_its_questions():
    now = theme("purpose", AGREE, ENDS), theme("capacity", AGREE, ENDS, ENDS)
    then = theme("purpose", PARTLY, ENDS), theme("capacity", PARTLY, ENDS, ENDS)
    purpose, capacity = compare(results(*now), results(*then))
    assert purpose.words == "likely up"
    assert capacity.words == "too few to say"


def test_themes_are_compared_over_questions_published_both_times():
    then, now = theme("purpose", PARTLY, LOW, AGREE), theme("purpose", AGREE, FEW, FEW)
    (change,) = compare(results(now), results(then))

    assert (change.then, change.now, change.counted, change.words) == (3.0, 4.2, 1, "likely up")
    assert [question.words for question in change.questions] == ["likely up", "", ""]


def test_a_question_in_other_words_is_another_question():
    then, now = theme("purpose", PARTLY, AGREE), theme("purpose", AGREE, AGREE)
    then.questions[0].question.text = "Asked otherwise"
    (change,) = compare(results(now), results(then))

    assert change.counted == 1
    assert [question.text for question in change.questions] == ["Purpose question 2"]


def test_themes_without_an_identical_question_are_left_out():
    assert compare(results(theme("purpose", AGREE)), results(theme("capacity", AGREE))) == ()


def test_nothing_published_both_times_compares_to_nothing():
    (change,) = compare(results(theme("purpose", AGREE)), results(theme("purpose", FEW)))

    assert (change.then, change.now, change.counted, change.words) == (None, None, 0, "")


def test_means_at_an_end_of_the_scale_make_a_theme_about():
    (change,) = compare(results(theme("purpose", ENDS)), results(theme("purpose", AGREE)))

    assert change.about
    assert change.questions[0].now_end == "or more"


@pytest.mark.parametrize(
    ("then", "now", "sentence"),
    [
        (
            [PARTLY, AGREE, PARTLY],
            [AGREE, PARTLY, PARTLY],
            "Since spring: A likely up, B likely down, C no clear change",
        ),
        (
            [PARTLY, PARTLY, AGREE],
            [AGREE, AGREE, AGREE],
            "Since spring: A and B likely up, C no clear change",
        ),
        ([PARTLY, PARTLY], [PARTLY, PARTLY], "No clear change since spring"),
        ([FEW], [AGREE], "Too few answers to say what changed since spring"),
    ],
)
def test_finding(then, now, sentence):
    themes_then = [theme(code, counts) for code, counts in zip("abc", then, strict=False)]
    themes_now = [theme(code, counts) for code, counts in zip("abc", now, strict=False)]

    assert finding(compare(results(*themes_now), results(*themes_then)), "spring") == sentence
