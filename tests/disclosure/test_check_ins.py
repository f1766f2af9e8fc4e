"""Attacks on check-ins: month after month the same statements, people who join and leave, a scorecard as well.

Each attack is a function of all that is published, and is seen to succeed on a naive variant. `test_shuffle.py` and
`test_newcomer.py` hold the same of scorecard rounds."""

from dataclasses import replace
from random import Random

import pytest

from apps.surveys import closing, questionnaire
from apps.surveys.disclosure import SCORECARD_NETWORK, WELLBEING, Figure, publish
from apps.surveys.queries import QuestionResult
from apps.wellbeing import results, words

from .drawn import DEFINITION as SCORECARD
from .drawn import Drawn, draw, exchanged
from .test_newcomer import ANSWERS, IN_GENERAL, two_rounds

CHECK_IN = questionnaire.parse(questionnaire.shipped(questionnaire.CHECK_IN)[0])
MONTHS = 3
POINTS = 5


def of_check_in(drawn: Drawn, choose: Random) -> Drawn:
    """The same people with the answers to a check-in: five columns of theirs."""
    columns = [column for column in drawn.columns.values() if max(one or 0 for one in column) > 3]
    columns = (columns + list(drawn.columns.values()))[: len(CHECK_IN.questions)]
    return replace(
        drawn, columns={one.code: column for one, column in zip(CHECK_IN.questions, columns, strict=True)}
    )


def next_month(drawn: Drawn, choose: Random) -> Drawn:
    """A month later: one in ten has left, some have joined, two in five answer otherwise by a step."""
    stay = [place for place in range(len(drawn.blocks)) if choose.random() > 0.1]
    joined = choose.randint(0, 3)
    blocks = [drawn.blocks[place] for place in stay] + [choose.choice(drawn.blocks) for _ in range(joined)]
    columns = {}
    for code, column in drawn.columns.items():
        kept = [column[place] for place in stay]
        moved = [
            one if one is None or choose.random() < 0.6 else min(5, max(1, one + choose.choice((-1, 1))))
            for one in kept
        ]
        columns[code] = tuple(moved + choose.choices(ANSWERS, IN_GENERAL, k=joined))
    return Drawn(tuple(blocks), columns)


def months(choose: Random) -> list[tuple[object, Drawn]]:
    """A scorecard round and a check-in of one month, then check-ins month by month: (definition, drawn)."""
    scorecard = draw(choose)
    found = [(SCORECARD, scorecard)]
    month = of_check_in(scorecard, choose)
    for _ in range(MONTHS):
        found.append((CHECK_IN, month))
        month = next_month(month, choose)
    return found


def published(definition, drawn: Drawn) -> list:
    """All that is kept of a round, as the closing job writes it."""
    opened = drawn.people()
    rules = WELLBEING if definition is CHECK_IN else SCORECARD_NETWORK
    answered = len(opened) if len(opened) >= rules.least else None
    return [
        answered,
        *((b, code, figure.to_json()) for b, code, figure in closing.findings(definition, opened, rules)),
    ]


def seen(rounds) -> list:
    """Everything, and what pages work out of several check-ins together."""
    kept = [published(definition, drawn) for definition, drawn in rounds]
    check_ins = [
        _statements(one) for (definition, _), one in zip(rounds, kept, strict=True) if definition is CHECK_IN
    ]
    return [
        kept,
        words.trend_headline(check_ins[0], check_ins[-1]),
        [words.summary(now, then, "then") for then, now in zip(check_ins, check_ins[1:], strict=False)],
    ]


def _statements(kept: list) -> list[QuestionResult]:
    figures = {code: Figure.from_json(figure) for block, code, figure in kept[1:] if not block}
    return [QuestionResult(one, figures[one.code]) for one in CHECK_IN.questions]


def changed(see, seed: int) -> bool:
    """The attack: does anything change when in each round answers change places within its own blocks?"""
    choose = Random(seed)
    rounds = months(choose)
    return see(rounds) != see([(definition, exchanged(drawn, choose)) for definition, drawn in rounds])


