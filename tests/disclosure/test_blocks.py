"""Figures of practices or staff groups: nobody hidden can be had by subtracting those shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.surveys.disclosure import SCORECARD_NETWORK, Figure, publish, publish_blocks, shown_blocks

sizes = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 40), max_size=9)


@given(sizes)
def test_hidden_people_are_none_or_eleven(sizes):
    shown = shown_blocks(sizes)
    assert all(sizes[block] >= 11 for block in shown)
    hidden = sum(size for block, size in sizes.items() if block not in shown)
    # Where nothing is shown there is nothing to subtract from the network.
    assert not shown or hidden == 0 or hidden >= 11


@given(sizes)
def test_no_more_is_hidden_than_must_be(sizes):
    large = {block for block, size in sizes.items() if size >= 11}
    assert len(large - shown_blocks(sizes)) <= 1


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ({"nurses": 1, "reception": 10}, set()),
        ({"nurses": 18, "reception": 1}, set()),
        ({"nurses": 18, "reception": 12, "pharmacy": 1}, {"nurses"}),
        ({"nurses": 18, "reception": 12, "pharmacy": 6, "managers": 5}, {"nurses", "reception"}),
        ({"nurses": 12, "reception": 12, "pharmacy": 2}, {"reception"}),
        ({"nurses": 11}, {"nurses"}),
        ({"nurses": 11, "reception": 0}, {"nurses"}),
        ({}, set()),
    ],
)
def test_known_cases(sizes, shown):
    assert shown_blocks(sizes) == shown


def test_subtraction_of_a_naive_rule_is_seen():
    """Hiding small blocks alone would leave one pharmacist: the network minus nurses minus reception."""
    sizes = {"nurses": 18, "reception": 12, "pharmacy": 1}
    naive = {block for block, size in sizes.items() if size >= 11}
    assert sum(sizes.values()) - sum(sizes[block] for block in naive) == 1
    hidden = set(sizes) - shown_blocks(sizes)
    assert sum(sizes[block] for block in hidden) == 13


def test_a_question_is_hidden_for_a_block_with_too_few_views():
    counts = {"nurses": (2, 2, 2, 3, 3), "reception": (4, 4, 4, 4, 4), "pharmacy": (1, 1, 1, 3, 4)}
    figures = publish_blocks(counts, among=["nurses", "reception"])
    # Ten pharmacists have a view: with them the nurses, the smallest block, are hidden.
    assert figures["nurses"] == Figure("withheld")
    assert figures["reception"].detail == "bands"
    assert set(figures) == {"nurses", "reception"}


def test_a_block_the_round_hides_is_shown_for_no_question():
    counts = {"nurses": (3, 3, 3, 3, 3), "reception": (3, 3, 3, 3, 3)}
    assert set(publish_blocks(counts, among=["nurses"])) == {"nurses"}


@pytest.mark.parametrize("n", [11, 22, 60])
def test_a_block_is_shown_in_bands_however_large(n):
    figure = publish_blocks({"nurses": (0, 0, n, 0, 0)}, among=["nurses"])["nurses"]
    assert figure.detail == "bands"
    assert figure.shares is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 5)), max_size=70), st.randoms())
def test_permuting_answers_within_blocks_changes_nothing(people, random):
    """Each person is (block, answer; 0 is no view); answers change places inside a block."""

    def published(pairs):
        counts = {block: [0] * 5 for block in "abc"}
        for block, answer in pairs:
            if answer:
                counts[block][answer - 1] += 1
        respondents = {block: sum(one == block for one, _ in pairs) for block in "abc"}
        network = [sum(column) for column in zip(*counts.values(), strict=True)]
        among = sorted(shown_blocks(respondents))
        return publish(network, SCORECARD_NETWORK), publish_blocks(counts, among)

    mixed = []
    for block in "abc":
        answers = [answer for one, answer in people if one == block]
        random.shuffle(answers)
        mixed += [(block, answer) for answer in answers]
    assert published(mixed) == published(people)


def test_moving_an_answer_to_another_block_changes_something():
    counts = {"nurses": (0, 0, 11, 0, 0), "reception": (0, 0, 0, 0, 11)}
    moved = {"nurses": (0, 0, 5, 0, 6), "reception": (0, 0, 6, 0, 5)}
    assert publish_blocks(counts, among=counts) != publish_blocks(moved, among=moved)
