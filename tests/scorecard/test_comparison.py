import pytest

from apps.scorecard.comparison import change_words, compare, finding

from .test_headlines import AGREE, FEW, LOW, PARTLY, theme


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [
        (3.0, 3.3, "higher"),
        (3.3, 3.0, "lower"),
        (3.0, 3.2, "about the same"),
        (3.4, 3.1, "lower"),
        (4.1, 4.4, "higher"),
        (None, 3.0, ""),
        (3.0, None, ""),
    ],
)
def test_change_words(then, now, words):
    assert change_words(then, now) == words


def test_themes_are_compared_over_questions_published_both_times():
    then, now = theme("purpose", PARTLY, LOW, AGREE), theme("purpose", AGREE, FEW, FEW)
    (change,) = compare([now], [then])

    assert (change.then, change.now, change.counted, change.words) == (3.0, 4.2, 1, "higher")
    assert [question.words for question in change.questions] == ["higher", "", ""]


def test_a_question_in_other_words_is_another_question():
    then, now = theme("purpose", PARTLY, AGREE), theme("purpose", AGREE, AGREE)
    then.questions[0].question.text = "Asked otherwise"
    (change,) = compare([now], [then])

    assert change.counted == 1
    assert [question.text for question in change.questions] == ["Purpose question 2"]


def test_themes_without_an_identical_question_are_left_out():
    assert compare([theme("purpose", AGREE)], [theme("capacity", AGREE)]) == ()


def test_nothing_published_both_times_compares_to_nothing():
    (change,) = compare([theme("purpose", AGREE)], [theme("purpose", FEW)])

    assert (change.then, change.now, change.counted, change.words) == (None, None, 0, "")


def test_means_at_an_end_of_the_scale_make_a_theme_about():
    (change,) = compare([theme("purpose", (0, 0, 0, 0, 12))], [theme("purpose", AGREE)])

    assert change.about
    assert change.questions[0].now_end == "or more"


@pytest.mark.parametrize(
    ("then", "now", "sentence"),
    [
        (
            [PARTLY, AGREE, PARTLY],
            [AGREE, PARTLY, PARTLY],
            "Since spring: A higher, B lower, C about the same",
        ),
        ([PARTLY, PARTLY, AGREE], [AGREE, AGREE, AGREE], "Since spring: A and B higher, C about the same"),
        ([PARTLY, PARTLY], [PARTLY, PARTLY], "About the same as in spring"),
        ([FEW], [AGREE], "Too few answers to compare with spring"),
    ],
)
def test_finding(then, now, sentence):
    themes_then = [theme(code, counts) for code, counts in zip("abc", then, strict=False)]
    themes_now = [theme(code, counts) for code, counts in zip("abc", now, strict=False)]

    assert finding(compare(themes_now, themes_then), "spring") == sentence
