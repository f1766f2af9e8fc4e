"""What came out of a check-in: the page, its CSV, who sees it when."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.core.moments import month
from tests import factories

from .conftest import BETWEEN, NOBODY, OVER, UNDER

WITHHELD = "Not shown, to protect people"


@pytest.fixture
def page(client, network, manager):
    client.force_login(manager)

    def get(round_, name="results"):
        return client.get(reverse(f"wellbeing:{name}", args=[network.code, round_.pk]))

    return get


def text(response) -> str:
    return " ".join(response.content.decode().split())


def rows(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_page_says_in_plain_words_what_over_and_under_thirds_say(page, check_in):
    said = text(page(check_in(by_code={"energy": UNDER, "workload": BETWEEN})))
    assert (
        "Over two thirds of us have someone at work to turn to and are proud of the work; "
        "under a third of us have energy left after work." in said
    )
    assert "<li>Between a third and two thirds of us find their workload manageable.</li>" in said


def test_page_says_what_it_was_at_the_check_in_before(page, check_in):
    before = check_in(35, counts=BETWEEN, by_code={"pride": OVER})
    then = month(before.closed_at)
    said = text(page(check_in()))
    assert f"Over two thirds of us are proud of the work, as in {then}." in said
    assert f"have energy left after work (in {then}: a third to two thirds)." in said
    assert "Over two thirds agree with 5 of 5 statements" in said


def test_page_has_a_table_of_each_figure_and_a_reason_for_what_is_withheld(page, check_in):
    said = text(page(check_in(by_code={"pride": NOBODY})))
    assert said.count("Show as a table") == 1
    assert WITHHELD in said
    assert (
        "proud of the work" not in said.partition("In plain words")[2].partition("Statement by statement")[0]
    )


def test_no_share_no_mean_and_no_percent_but_thirds(page, check_in):
    download = rows(page(check_in(counts=(1, 2, 3, 10, 14)), "results_csv"))
    assert download[1][1:] == [
        "My workload is manageable", "30", "over two thirds", "0–33", "0–33", "67–100", "",
    ]  # fmt: skip


def test_from_11_to_21_only_the_third_that_agrees(page, check_in):
    download = rows(page(check_in(counts=(1, 2, 3, 4, 5), answered=15), "results_csv"))
    assert download[1][1:] == ["My workload is manageable", "15", "a third to two thirds", "", "", "", ""]


def test_csv_says_why_a_figure_is_withheld_and_how_people_are_protected(page, check_in):
    download = rows(page(check_in(by_code={"pride": NOBODY}), "results_csv"))
    assert [row[-1] for row in download if row[1] == "I am proud of the work we do"] == [f"{WITHHELD}."]
    assert "at least 11 people" in download[-1][-1]


def test_below_11_nothing_but_how_to_reach_more_people(page, check_in):
    said = text(page(check_in(answered=None)))
    assert "Not enough answers to show anything" in said
    assert "Fewer than 11 of 45 answered" in said
    assert "How to reach more people" in said
    assert "portal-plot" not in said
    assert "Write the response" not in said


def test_falling_below_11_after_a_check_in_with_figures_is_a_gap(client, network, manager, check_in):
    check_in(35)
    check_in(answered=None)
    client.force_login(manager)
    said = text(client.get(reverse("wellbeing:trend", args=[network.code])))
    assert "1 check-in with figures, 1 with too few answers to show any" in said
    assert f"Hatched: {WITHHELD}." in said


def test_staff_groups_only_where_published(page, check_in):
    round_ = check_in(breakdown="staff_group", apart={"gp": (0, 0, 1, 5, 9), "nurse": UNDER})
    said = text(page(round_))
    assert "By staff group" in said
    assert said.index("Over two thirds</span>") < said.index("Under a third</span>")
    assert "Reception" not in said


def test_no_staff_group_large_enough_says_so(page, check_in):
    assert "Not shown, to protect people: no staff group had 11 answers" in text(
        page(check_in(breakdown="staff_group"))
    )


def test_practices_are_named_in_the_download(page, network, practice, check_in):
    download = rows(page(check_in(breakdown="practice", apart={practice.code: OVER}), "results_csv"))
    assert [row[0] for row in download[1:]] == ["The whole network"] * 5 + [practice.name] * 5 + [
        "All figures of this list"
    ]


def test_board_waits_until_released(client, network, board_member, check_in):
    round_ = check_in(released_at=None)
    client.force_login(board_member)
    said = text(client.get(reverse("wellbeing:results", args=[network.code, round_.pk])))
    assert "Results are being read first" in said
    assert "proud" not in said
    answer = client.get(reverse("wellbeing:results_csv", args=[network.code, round_.pk]))
    assert answer.status_code == 302


def test_release_shows_it_to_everybody(page, client, network, manager, check_in):
    round_ = check_in(released_at=None)
    assert "Release the results?" in text(page(round_, "release"))
    client.post(reverse("wellbeing:release", args=[network.code, round_.pk]))
    round_.refresh_from_db()
    assert round_.released_by_id == manager.pk
    assert page(round_, "release").status_code == 302


def test_scorecard_round_is_no_check_in(page, network):
    assert page(factories.round_of(network, state="closed")).status_code == 404


def test_open_check_in_has_no_results(page, network, check_in):
    round_ = check_in()
    type(round_).objects.filter(pk=round_.pk).update(
        state="open", released_at=None, closed_at=None, closes_at=timezone.now() + timedelta(days=2)
    )
    assert page(round_).status_code == 404


def test_trend_is_by_statement_and_check_in(client, network, manager, check_in):
    check_in(64, counts=UNDER, title="August")
    check_in(33, counts=BETWEEN, title="September", by_code={"pride": NOBODY})
    check_in(2, counts=BETWEEN, title="October")
    client.force_login(manager)
    said = text(client.get(reverse("wellbeing:trend", args=[network.code])))
    assert "Every statement rose to a higher third than at first" in said
    assert "3 check-ins" in said
    download = rows(client.get(reverse("wellbeing:trend_csv", args=[network.code])))
    pride = [row[1:2] + row[3:] for row in download if row[0] == "I am proud of the work we do"]
    assert pride == [
        ["August", "30", "under a third", ""],
        ["September", "", "", f"{WITHHELD}."],
        ["October", "30", "a third to two thirds", ""],
    ]


def test_trend_over_changed_words_leaves_a_blank_that_says_so(client, network, manager, check_in):
    first, last = check_in(35), check_in(2)
    content = last.questionnaire.content
    content["themes"][0]["questions"][0]["text"]["en"] = "I can do my work in my hours"
    other = network.questionnaires.create(
        code="check_in", version=1, kind="check_in", content=content, base=first.questionnaire
    )
    type(last).objects.filter(pk=last.pk).update(questionnaire=other)
    client.force_login(manager)
    download = rows(client.get(reverse("wellbeing:trend_csv", args=[network.code])))
    changed = [row[4:] for row in download if row[0] == "I can do my work in my hours"]
    assert changed == [["", "not asked"], ["over two thirds", ""]]


def test_trend_without_a_check_in_explains(client, network, manager):
    client.force_login(manager)
    assert "There is no check-in to show yet" in text(
        client.get(reverse("wellbeing:trend", args=[network.code]))
    )


def test_trend_and_results_take_at_most_12_queries_however_many_check_ins(
    client, network, manager, check_in, django_assert_max_num_queries
):
    rounds = [check_in(28 * number + 3, breakdown="staff_group", apart={"gp": OVER}) for number in range(8)]
    factories.response_to(rounds[1])
    client.force_login(manager)
    for name, arguments in (("trend", []), ("results", [rounds[0].pk])):
        url = reverse(f"wellbeing:{name}", args=[network.code, *arguments])
        client.get(url)
        with django_assert_max_num_queries(12):
            client.get(url)


def test_headline_over_time_says_no_more_than_thirds_tell(client, network, manager, check_in):
    check_in(35, counts=BETWEEN)
    check_in(2, counts=BETWEEN, by_code={"energy": OVER, "pride": OVER, "workload": UNDER})
    client.force_login(manager)
    said = text(client.get(reverse("wellbeing:trend", args=[network.code])))
    assert "2 of 5 statements rose to a higher third than at first, 1 fell to a lower one" in said
    assert "More of us" not in said
    check_in(1, counts=BETWEEN, by_code={"energy": UNDER})
    said = text(client.get(reverse("wellbeing:trend", args=[network.code])))
    assert "The share who have energy left after work fell to a lower third than at first" in said
    assert "ewer of us" not in said
