"""What the report tells of the matrix."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.core.chapters import Period, Plot, Table
from apps.maturity import chapter
from apps.maturity.statements import matrix
from apps.reports import drawn
from tests import factories

FOUNDATION = [f"leadership-0-{place}" for place in (1, 2, 3)]


@pytest.fixture
def period(network):
    today = timezone.localdate()
    return Period(network, today - timedelta(days=364), today, today)


def test_nothing_is_told_where_nothing_was_recorded(period):
    assert chapter.maturity(period) is None


def test_what_we_say_stands_beside_what_we_can_show(network, period):
    for code in FOUNDATION:
        factories.claim_of(network, code)
    factories.evidence_of(network, *FOUNDATION[:2])
    section = chapter.maturity(period)
    (table,) = [one for one in section.parts if isinstance(one, Table)]
    assert table.rows[0][1:] == ("Foundation", "Not yet at Foundation", "2 of 12")
    assert table.rows[1][1] == "Nothing agreed yet"
    assert section.findings == ["In one component we say more than we can show so far."]
    assert any(matrix().statements[FOUNDATION[2]].text in one.text for one in section.prompts)


def test_last_year_stands_on_the_ladder_where_there_was_one(network, period):
    factories.evidence_of(network, *FOUNDATION, days_ago=500)
    factories.evidence_of(network, *FOUNDATION, days_ago=10)
    (plot,) = [one for one in chapter.maturity(period).parts if isinstance(one, Plot)]
    assert plot.rows[0][1:] == (None, 0, 0)
    drawing = drawn.plotted(plot)
    assert "Hollow dot" in str(drawing.chart)
    assert plot.in_brief


def test_what_came_after_the_year_is_not_told(network, period):
    factories.evidence_of(network, *FOUNDATION, days_ago=0)
    early = Period(network, period.start, period.end, period.on - timedelta(days=30))
    assert chapter.maturity(early) is None
