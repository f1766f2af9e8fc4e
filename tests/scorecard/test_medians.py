"""Medians of a quarter: made once, of published means alone, of whoever is counted in, and of enough others."""

import copy
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from apps.jobs import clock
from apps.jobs.models import Job
from apps.networks.models import NetworkParent, SubIcbParent
from apps.scorecard.medians import current_quarter, make_medians
from apps.scorecard.models import ComparedSet, SetMeans, Standing
from apps.scorecard.others import others_of
from apps.surveys.benchmarks import Contribution, benchmark, counted, of_counts
from apps.surveys.models import Finding, Questionnaire
from apps.surveys.published import comparables
from tests import factories

from .others import before_quarter, closed_round_of, counts_in, described, of_mean, others_in, quarter_before


def sets_of(network):
    others = others_of(network, timezone.now())
    return {one.kind: one for one in others.sets}


def medians_of(network) -> dict:
    """What a network is shown: per set the medians of every question and theme."""
    return {
        kind: {key: (figure.low, figure.median, figure.high) for key, figure in one.figures.items()}
        for kind, one in sets_of(network).items()
    }


tenths = st.integers(10, 50).map(lambda number: number / 10)


@given(st.lists(tenths, min_size=1, max_size=30), st.data())
def test_what_is_stored_gives_the_benchmark_of_the_rule(means, data):
    """A set is kept as counts; with the asker's own taken out it says what the rule says of the single means."""
    quarter = current_quarter()
    day = quarter - timedelta(days=5)
    contributions = [Contribution(str(n), day, mean) for n, mean in enumerate(means)]
    asking = data.draw(st.integers(0, len(means) - 1))
    stored = of_counts(counted(means), own=means[asking])
    assert stored == benchmark(contributions, asking=str(asking), on=quarter)
    assert of_counts(counted(means)) == benchmark(contributions, asking="another", on=quarter)


@pytest.fixture
def ours(network):
    described(network)
    return network


def test_eight_others_are_shown_and_seven_are_not(ours, icb):
    others_in(icb, 7)
    make_medians(current_quarter())
    assert not any(one.is_shown for one in sets_of(ours).values())
    assert not SetMeans.objects.exists()

    others_in(icb, 1)
    make_medians(current_quarter())
    assert {kind: one.count for kind, one in sets_of(ours).items()} == {"area": 8, "peers": 8, "england": 8}


def test_own_figures_are_taken_out(ours, icb):
    """With us eight count: too few others for us, enough for somebody who counts for nothing."""
    others_in(icb, 7)
    closed_round_of(ours, of_mean(3))
    counts_in(ours)
    bystander = factories.network_in(icb)
    make_medians(current_quarter())
    assert not sets_of(ours)["england"].is_shown
    assert sets_of(bystander)["england"].count == 8


def test_sets_are_area_class_and_england(ours, icb):
    elsewhere = factories.IcbFactory()
    others_in(icb, 8, mean=lambda n: 2, patients=20_000, score=5)
    others_in(elsewhere, 9, mean=lambda n: 4)
    make_medians(current_quarter())
    key = next(key for key in medians_of(ours)["england"] if key.startswith("theme:purpose"))
    found = {kind: figures[key][1] for kind, figures in medians_of(ours).items()}
    assert found == {"area": 2.0, "peers": 4.0, "england": 4.0}


def test_release_within_the_quarter_changes_nothing(ours, icb):
    """The attack: look before somebody's release and after it, also where medians were made again."""
    newcomer = factories.network_in(icb)
    counts_in(newcomer)
    others_in(icb, 9)
    make_medians(current_quarter())
    before = medians_of(ours)
    # Closed before the quarter, released within it.
    closed_round_of(newcomer, of_mean(1), released_at=timezone.now() - timedelta(minutes=1))
    assert medians_of(ours) == before
    make_medians(current_quarter())
    assert medians_of(ours) == before


def test_switch_counts_from_the_next_quarter_and_is_gone_in_the_one_after(ours, icb):
    others = others_in(icb, 9, counting=False)
    now, before = current_quarter(), quarter_before(current_quarter())
    for network in others:
        network.rounds.update(closed_at=before_quarter(200), released_at=before_quarter(199))
        counts_in(
            network, since=before_quarter(100), until=before_quarter(1) if network == others[0] else None
        )
    counts_in(ours, since=timezone.now())
    closed_round_of(ours, of_mean(5))
    make_medians(before)
    make_medians(now)
    counting = {
        quarter: set(
            Standing.objects.filter(quarter=quarter).exclude(means={}).values_list("network", flat=True)
        )
        for quarter in (before, now)
    }
    assert counting[before] == {network.pk for network in others}
    assert counting[now] == {network.pk for network in others[1:]}


