"""Shuffle invariance: exchange the answers to each question among the people of each published block, and of the
remainder, and nothing that anyone can see changes.

What is compared at which count: of 200 random networks (10,000 of one theme's questions in ``--all``) everything
that the closing job writes down, `closing.findings` and the number who took part; of the first 50 also what the
results page and its CSV make of it, in plain data (of 200 in ``--all``). `test_shuffle_pages.py` compares whole pages,
headers, lengths, snapshots and PDFs of a few networks (of more in ``--all``), through sealed envelopes and the real
closing."""

from dataclasses import replace
from random import Random
from statistics import fmean

import pytest

from apps.scorecard import comparison, results
from apps.surveys import closing, queries
from apps.surveys.models import Questionnaire, Round
from apps.surveys.queries import BlockResult
from apps.surveys.questionnaire import shipped

from .drawn import DEFINITION, draw, exchanged, sorted_across

ONE_THEME = replace(DEFINITION, themes=DEFINITION.themes[:1])


def written_down(drawn, definition=DEFINITION) -> list:
    """What the closing job keeps of these answers, as rows."""
    opened = drawn.people()
    return [
        len(opened),
        *((block, code, figure.to_json()) for block, code, figure in closing.findings(definition, opened)),
    ]


def presented(drawn, before) -> list:
    """What the results page and the CSV show, ``before`` being the round it is compared with, if any."""
    found = results_of(drawn)
    figures: dict[str, dict] = {}
    for block, code, figure in closing.findings(DEFINITION, drawn.people()):
        if block:
            figures.setdefault(block, {})[code] = figure
    apart = [
        BlockResult(block, block, tuple(queries._theme_result(theme, shown) for theme in DEFINITION.themes))
        for block, shown in sorted(figures.items())
    ]
    changes = comparison.compare(found, before)
    return [
        results.present(found, before, basis=found.turnout),
        results.table(found.themes, changes, apart),
        results.apart(apart, "staff_group"),
    ]


def results_of(drawn):
    opened = drawn.people()
    questionnaire = Questionnaire(content=shipped()[0])
    round_ = Round(
        state="closed", title="A round", questionnaire=questionnaire, invited=70, answered=len(opened)
    )
    figures = {code: figure for block, code, figure in closing.findings(DEFINITION, opened) if not block}
    return queries._results(round_, figures)


def changed(see, seed: int, definition=DEFINITION) -> bool:
    """The attack: does anything one can ``see`` change when answers change places within blocks?"""
    choose = Random(seed)
    drawn = draw(choose, definition)
    return see(drawn) != see(exchanged(drawn, choose))


def test_nothing_written_down_changes_in_200_networks():
    assert [seed for seed in range(200) if changed(written_down, seed)] == []


@pytest.mark.parametrize("seeds", [range(50), pytest.param(range(50, 200), marks=pytest.mark.full)], ids=str)
def test_nothing_presented_changes(seeds):
    before = results_of(draw(Random("a round before")))
    assert [seed for seed in seeds if changed(lambda one: presented(one, before), seed)] == []


@pytest.mark.full
def test_nothing_written_down_changes_in_10_000_networks():
    def see(drawn):
        return written_down(drawn, ONE_THEME)

    assert [seed for seed in range(10_000) if changed(see, seed, ONE_THEME)] == []


def test_exchange_across_blocks_is_seen():
    """Else the attack above would see nothing because nothing is ever shown."""
    seen = tried = 0
    for seed in range(200):
        drawn = draw(Random(seed))
        if len(drawn.groups()) > 1:
            tried += 1
            seen += written_down(drawn) != written_down(sorted_across(drawn))
    assert tried > 50
    assert seen == tried


# --- What other portals publish ----------------------------------------------------------------------------------


def personal_means(drawn) -> list[float]:
    """Naive: how people's own averages are spread."""
    return sorted(round(fmean(one.answers.values()), 1) for one in drawn.people() if one.answers)


def complete_cases(drawn) -> float:
    """Naive: a theme's score as the mean over those who answered all of its questions."""
    codes = [question.code for question in DEFINITION.themes[0].questions]
    whole = [one for one in drawn.people() if all(code in one.answers for code in codes)]
    return fmean([fmean(one.answers[code] for code in codes) for one in whole]) if whole else 0


def two_questions_together(drawn) -> int:
    """Naive: how many agree with both of two statements."""
    first, second = (question.code for question in DEFINITION.themes[0].questions[:2])
    return sum(one.answers.get(first, 0) > 3 and one.answers.get(second, 0) > 3 for one in drawn.people())


def small_blocks(drawn) -> dict:
    """Naive: the mean of every block, however small."""
    code, people = DEFINITION.questions[0].code, drawn.people()
    answers = {
        block: [o.answers[code] for o in people if o.block == block and code in o.answers]
        for block in drawn.blocks
    }
    return {block: fmean(given) for block, given in answers.items() if given}


@pytest.mark.parametrize("naive", [personal_means, complete_cases, two_questions_together, small_blocks])
def test_naive_statistics_change(naive):
    assert any(changed(naive, seed) for seed in range(200))
