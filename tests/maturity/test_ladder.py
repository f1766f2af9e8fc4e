"""The rule, held against its own words for any set of statements."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from apps.maturity import ladder
from apps.maturity.statements import matrix
from apps.roles.role_types import all_types

STEPS = [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"], ["j", "k", "l"]]
EVERY = [code for step in STEPS for code in step]
sets = st.sets(st.sampled_from(EVERY))
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def test_nothing_shown_is_below_foundation_and_everything_is_the_top():
    assert ladder.reached(STEPS, set()) is None
    assert ladder.reached(STEPS, set(EVERY)) == 3


def test_no_step_is_skipped():
    assert ladder.reached(STEPS, set(EVERY) - {"d"}) == 0
    assert ladder.reached(STEPS, set(EVERY) - {"a"}) is None


@given(sets)
def test_every_statement_up_to_the_step_holds_and_one_of_the_next_does_not(holding):
    step = ladder.reached(STEPS, holding)
    below = STEPS[: 0 if step is None else step + 1]
    assert {code for part in below for code in part} <= holding
    if len(below) < len(STEPS):
        assert not set(STEPS[len(below)]) <= holding


@given(sets, sets)
def test_more_evidence_never_lowers_the_step(some, more):
    def place(step):
        return -1 if step is None else step

    assert place(ladder.reached(STEPS, some | more)) >= place(ladder.reached(STEPS, some))


@given(sets)
def test_adding_what_is_missing_reaches_the_next_step(holding):
    step, codes = ladder.missing(STEPS, holding)
    if step is None:
        assert holding == set(EVERY)
    else:
        assert codes
        assert not set(codes) & holding
        assert ladder.reached(STEPS, holding | set(codes)) >= step


@given(days, st.lists(days, max_size=4))
def test_evidence_ends_once_and_the_day_before_it_counts(dated, renewed):
    ends = ladder.ends(dated, renewed)
    assert not ladder.live(dated, renewed, ends)
    assert ladder.live(dated, renewed, ends - timedelta(days=1))


@given(days, days, days)
def test_a_renewal_never_ends_evidence_sooner(dated, renewed, on):
    assert not ladder.live(dated, [], on) or ladder.live(dated, [renewed], on)
    assert not ladder.live(dated, [], dated - timedelta(days=1))


def test_a_leap_day_counts_until_the_28th():
    assert ladder.a_year_after(date(2028, 2, 29)) == date(2029, 2, 28)
    assert ladder.a_year_before(date(2028, 2, 29)) == date(2027, 2, 28)


def test_the_matrix_has_three_statements_for_each_component_and_step():
    found = matrix()
    assert [len(component.steps) for component in found.components] == [4] * 5
    assert {len(step) for one in found.components for step in one.steps} == {3}
    assert len(found.statements) == 60
    texts = [one.text for one in found.statements.values()]
    assert len(set(texts)) == 60
    assert all(text.endswith(".") and len(text) <= 120 for text in texts)
    kinds = {kind for one in found.statements.values() for kind in one.known}
    roles = {kind.partition(":")[2] for kind in kinds if kind.startswith("role:")}
    assert kinds - {f"role:{code}" for code in roles} == {
        "round_closed",
        "objective_kept",
        "check_in_closed",
    }
    assert roles - {"additional"} <= set(all_types())
