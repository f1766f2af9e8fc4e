"""The other rules: of blocks, of one open link, of wellbeing check-ins. Each is proved over every histogram."""

from functools import partial

import pytest

from apps.surveys import closing
from apps.surveys.ballot_box import Opened
from apps.surveys.disclosure import SCORECARD_BLOCK, SCORECARD_OPEN_LINK, WELLBEING, Figure, no_view, publish
from apps.surveys.models import Kind, Round

from .drawn import DEFINITION
from .test_figures import histograms, pinned

RULES = {"blocks": SCORECARD_BLOCK, "open link": SCORECARD_OPEN_LINK, "wellbeing": WELLBEING}


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("n", [11, 12, 16, 22])
def test_two_may_always_differ(rules, n):
    assert pinned(n, 5, partial(publish, rules=RULES[rules])) <= n - 2
    assert pinned(n, 3, partial(publish, rules=RULES[rules])) <= n - 2


@pytest.mark.full
@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("n", [13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 28, 32, 36, 40])
def test_two_may_always_differ_of_any_number(rules, n):
    test_two_may_always_differ(rules, n)


@pytest.mark.parametrize("rules", RULES)
def test_ten_are_shown_nothing(rules):
    assert {publish(counts, RULES[rules]) for counts in histograms(10, 3)} == {Figure("withheld")}


@pytest.mark.parametrize("n", [11, 21])
def test_wellbeing_says_only_which_third_from_11(n):
    assert publish((0, 0, 0, n, 0), WELLBEING) == Figure("thirds", n=n, agreeing="over")
    assert publish((n, 0, 0, 0, 0), WELLBEING) == Figure("thirds", n=n, agreeing="under")


@pytest.mark.parametrize("n", [22, 500])
def test_wellbeing_has_thirds_of_low_middle_and_high_from_22(n):
    figure = publish((0, 0, n // 2, n - n // 2, 0), WELLBEING)
    assert figure == Figure("bands", n=n, low=(0, 33), middle=(33, 67), high=(33, 67))


def test_check_in_is_closed_by_the_rules_of_wellbeing():
    assert Round(kind=Kind.CHECK_IN).rules == WELLBEING
    everybody = [Opened({"purpose_why": 4}, {}, block) for block in ("gp", "nurse") for _ in range(15)]
    found = closing.findings(DEFINITION, everybody, WELLBEING)
    shown = {block: figure for block, code, figure in found if code == "purpose_why"}
    third = Figure("thirds", n=15, agreeing="over")
    assert shown == {"": publish((0, 0, 0, 30, 0), WELLBEING), "gp": third, "nurse": third}
    assert shown[""].detail == "bands"


def test_check_in_hides_a_staff_group_below_11_and_the_next_with_it():
    sizes = {"gp": 12, "nurse": 14, "admin": 10}
    everybody = [Opened({"purpose_why": 4}, {}, block) for block, size in sizes.items() for _ in range(size)]
    found = closing.findings(DEFINITION, everybody, WELLBEING)
    assert {block for block, _, _ in found} == {"", "nurse"}


def test_check_in_by_one_open_link_is_of_the_network_as_a_whole():
    assert Round(kind=Kind.CHECK_IN, way="open").rules.apart is None


def test_proof_sees_a_wellbeing_share_in_percent():
    def naive(counts):
        return Figure("full", n=sum(counts), shares=(100 * (counts[3] + counts[4]) // sum(counts),))

    assert pinned(11, 5, naive) == 11


# --- No view -----------------------------------------------------------------------------------------------------


def test_no_view_is_a_band_beside_bands_and_shares_only():
    assert no_view(publish((3, 3, 3, 3, 3)), 20) == (20, 40)
    assert no_view(publish((3, 3, 3, 3, 3)), 15) == (0, 20)
    assert no_view(publish((9, 9, 9, 9, 9)), 225) == (80, 100)
    assert no_view(publish((2, 2, 2, 2, 2)), 40) is None
    assert no_view(publish((1, 1, 1, 1, 1)), 40) is None
    assert no_view(publish((3, 3, 3, 3, 3)), None) is None


def test_no_view_of_a_withheld_question_cannot_be_told_from_any_other():
    """Whether seven or none had a view: else seven and the number who took part would give 'no view' exactly."""
    shown = {(publish((0, 0, 0, views, 0)), no_view(publish((0, 0, 0, views, 0)), 40)) for views in range(8)}
    assert shown == {(Figure("withheld"), None)}
