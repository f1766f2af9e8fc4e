"""A round that shows practices or staff groups apart, from the invitation to the figures."""

import pytest

from apps.surveys import closing, links, queries
from apps.surveys.models import Breakdown, Finding, Invitation
from tests import factories

from .conftest import close, submit, token_of


@pytest.fixture
def practices(network):
    return [factories.practice_in(network, name=name) for name in ("Abbey", "Brook", "Castle")]


@pytest.fixture
def by_practice(ask, network, practices, do_jobs):
    """Twelve people at Abbey, eleven at Brook, three at Castle and nine of the network's own."""
    people = [
        factories.PersonFactory(network=network, practice=practice)
        for practice, count in zip([*practices, None], (12, 11, 3, 9), strict=True)
        for _ in range(count)
    ]
    round_ = ask(people=people, breakdown=Breakdown.PRACTICE)
    do_jobs()
    round_.refresh_from_db()
    return round_


def everybody_answers(round_, answer=lambda person: 4):
    for invitation in Invitation.objects.filter(round=round_).select_related("person__practice"):
        link = links.follow(token_of(invitation))
        submit(invitation, {"purpose_why": answer(invitation.person)}, block=link.block)


def test_link_knows_the_practice_and_nothing_else_does(by_practice, practices):
    invitation = Invitation.objects.filter(round=by_practice, person__practice=practices[0]).first()
    assert links.follow(token_of(invitation)).block == practices[0].code
    invitation = Invitation.objects.filter(round=by_practice, person__practice=None).first()
    assert links.follow(token_of(invitation)).block == "none"


def test_no_block_is_carried_where_the_round_shows_none(open_round, invitations):
    assert links.follow(token_of(invitations[0])).block == ""


def test_large_practices_are_shown_and_the_rest_is_one_remainder(by_practice, practices):
    everybody_answers(by_practice, lambda person: 2 if person.practice == practices[1] else 4)
    round_ = close(by_practice)
    abbey, brook = queries.block_results(round_)
    assert (abbey.name, brook.name) == ("Abbey", "Brook")
    assert abbey.themes[0].questions[0].figure.mean == 4.0
    assert brook.themes[0].questions[0].figure.mean == 2.0
    # Castle and the network's own staff, twelve together, stand in no row.
    assert set(Finding.objects.filter(round=round_).values_list("block", flat=True)) == {
        "", practices[0].code, practices[1].code,
    }  # fmt: skip


def test_questions_with_too_few_views_are_withheld_for_the_block(by_practice, practices):
    shy = iter(range(100))

    def answer(person):
        return None if person.practice == practices[0] and next(shy) < 2 else 3

    for invitation in Invitation.objects.filter(round=by_practice).select_related("person__practice"):
        given = answer(invitation.person)
        submit(
            invitation,
            {"purpose_why": given} if given else {"purpose_own": 3},
            block=links.follow(token_of(invitation)).block,
        )
    abbey, brook = queries.block_results(close(by_practice))
    assert abbey.themes[0].questions[0].figure.is_withheld
    assert brook.themes[0].questions[0].figure.n == 11


def test_staff_groups_have_names(ask, network, do_jobs):
    people = factories.PersonFactory.create_batch(11, network=network, staff_group="nurse")
    round_ = ask(people=people, breakdown=Breakdown.STAFF_GROUP)
    do_jobs()
    everybody_answers(round_)
    assert [block.name for block in queries.block_results(close(round_))] == ["Nurse"]


def test_round_without_breakdown_has_no_blocks(open_round, invitations, django_assert_num_queries):
    for invitation in invitations:
        submit(invitation)
    round_ = close(open_round)
    with django_assert_num_queries(0):
        assert queries.block_results(round_) == []
    assert not Finding.objects.filter(round=round_).exclude(block="").exists()


def test_open_round_has_no_results_by_block(by_practice):
    with pytest.raises(ValueError, match="closed"):
        queries.block_results(by_practice)


def test_blocks_are_counted_by_people_not_by_answers(scorecard):
    """Eleven of a practice took part but only eight answered anything: no question of theirs is shown."""
    opened = [closing.ballot_box.Opened({"purpose_why": 3} if i < 8 else {}, {}, "abbey") for i in range(11)]
    figures = {
        (block, code): figure for block, code, figure in closing.findings(scorecard.definition, opened)
    }
    assert figures["abbey", "purpose_why"].is_withheld
    assert figures["", "purpose_why"].detail == "thirds"
