"""Cases that gave somebody away elsewhere. Each attack works on the naive variant beside it."""

import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from apps.reports import snapshot
from apps.surveys import actions, answering, closing, disclosure, open_link, queries
from apps.surveys.ballot_box import Opened
from apps.surveys.disclosure import SCORECARD_NETWORK, Figure, publish
from apps.surveys.models import Ballot, Finding, Round
from tests.surveys.conftest import close

from .drawn import DEFINITION
from .test_figures import histograms

ASKED = [question.code for question in DEFINITION.questions]
OWN, OTHER = DEFINITION.themes[0].questions[:2]


def people(block: str, number: int, *, views: int | None = None, answer: int = 4) -> list[Opened]:
    """``number`` people of ``block`` who think alike; of them ``views`` have a view on `OWN`, all unless given."""
    everything = dict.fromkeys(ASKED, 2) | {OWN.code: answer}
    nothing = {code: value for code, value in everything.items() if code != OWN.code}
    views = number if views is None else views
    return [Opened(everything, {}, block)] * views + [Opened(nothing, {}, block)] * (number - views)


# --- Few among many ----------------------------------------------------------------------------------------------


def naive_findings(definition, opened):
    """Every block that has ten people or more, and the network: nothing is done against subtraction."""
    counts = closing.tabulate(definition, opened)
    for code in counts:
        yield "", code, Figure("full", n=sum(counts[code]), shares=tuple(counts[code]))
        for block in {one.block for one in opened}:
            mine = closing.tabulate(definition, [one for one in opened if one.block == block])[code]
            if sum(mine) >= 10:
                yield block, code, Figure("full", n=sum(mine), shares=tuple(mine))


def fewest_left(findings) -> int:
    """The attack: for each question take the blocks that are shown away from the network. The fewest people who then
    stand alone, or whom a block's figure is about; 99 where no block is shown."""
    by_question: dict[str, dict[str, int]] = {}
    for block, code, figure in findings:
        if not figure.is_withheld:
            by_question.setdefault(code, {})[block] = figure.n
    left = [99]
    for shown in by_question.values():
        network = shown.pop("", 0)
        left += shown.values()
        left += [network - sum(shown.values())] if shown else []
    return min(number for number in left if number)


FEW_AMONG_MANY = {
    "one nurse among ten receptionists": people("nurse", 1) + people("admin", 10),
    "one receptionist among eighteen nurses": people("admin", 1) + people("nurse", 18),
    "one of each beside eighteen": people("admin", 1) + people("gp", 1) + people("nurse", 18),
    "one who alone has no view": people("nurse", 12) + people("admin", 12, views=11),
    "few with a view in one block": people("nurse", 15) + people("admin", 20, views=3),
    "few with a view in each block": people("nurse", 30, views=4) + people("admin", 30, views=5),
}  # fmt: skip


@pytest.mark.parametrize("case", FEW_AMONG_MANY)
def test_nobody_is_left_alone(case):
    assert fewest_left(closing.findings(DEFINITION, FEW_AMONG_MANY[case])) >= 11


def test_naive_blocks_leave_one_person_alone():
    for case in list(FEW_AMONG_MANY)[:3]:
        assert fewest_left(naive_findings(DEFINITION, FEW_AMONG_MANY[case])) <= 2, case


def test_twenty_by_link_and_one_by_qr_cannot_be_told_apart_as_no_round_has_both(open_round):
    """Naive: both ways lead into one round, and results or turnout say how many came by which."""
    both = people("link", 20) + people("qr", 1, answer=1)
    assert fewest_left(naive_findings(DEFINITION, both)) == 1
    with pytest.raises(answering.RoundOver):
        open_link.submit(
            round_=open_round, generation=1, ballot_id=uuid.uuid4(), answers={"purpose_why": 1}, comments={}
        )
    assert not Ballot.objects.exists()


# --- An own question that 80 % have no view on -------------------------------------------------------------------


@pytest.mark.parametrize(("views", "detail"), [(7, "withheld"), (8, "thirds"), (11, "bands")])
def test_question_with_80_percent_no_view_is_as_coarse_as_those_who_have_one(views, detail):
    """Of 40 who took part; the rules read how many have a view, never how many took part."""
    for answer in range(1, 6):
        opened = people("", 40, views=views, answer=answer)
        [figure] = [figure for _, code, figure in closing.findings(DEFINITION, opened) if code == OWN.code]
        assert figure.detail == detail
        if detail == "withheld":
            assert figure == Figure("withheld")  # nor how many had a view


