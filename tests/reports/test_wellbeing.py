"""The report's part on wellbeing: the year's check-ins in thirds, what was done, and a sentence where nothing may be
shown."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from apps.reports import document, snapshot
from tests import factories
from tests.wellbeing.conftest import BETWEEN, OVER, UNDER

from . import examples
from .making import YEAR_END


@pytest.fixture
def build(network, practice):
    return lambda: snapshot.build(network, YEAR_END)


@pytest.fixture
def closed(network):
    """A check-in closed on a day, as the wellbeing room has them."""

    def close(on: date, counts=OVER, **fields):
        days_ago = (timezone.now() - datetime(on.year, on.month, on.day, 12, tzinfo=UTC)).days
        return factories.check_in_of(network, days_ago=days_ago, counts=counts, **fields)

    return close


def chapter(made) -> str:
    page = " ".join(document.html(made).split())
    return page.partition('id="wellbeing"')[2].partition("</section>")[0]


def test_year_of_check_ins_in_thirds_with_what_was_done(build, closed):
    closed(date(2025, 10, 9), UNDER, title="October")
    closed(date(2025, 11, 9), title="November", answered=None)
    factories.response_to(
        closed(date(2025, 12, 9), BETWEEN, title="December"),
        heard="Mondays are too much.", will="A second line.", leads="Petra Quillon", by_when=date(2026, 2, 1),
    )  # fmt: skip
    said = chapter(build())
    assert "Between a third and two thirds of us agree with every statement." in said
    assert "About two thirds of 45 answered" in said
    assert "Fewer than 11 answered" in said
    assert "Not shown, to protect people." in said
    assert "A second line." in said
    assert "1 February 2026" in said
    assert "Petra Quillon" not in said


def test_how_many_answered_is_a_band(build, closed):
    closed(date(2025, 10, 9))
    (one,) = build()["wellbeing"]["check_ins"]
    assert one["share"] == "about two thirds of 45 answered"


def test_own_statements_and_practices_stay_the_networks(build, closed, network, practice):
    round_ = closed(date(2025, 10, 9))
    content = round_.questionnaire.content
    own = content["themes"][0] | {
        "code": "own",
        "questions": [{"code": "mine", "text": {"en": "Ours alone"}}],
    }
    asked = network.questionnaires.create(
        code="check_in", version=1, kind="check_in", content=content | {"themes": [*content["themes"], own]},
        base=round_.questionnaire,
    )  # fmt: skip
    closed(
        date(2025, 12, 9),
        questionnaire=asked,
        breakdown="practice",
        apart={practice.code: UNDER},
        title="Later",
    )
    said = chapter(build())
    assert "Later" in said
    assert "Ours alone" not in said
    assert practice.name not in said


def test_check_ins_that_wait_or_closed_elsewhen_do_not_appear(build, closed):
    closed(date(2025, 10, 9), released_at=None)
    closed(date(2025, 3, 9))
    assert build()["wellbeing"] == {"check_ins": []}


def test_without_a_check_in_a_sentence(build):
    assert "No check-in on wellbeing closed in this year" in chapter(build())


def test_too_few_answers_all_year_a_sentence(build, closed):
    closed(date(2025, 10, 9), answered=None)
    said = chapter(build())
    assert "Too few people answered any check-in of this year" in said
    assert "figure" not in said.partition("</section>")[0].replace("a figure", "")


def test_report_from_before_there_were_check_ins_stays_as_it_was():
    assert chapter(examples.snapshot()) == ""
    assert "#wellbeing" not in document.html(examples.snapshot())


def test_burnout_has_a_scale_of_its_own(build, closed):
    closed(date(2025, 10, 9))
    made = build()
    asked = made["wellbeing"]["check_ins"][0]["questions"]
    asked.append(asked[0] | {"code": "burnout", "text": "How burned out?"})
    assert "Not burned out" in chapter(made)
