import json
from datetime import date

import pytest

from apps.practices.models import Deprivation, ListSize, PracticeMembership
from apps.reports import document, snapshot
from apps.surveys.queries import latest_of
from tests.factories import own_question_of, practice_in

from .conftest import NOBODY, SPLIT
from .making import YEAR_END


@pytest.fixture
def build(network):
    return lambda year_end=YEAR_END: snapshot.build(network, year_end)


def test_same_records_make_the_same_snapshot(build, practice, closed_round):
    closed_round(date(2026, 2, 15))
    first, second = build(), build()
    assert first == second
    assert document.digest(first) == document.digest(second)


def test_snapshot_survives_json_unchanged(build, practice, closed_round):
    closed_round(date(2026, 2, 15))
    made = build()
    assert json.loads(json.dumps(made)) == made
    assert made["schema_version"] == 2


def test_hidden_answers_leave_no_trace(build, closed_round):
    closed_round(date(2026, 2, 15), purpose_why=(1, 1, 2, 1, 1))
    figure = build()["rounds"][0]["themes"][0]["questions"][0]["figure"]
    assert figure == {"detail": "withheld"}


def test_questions_of_a_networks_own_are_left_out(build, network, manager, closed_round):
    question = own_question_of(network, manager)
    closed_round(date(2026, 2, 15), asked=latest_of(network))
    made = build()
    assert [theme["code"] for theme in made["rounds"][0]["themes"]] == [
        "purpose", "performance", "operations", "capacity",
    ]  # fmt: skip
    assert question.text not in json.dumps(made)


def test_few_answers_stay_as_coarse_as_they_were_published(build, closed_round):
    closed_round(date(2026, 2, 15), (1, 2, 3, 4, 5))
    figures = [q["figure"] for theme in build()["rounds"][0]["themes"] for q in theme["questions"]]
    assert {figure["detail"] for figure in figures} == {"bands"}
    assert all("shares" not in figure for figure in figures)


def test_first_and_latest_round_of_the_year_are_compared(build, closed_round):
    for month, title in ((5, "Spring"), (9, "Autumn"), (12, "Winter")):
        closed_round(date(2025, month, 15), title=title)
    made = build()
    assert [round_["title"] for round_ in made["rounds"]] == ["Spring", "Winter"]
    assert [round_["title"] for round_ in made["all_rounds"]] == ["Spring", "Autumn", "Winter"]


def test_single_round_is_compared_with_the_one_before_the_year(build, closed_round):
    closed_round(date(2025, 2, 15), title="Earlier")
    closed_round(date(2026, 2, 15), title="Latest")
    assert [round_["title"] for round_ in build()["rounds"]] == ["Earlier", "Latest"]


def test_round_long_before_is_not_compared_with(build, closed_round):
    closed_round(date(2024, 2, 15), title="Long ago")
    closed_round(date(2026, 2, 15), title="Latest")
    assert [round_["title"] for round_ in build()["rounds"]] == ["Latest"]


def test_rounds_after_the_year_do_not_appear(build, closed_round):
    closed_round(date(2026, 4, 1))
    assert build()["rounds"] == []
    assert build()["all_rounds"] == []


def test_last_evening_of_the_year_belongs_to_it(build, closed_round):
    closed_round(date(2026, 3, 31))
    assert len(build()["rounds"]) == 1


def test_round_with_too_few_gives_way_to_one_with_figures(build, closed_round):
    closed_round(date(2025, 6, 15), title="Good")
    closed_round(date(2026, 2, 15), NOBODY, title="Empty", answered=None)
    made = build()
    assert [round_["title"] for round_ in made["rounds"]] == ["Good"]
    assert [round_["enough"] for round_ in made["all_rounds"]] == [True, False]


def test_round_with_too_few_alone_says_so(build, closed_round):
    closed_round(date(2026, 2, 15), NOBODY, answered=None)
    made = build()
    assert made["rounds"][0]["enough"] is False
    assert made["rounds"][0]["turnout"] == "Fewer than 8 of 45 answered"
    assert "Too few people answered" in document.html(made)


def test_rounds_that_wait_or_run_and_wellbeing_do_not_appear(build, closed_round):
    round_ = closed_round(date(2026, 2, 15))
    assert len(build()["all_rounds"]) == 1
    round_.released_at = None
    round_.save()
    assert build()["all_rounds"] == []
    round_.state = "open"
    round_.save()
    assert build()["all_rounds"] == []
    round_.state, round_.kind, round_.released_at = "closed", "check_in", round_.closed_at
    round_.save()
    assert build()["all_rounds"] == []


def test_practices_are_those_of_the_last_day_with_its_figures(build, network):
    stayed = practice_in(network, name="Stayed", patients=9000)
    ListSize.objects.create(practice=stayed, day=date(2026, 3, 1), patients=8000)
    Deprivation.objects.create(practice=stayed, edition="2019", score="21.44")
    left = practice_in(network, name="Left")
    left.network_spells.update(end=date(2025, 10, 1))
    joined = practice_in(network, name="Joined")
    joined.network_spells.update(start=date(2025, 11, 1))
    later = practice_in(network, name="Later")
    PracticeMembership.objects.filter(practice=later).update(start=date(2026, 4, 1))
    made = build()["practices"]
    assert [row["name"] for row in made["rows"]] == ["Joined", "Stayed"]
    assert made["rows"][1] == {
        "code": stayed.code,
        "name": "Stayed",
        "patients": 8000,
        "imd_score": 21.4,
        "since": "2020-04-01",
    }
    assert made["patients"] == 8000
    assert made["list_size_day"] == "2026-03-01"
    assert made["joined"] == [{"name": "Joined", "on": "2025-11-01"}]
    assert made["left"] == [{"name": "Left", "on": "2025-10-01"}]


def test_practices_known_from_the_first_records_did_not_join(build, network):
    practice = practice_in(network, name="First")
    practice.network_spells.update(start=date(2025, 6, 1))
    assert build()["practices"]["joined"] == []


def test_year_that_is_not_over_says_so(build):
    made = build(date(2027, 3, 31))
    assert made["year"]["complete"] is False
    assert "so far" in document.html(made)


def test_network_without_area_or_anything_makes_a_snapshot(network):
    network.parents.all().delete()
    made = snapshot.build(network, YEAR_END)
    assert made["network"]["icb"] is None
    assert made["findings"] == []
    assert "Northern Vale PCN" in document.html(made)


def test_queries_do_not_grow_with_practices(build, network, closed_round, django_assert_max_num_queries):
    closed_round(date(2025, 6, 15))
    closed_round(date(2026, 2, 15), SPLIT)
    for _ in range(12):
        practice_in(network)
    with django_assert_max_num_queries(45):
        build()