def test_naive_rule_by_how_many_took_part_shows_eight_in_full():
    def naive(counts, took_part):
        return publish([count * took_part // sum(counts) for count in counts])._replace(n=sum(counts))

    assert naive((0, 0, 0, 8, 0), 40).detail == "bands"
    assert publish((0, 0, 0, 8, 0)).detail == "thirds"


# --- Somebody who answered half a theme ----------------------------------------------------------------------------


def consistent(histogram, seen) -> set[int]:
    """The attack: which answers can the one have given who answered `OWN` but not `OTHER`, if ``seen`` (a function of
    the histogram of `OWN` and that person's answer) looks as it does? The attacker tries every histogram."""
    looks = seen(histogram)
    return {
        answer
        for counts in histograms(sum(histogram[0]), 5)
        for answer in range(1, 6)
        if counts[answer - 1] and seen((counts, answer)) == looks
    }


def mean(counts) -> float:
    return sum(answer * count for answer, count in enumerate(counts, 1)) / sum(counts)


def theme_of_published_means(case):
    counts, _ = case
    figures = [publish(counts), publish((0, 0, 0, 11, 0))]
    return *figures, disclosure.theme_score(figures)


def theme_of_whole_answers(case):
    """Naive: shares of a question beside the mean of those who answered all of the theme."""
    counts, answer = case
    complete = [count - (place == answer) for place, count in enumerate(counts, 1)]
    return tuple(counts), round(mean(complete), 2)


def test_half_an_answered_theme_tells_nothing_of_who_stopped():
    histogram = (1, 2, 3, 4, 2)
    for answer in range(1, 6):
        assert consistent((histogram, answer), theme_of_published_means) == {1, 2, 3, 4, 5}


def test_naive_theme_of_whole_answers_gives_the_half_away():
    histogram = (1, 2, 3, 4, 2)
    for answer in range(1, 6):
        assert consistent((histogram, answer), theme_of_whole_answers) == {answer}


# --- Three people who write a lot --------------------------------------------------------------------------------


def test_three_people_with_twelve_comments_are_three_people():
    talkative = Opened({}, {theme.code: "words" for theme in DEFINITION.themes})
    opened = [talkative] * 3 + [Opened({}, {})] * 30
    naive = sum(len(one.comments) for one in opened) >= disclosure.COMMENTERS
    assert naive
    assert closing.kept_comments(opened) == []


# --- Every histogram ---------------------------------------------------------------------------------------------
# Of 8 to 40 answers, network's rules: test_figures.py. Those of the others: test_rules.py.


# --- Rounds close to one another ---------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [7, 59])
def test_round_repeated_soon_is_refused(ask, open_round, days):
    closed = close(open_round)
    opens_at = closed.closed_at + timedelta(days=days)
    with pytest.raises(actions.RoundRefused, match="at least 60 days apart"):
        ask(opens_at=opens_at, closes_at=opens_at + timedelta(days=7))


def test_naive_repeat_with_one_person_more_is_subtracted():
    """What the refusal is for: a week later all think the same, one joined."""
    week_one, week_two = (0, 3, 5, 9, 5), (0, 4, 5, 9, 5)
    one, two = publish(week_one), publish(week_two)
    counts = [[round(share * figure.n / 100) for share in figure.shares] for figure in (one, two)]
    assert [b - a for a, b in zip(*counts, strict=True)] == [0, 1, 0, 0, 0]


# --- Two reports over overlapping years --------------------------------------------------------------------------


@pytest.fixture
def round_closed(network, scorecard):
    def make(day: datetime, counts, title: str) -> Round:
        answered = sum(counts) if sum(counts) >= SCORECARD_NETWORK.least else None
        round_ = Round.objects.create(
            network=network, kind="scorecard", questionnaire=scorecard, title=title, state="closed", invited=40,
            opens_at=day - timedelta(days=14), closes_at=day, closed_at=day, answered=answered, released_at=day,
        )  # fmt: skip
        for question in round_.definition.questions:
            histogram = counts if len(question.options) == 5 else (counts[0], counts[2], counts[4])
            figure = publish(histogram).to_json()
            Finding.objects.create(round=round_, question=question.code, figure=figure)
        return round_

    return make


FIRST, SMALL, LAST = (2, 4, 6, 12, 6), (0, 1, 0, 4, 0), (1, 5, 6, 12, 9)


def people_counted(report: dict) -> int:
    """How many answers to the first question a report's figures are about, all its rounds together."""
    return sum(
        round_["themes"][0]["questions"][0]["figure"].get("n", 0)
        for round_ in report["rounds"]
        if round_["enough"]
    )


def people_between(longer: int, shorter: int) -> int:
    """The attack: two reports that overlap, one taken from the other. How many people are left alone?"""
    return longer - shorter


def test_overlapping_years_have_the_same_figures_and_nothing_between_them(network, round_closed):
    round_closed(datetime(2025, 6, 10, 16, tzinfo=UTC), FIRST, "First")
    round_closed(datetime(2025, 10, 10, 16, tzinfo=UTC), SMALL, "Small")
    round_closed(datetime(2026, 2, 10, 16, tzinfo=UTC), LAST, "Last")
    one, other = (
        snapshot.build(network, day) for day in (datetime(2025, 12, 31).date(), datetime(2026, 3, 31).date())
    )
    for report in (one, other):
        for round_ in report["rounds"]:
            mine = queries.round_results(Round.objects.get(title=round_["title"]))
            assert round_["themes"] == json.loads(json.dumps(snapshot._round(mine)["themes"]))
    whole = {sum(counts) for counts in (FIRST, LAST, SMALL)}
    between = people_between(people_counted(other), people_counted(one))
    assert between in whole - {sum(SMALL)}
    assert [round_["title"] for round_ in one["rounds"]] == ["First"]


def test_naive_reports_that_pool_their_year_give_the_small_round_away():
    """Each of the two sums is about more than 8 people, and so would be shown."""
    until_december, until_september = sum(FIRST) + sum(SMALL), sum(FIRST)
    assert 0 < people_between(until_december, until_september) < SCORECARD_NETWORK.least