def test_nothing_changes_over_months_beside_a_scorecard_in_100_networks():
    assert [seed for seed in range(100) if changed(seen, seed)] == []


@pytest.mark.full
def test_nothing_changes_over_months_in_5_000_networks():
    assert [seed for seed in range(100, 5000) if changed(seen, seed)] == []


def test_naive_answers_followed_from_month_to_month_change():
    """Naive: by how much each who answered both times feels better."""

    def followed(rounds):
        code = CHECK_IN.questions[0].code
        pairs = zip(rounds[1][1].columns[code], rounds[2][1].columns[code], strict=False)
        return sorted((now or 3) - (then or 3) for then, now in pairs)

    assert any(changed(followed, seed) for seed in range(50))


def test_naive_scorecard_beside_check_in_of_each_person_changes():
    """Naive: how many find the workload unmanageable and the network without purpose."""

    def crossed(rounds):
        (_, scorecard), (_, check_in) = rounds[:2]
        pairs = zip(
            scorecard.columns[SCORECARD.questions[0].code],
            check_in.columns[CHECK_IN.questions[0].code],
            strict=True,
        )
        return sum((one or 3) < 3 and (other or 3) < 3 for one, other in pairs)

    assert any(changed(crossed, seed) for seed in range(100))


def test_check_ins_show_blocks_in_some_networks_and_hide_some_in_others():
    """Else the attacks would see nothing because nothing is ever shown."""
    shown = hidden = 0
    for seed in range(100):
        for definition, drawn in months(Random(seed))[1:]:
            blocks = {block for block, _, _ in published(definition, drawn)[1:]} - {""}
            shown += bool(blocks)
            hidden += bool(set(drawn.blocks) - {""} - blocks)
    assert shown > 50
    assert hidden > 50


# --- A lone joiner, a lone leaver -----------------------------------------------------------------------------------


def gain(show, people: int, *, turnout: float, change: float, networks: int) -> float:
    """The attack: learn from half of the networks how two check-ins a month apart look with a newcomer who gave each
    answer, then guess the likeliest in the others. Percentage points above guessing the commonest answer."""
    choose = Random(f"{people} {turnout} {change}")
    counts: dict = {}
    unknown, right = [], 0
    for number in range(networks):
        before, after, newcomer = two_rounds(choose, people, turnout=turnout, change=change)
        clue = (show(before), show(after))
        if number < networks // 2:
            counts.setdefault(clue, dict.fromkeys(ANSWERS, 0))[newcomer] += 1
        else:
            unknown.append((clue, newcomer))
    overall = {answer: sum(one[answer] for one in counts.values()) for answer in ANSWERS}
    commonest = max(overall, key=overall.get)
    for clue, newcomer in unknown:
        known = counts.get(clue, overall)
        right += max(ANSWERS, key=lambda answer: (known[answer], answer == commonest)) == newcomer
    base = sum(newcomer == commonest for _, newcomer in unknown) / len(unknown)
    return 100 * (right / len(unknown) - base)


def in_thirds(counts) -> tuple:
    """What pages say of a statement, without the number of answers, which nobody's answer changes."""
    figure = publish(counts, WELLBEING)
    return figure.detail, figure.agreeing, figure.low, figure.middle, figure.high


@pytest.mark.parametrize("people", [12, 24])
def test_lone_joiner_is_hardly_guessed_from_two_months(people):
    assert gain(in_thirds, people, turnout=0.9, change=0.4, networks=6000) <= POINTS


@pytest.mark.full
@pytest.mark.parametrize("people", [11, 12, 14, 18, 22, 24, 30, 45])
def test_lone_joiner_is_hardly_guessed_in_many_networks(people):
    assert gain(in_thirds, people, turnout=0.9, change=0.4, networks=40_000) <= POINTS


def test_naive_counts_of_two_months_give_a_joiner_away():
    assert gain(tuple, 12, turnout=1, change=0, networks=6000) > 20


def test_page_of_a_check_in_has_no_share_in_percent():
    assert all("%" not in column or "(%)" in column for column in results.COLUMNS)
