"""Shuffle invariance: exchange the answers to each question among the people of each published block, and of the
remainder, and nothing that anyone can see changes.

Here: what the closing job writes down, `closing.findings` and the number who took part, as a pure function, of 200
random networks and of 10,000 in ``--all``; and what other portals publish, which does change.
`test_shuffle_database.py` does the same with envelopes, the real closing and all that is kept, `test_shuffle_pages.py`
with whole pages, headers, lengths, snapshots and PDFs."""

from random import Random
from statistics import fmean

import pytest

from apps.surveys import closing

from .drawn import DEFINITION, draw, exchanged, sorted_across


def written_down(drawn) -> list:
    """What the closing job keeps of these answers, as rows."""
    opened = drawn.people()
    return [
        len(opened),
        *((block, code, figure.to_json()) for block, code, figure in closing.findings(DEFINITION, opened)),
    ]


def changed(see, seed: int) -> bool:
    """The attack: does anything one can ``see`` change when answers change places within blocks?"""
    choose = Random(seed)
    drawn = draw(choose)
    return see(drawn) != see(exchanged(drawn, choose))


def test_nothing_written_down_changes_in_200_networks():
    assert [seed for seed in range(200) if changed(written_down, seed)] == []


@pytest.mark.full
def test_nothing_written_down_changes_in_10_000_networks():
    assert [seed for seed in range(200, 10_000) if changed(written_down, seed)] == []


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