def test_latest_round_with_figures_counts_and_no_old_one(ours, icb):
    others = others_in(icb, 9, mean=lambda n: 2)
    for network in others:
        later = closed_round_of(network, of_mean(4), closed_at=before_quarter(5))
        too_few = closed_round_of(network, (0, 0, 0, 0, 0), closed_at=before_quarter(1))
        too_few.answered = None
        too_few.save()
    make_medians(current_quarter())
    assert {figures[1] for figures in medians_of(ours)["england"].values()} == {4.0}

    later.network.rounds.all().update(closed_at=before_quarter(3 * 365))
    make_medians(current_quarter())
    assert sets_of(ours)["england"].count == 8


def test_only_published_means_of_shipped_questions_count(ours, icb):
    """What a network asks in its own words, or in other words, stands in no median."""
    for n, network in enumerate(others_in(icb, 9)):
        round_ = network.rounds.get()
        shipped = round_.questionnaire
        asked, gone = with_own_question(shipped, version=900 + n)
        network.rounds.update(questionnaire=asked)
        Finding.objects.create(
            round=round_, question="own_one", figure={"detail": "full", "n": 30, "mean": 5.0}
        )
        Finding.objects.filter(round=round_, question=gone).update(figure={"detail": "withheld"})
    make_medians(current_quarter())
    keys = set(SetMeans.objects.values_list("key", flat=True))
    assert not any(key.startswith(("own_one", gone)) for key in keys)
    # Without one of its questions a theme is another theme.
    mine = keys_of(shipped)
    assert [key for key in mine if key not in keys and key.startswith("theme:")] == [
        next(key for key in mine if key.startswith("theme:purpose"))
    ]


def with_own_question(shipped: Questionnaire, *, version: int) -> tuple[Questionnaire, str]:
    """A questionnaire whose first question is a network's own, and the code of its second."""
    content = copy.deepcopy(shipped.content) | {"version": version}
    first, second = content["themes"][0]["questions"][:2]
    first |= {"code": "own_one", "text": {"en": "Is our kettle clean?"}}
    made = Questionnaire.objects.create(code="scorecard", version=version, kind="scorecard", content=content)
    return made, second["code"]


def keys_of(asked) -> list[str]:
    return [key for theme in comparables(asked.definition) for key in (theme.key, *theme.questions.values())]


def test_network_without_figures_has_no_class(network, icb):
    others_in(icb, 9)
    make_medians(current_quarter())
    standing = Standing.objects.get(network=network)
    assert (standing.patients, standing.deprivation, standing.peer_class) == (None, None, "")
    shown = {kind: one.is_shown for kind, one in sets_of(network).items()}
    assert shown == {"area": True, "peers": False, "england": True}


def test_network_that_changed_its_area_belongs_where_it_was_when_the_quarter_began(ours, icb):
    others_in(icb, 9)
    other = factories.IcbFactory()
    sub_icb = factories.SubIcbFactory()
    SubIcbParent.objects.create(sub_icb=sub_icb, icb=other, start=factories.LONG_AGO)
    moved = current_quarter() + timedelta(days=1)
    NetworkParent.objects.filter(network=ours).update(end=moved)
    NetworkParent.objects.create(network=ours, sub_icb=sub_icb, start=moved)
    make_medians(current_quarter())
    assert Standing.objects.get(network=ours).icb == icb
    assert ours.icb == other
    assert sets_of(ours)["area"].about == icb.name


def test_context_is_too_coarse_to_name_a_network(ours, icb):
    for n, network in enumerate(others_in(icb, 9)):
        network.practice_spells.get().practice.list_sizes.update(patients=50_123 + 1_111 * n)
    make_medians(current_quarter())
    assert ComparedSet.objects.get(kind="england").context == {
        "patients": [52000, 55000, 57000],
        "practices": [1, 1, 1],
        "deprivation": [20, 20, 20],
    }


def test_medians_are_made_once_a_quarter_by_a_job(ours, icb, do_jobs):
    others_in(icb, 8)
    clock.run_due()
    clock.run_due()
    job = Job.objects.get(kind="scorecard.medians")
    assert job.key == f"medians:{current_quarter()}"
    do_jobs()
    made = list(Standing.objects.values_list("network", "means").order_by("network"))
    make_medians(current_quarter())
    assert list(Standing.objects.values_list("network", "means").order_by("network")) == made
    assert ComparedSet.objects.count() == 3


def test_command_makes_them_by_hand(ours, icb, capsys):
    others_in(icb, 8)
    call_command("make_medians")
    assert "8 of 9 networks count in 3 sets" in capsys.readouterr().out
    for day in ("2026-02-01", "2999-01-01"):
        with pytest.raises(CommandError, match="quarter that has begun"):
            call_command("make_medians", "--quarter", day)
