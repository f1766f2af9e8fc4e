import pytest

from apps.reports import findings

from .examples import PRACTICES, snapshot, two_rounds


def full(*shares, mean=3.0):
    return {"detail": "full", "n": 40, "shares": list(shares), "mean": mean}


def bands(low, high, mean=3.0):
    return {"detail": "bands", "n": 15, "low": low, "middle": [20, 40], "high": high, "mean": mean}


WITHHELD = {"detail": "withheld"}
UNDER, OVER = ({"detail": "thirds", "n": 9, "agreeing": side} for side in ("under", "over"))
YES, NO = full(5, 10, 15, 40, 30, mean=3.8), full(30, 40, 15, 10, 5, mean=2.2)


def theme(*figures, title="Purpose", mean=None, about=False, year_ago=None):
    questions = [
        {"code": f"q{i}", "text": f"Statement {i}", "figure": figure} for i, figure in enumerate(figures)
    ]
    return {
        "code": title.lower(),
        "title": title,
        "mean": mean,
        "mean_is_about": about,
        "questions_counted": len(figures),
        "questions": questions,
        "year_ago": year_ago,
    }


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ([YES, YES], "Most people agree with all two statements on purpose"),
        ([YES], "Most people agree with the one statement on purpose"),
        ([YES, NO, NO], "Most people agree with one of the three statements on purpose"),
        ([NO, NO], "No statement on purpose finds agreement from most people"),
        (
            [bands([0, 20], [60, 80]), bands([20, 40], [40, 60])],
            "Most people agree with at least one of the two",
        ),
        (
            [bands([20, 40], [40, 60])],
            "It is not certain that most people agree with any statement on purpose",
        ),
        ([OVER, UNDER], "Most people agree with one of the two statements on purpose"),
        ([WITHHELD, WITHHELD], "Purpose: answers are not shown, to protect people"),
        ([WITHHELD, YES], "Most people agree with the one statement on purpose"),
    ],
)
def test_theme_headline_counts_only_what_is_certain(figures, words):
    assert findings.theme_headline(theme(*figures)).startswith(words)


def round_of(*themes, title="Winter round", closed="2026-02-15"):
    return {
        "title": title,
        "closed_on": closed,
        "turnout": "34 of 45 answered",
        "enough": True,
        "themes": list(themes),
    }


def test_rounds_are_compared_over_questions_published_in_both():
    then = round_of(theme(full(mean=3.0), full(mean=2.0), WITHHELD))
    now = round_of(theme(full(mean=3.4), WITHHELD, full(mean=5.0)))
    assert findings.compared(then, now) == [{"title": "Purpose", "then": 3.0, "now": 3.4, "questions": 1}]


def test_theme_without_a_common_question_is_not_compared():
    rows = findings.compared(round_of(theme(WITHHELD)), round_of(theme(YES)))
    assert rows[0]["then"] is None
    assert findings.change_headline(rows) == "The two rounds can’t be compared without giving people away"


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([(3.1, 3.4), (3.0, 3.1)], "Purpose went up; the others did not change clearly"),
        ([(3.0, 3.2), (3.0, 3.1)], "No theme changed clearly between the two rounds"),
        ([(3.0, 3.4), (3.5, 3.0)], "Purpose went up and Capacity went down"),
        ([(3.0, 3.4), (3.0, 3.9)], "Purpose and Capacity went up"),
    ],
)
def test_change_is_called_clear_from_three_tenths(pairs, words):
    rows = [
        {"title": title, "then": then, "now": now}
        for title, (then, now) in zip(("Purpose", "Capacity"), pairs, strict=True)
    ]
    assert findings.change_headline(rows) == words


def texts(made):
    return [finding["text"] for finding in findings.key_findings(made)]


def with_rounds(*rounds):
    return {**snapshot(rounds=[]), "rounds": list(rounds)}


def test_network_is_said_in_one_sentence():
    assert texts(snapshot(rounds=[]))[0] == "Six practices together look after 54,934 patients."
    single = snapshot(rounds=[], practice_rows=PRACTICES[:1])
    assert texts(single)[0] == "One practice looks after 12,034 patients."


def test_nothing_is_said_where_nothing_is_known():
    assert texts(snapshot(rounds=[], practice_rows=())) == []
    assert texts(snapshot(rounds=[], practice_rows=[("Y1", "No list", None, None)])) == []


def test_levels_name_the_highest_and_the_lowest_theme():
    made = with_rounds(round_of(theme(mean=3.9), theme(title="Capacity", mean=2.3, about=True)))
    assert "We score highest on purpose (about 3.9 out of 5) and lowest on capacity (about 2.3)." in texts(
        made
    )


def test_levels_that_differ_little_are_called_alike():
    made = with_rounds(round_of(theme(mean=3.2), theme(title="Capacity", mean=3.0)))
    assert "Our two themes score much alike, 3.0 to 3.2 out of 5." in texts(made)


def test_agreement_and_division_are_quoted():
    divided = full(25, 10, 20, 15, 30)
    said = texts(with_rounds(round_of(theme(YES, divided))))
    assert "We agree most on this: “Statement 0” (70%)." in said
    assert "We are split on this: “Statement 1” (45% agree, 35% disagree)." in said


def test_division_needs_both_sides():
    assert not [text for text in texts(with_rounds(round_of(theme(YES, NO)))) if "split" in text]


def test_thirds_are_quoted_in_thirds():
    assert "We agree most on this: “Statement 0” (over two thirds)." in texts(
        with_rounds(round_of(theme(OVER)))
    )


def test_round_with_too_few_answers_gives_no_sentence():
    made = with_rounds({**round_of(theme(WITHHELD)), "enough": False})
    assert len(texts(made)) == 1


def test_largest_change_is_told_with_both_months():
    then = round_of(theme(full(mean=3.0)), closed="2025-05-15")
    now = round_of(theme(full(mean=3.5)))
    made = with_rounds(then, now)
    assert "Purpose rose from 3.0 to 3.5 between May 2025 and February 2026." in texts(made)


def test_year_ago_is_told_only_from_twenty_points():
    clear = theme(YES, year_ago={"detail": "full", "n": 40, "shares": [10, 40, 50]})
    close = theme(YES, year_ago={"detail": "full", "n": 40, "shares": [30, 30, 40]})
    words = "Compared with a year ago, more people say purpose is better (50%) than worse (10%)."
    assert words in texts(with_rounds(round_of(clear)))
    assert not [text for text in texts(with_rounds(round_of(close))) if "year ago" in text]


def test_every_finding_says_what_it_rests_on():
    made = findings.key_findings(snapshot(rounds=two_rounds()))
    assert all(finding["note"] and finding["section"] for finding in made)
