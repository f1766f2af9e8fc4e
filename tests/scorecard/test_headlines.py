"""Rules of the sentences, on figures made by the disclosure rules themselves: no database."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.scorecard.headlines import headline, is_split, order, theme_finding, year_ago_finding
from apps.surveys.disclosure import publish, theme_score
from apps.surveys.questionnaire import Theme

AGREE = (0, 1, 4, 12, 13)
PARTLY = (2, 6, 14, 6, 2)
LOW = (13, 12, 4, 1, 0)
SPLIT = (8, 5, 4, 6, 7)
FEW = (1, 1, 1, 1, 1)


def theme(code, *histograms, title=None, year_ago=(5, 10, 15)):
    figures = [publish(counts) for counts in histograms]
    asked = Theme(code, title or code.capitalize(), "", (), None, None)
    mean, about, counted = theme_score([] if asked.is_own else figures)
    return SimpleNamespace(
        theme=asked,
        mean=mean,
        mean_is_about=about,
        questions_counted=counted,
        questions=tuple(
            SimpleNamespace(
                question=SimpleNamespace(code=f"{code}_{n}", text=f"{code.capitalize()} question {n}"),
                figure=figure,
            )
            for n, figure in enumerate(figures, 1)
        ),
        year_ago=publish(year_ago) if year_ago else None,
    )


@pytest.mark.parametrize(
    ("themes", "sentence"),
    [
        (
            [theme("purpose", AGREE, AGREE), theme("operations", SPLIT, SPLIT)],
            "We agree on why we exist; we are split on how we work from day to day.",
        ),
        (
            [theme("purpose", AGREE, AGREE), theme("capacity", LOW, LOW)],
            "We agree on why we exist; we feel short of people and time.",
        ),
        (
            [theme("purpose", AGREE, AGREE), theme("operations", AGREE, AGREE, SPLIT)],
            "We agree on why we exist; we are split on “Operations question 3”.",
        ),
        (
            [theme("purpose", AGREE), theme("operations", PARTLY)],
            "We agree on why we exist; our lowest theme is operations.",
        ),
        (
            [theme("purpose", AGREE), theme("operations", AGREE)],
            "We agree on why we exist; all themes stand much alike.",
        ),
        ([theme("purpose", AGREE)], "We agree on why we exist."),
        ([theme("purpose", SPLIT), theme("operations", PARTLY)], "We are split on why we exist."),
        (
            [theme("purpose", PARTLY), theme("operations", PARTLY)],
            "We partly agree on every theme, on none much more than on another.",
        ),
        (
            [theme("purpose", (1, 4, 14, 8, 3)), theme("operations", (3, 8, 14, 4, 1))],
            "We partly agree on every theme: most on purpose, least on operations.",
        ),
        ([theme("sharing", AGREE), theme("money", LOW)], "We are strong on sharing; we are weak on money."),
        (
            [theme("purpose", (0, 0, 1, 4, 4), (4, 4, 1, 0, 0))],
            "Over two thirds of us agree with 1 of 2 questions, under a third of us agree with 1 of 2 questions: "
            "too few answered to say more.",
        ),
        (
            [theme("purpose", (0, 0, 1, 4, 4), (0, 0, 1, 4, 4))],
            "Over two thirds of us agree with all 2 questions: too few answered to say more.",
        ),
        (
            [theme("purpose", (1, 2, 2, 2, 2), (1, 2, 2, 2, 2))],
            "Between a third and two thirds of us agree with all 2 questions: too few answered to say more.",
        ),
        ([theme("purpose", FEW)], "Too few answered each question to show any figures."),
        (
            [theme("purpose", FEW), theme("operations", AGREE, FEW)],
            "We work well together from day to day.",
        ),
    ],
)
def test_headline(themes, sentence):
    assert headline(themes) == sentence


@pytest.mark.parametrize(
    ("counts", "split"),
    [
        ((9, 0, 12, 0, 9), True),  # 30% and 30%
        ((8, 0, 13, 0, 9), False),  # 27% and 30%
        ((0, 5, 2, 4, 3), True),  # 14 answers: bands 20–40 and 40–60
        ((0, 4, 6, 4, 0), False),  # 14 answers: bands 20–40 and 20–40 may be as little as 20 and 20
        ((4, 0, 1, 0, 4), False),  # 9 answers: thirds say nothing of those who answered low
        ((2, 0, 1, 0, 2), False),  # withheld
    ],
)
def test_is_split(counts, split):
    assert is_split(publish(counts)) is split


@pytest.mark.parametrize(
    ("histograms", "finding"),
    [
        ([AGREE, AGREE], "Purpose: we mostly agree"),
        ([PARTLY, PARTLY], "Purpose: we partly agree"),
        ([LOW, LOW], "Purpose: we agree a little at best"),
        ([AGREE, SPLIT, FEW], "Purpose: we are split on 1 of 2 questions"),
        ([AGREE, AGREE, SPLIT], "Purpose: we mostly agree, and are split on 1 of 3 questions"),
        ([LOW, LOW, SPLIT], "Purpose: we agree a little at best, and are split on 1 of 3 questions"),
        ([SPLIT], "Purpose: we are split on 1 of 1 question"),
        ([(0, 0, 1, 4, 4), (1, 2, 2, 2, 2)], "Purpose: over two thirds agree with 1 of 2 questions"),
        ([FEW, FEW], "Purpose: too few answers to show"),
    ],
)
def test_theme_finding(histograms, finding):
    assert theme_finding(theme("purpose", *histograms)) == finding


@pytest.mark.parametrize(
    ("histograms", "finding"),
    [
        ([AGREE, LOW], "Own: we mostly agree with 1 of 2 questions"),
        ([AGREE, SPLIT], "Own: we mostly agree with 1 of 2 questions, and are split on 1 of 2 questions"),
        ([(0, 0, 1, 4, 4), (1, 2, 2, 2, 2)], "Own: over two thirds agree with 1 of 2 questions"),
        ([FEW, FEW], "Own: too few answers to show"),
    ],
)
def test_questions_of_a_networks_own_are_counted_and_have_no_mean(histograms, finding):
    own = theme("own", *histograms, year_ago=None)
    assert own.mean is None
    assert theme_finding(own) == finding


def test_order():
    assert (
        order([theme("purpose", PARTLY), theme("capacity", AGREE)])
        == "Capacity stands highest, purpose lowest"
    )
    assert order([theme("purpose", PARTLY), theme("capacity", PARTLY)]) == "All themes stand much alike"
    assert (
        order([theme("purpose", FEW), theme("capacity", AGREE)])
        == "Capacity is the only theme that can be shown"
    )
    assert order([theme("purpose", FEW)]) == "Too few answers to show how the themes stand"


@pytest.mark.parametrize(
    ("years", "finding"),
    [
        (
            [(5, 10, 15), (15, 10, 5)],
            "More of us say better than worse in a; more of us say worse than better in b",
        ),
        ([(5, 10, 15), (5, 10, 15)], "More of us say better than worse in a and b"),
        ([(10, 10, 10), (1, 1, 1)], "No theme stands out as better or worse than a year ago"),
        ([(0, 4, 8), (3, 3, 3)], "More of us say better than worse in a"),
        ([(4, 4, 4)], "No theme stands out as better or worse than a year ago"),
    ],
)
def test_year_ago_finding(years, finding):
    themes = [theme(code, AGREE, year_ago=counts) for code, counts in zip("abcd", years, strict=False)]

    assert year_ago_finding(themes) == finding


histograms = st.tuples(*[st.integers(0, 9)] * 5)


@given(st.lists(st.lists(histograms, min_size=1, max_size=6), min_size=1, max_size=4))
def test_every_round_gets_sentences_that_name_no_hidden_question(rounds):
    codes = ("purpose", "performance", "operations", "capacity")
    themes = [theme(code, *counts) for code, counts in zip(codes, rounds, strict=False)]
    sentence = headline(themes)

    assert sentence.endswith(".")
    assert all(theme_finding(one) for one in themes)
    hidden = [r.question.text for one in themes for r in one.questions if r.figure.is_withheld]
    assert not any(text in sentence for text in hidden)
