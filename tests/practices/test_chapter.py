from datetime import UTC, date, datetime

import pytest

from apps.core.chapters import Period
from apps.practices import chapter
from apps.practices.models import AgeProfile, PopulationNeed
from tests.factories import need_of, practice_in


@pytest.fixture
def period(network):
    return Period(network, date(2025, 4, 1), date(2026, 3, 31), date(2026, 3, 31))


@pytest.fixture
def need(network):
    def record(text, recorded=date(2025, 6, 1), **fields):
        made = need_of(network, need=text, **fields)
        moment = datetime(recorded.year, recorded.month, recorded.day, 12, tzinfo=UTC)
        PopulationNeed.objects.filter(pk=made.pk).update(created_at=moment)

    return record


def test_nothing_is_told_where_nothing_is_known(period):
    assert chapter.inequalities(period) is None


def test_need_where_it_shows_action_and_measure_of_the_year(need, period):
    need("Carers", source="Residents’ evening", action="A call", measure="Share called")
    need("Health checks", closed_on=date(2026, 2, 1), outcome="84% were done.")
    need("Undone", action="", measure="")
    need("Closed before", recorded=date(2024, 1, 1), closed_on=date(2025, 3, 31), outcome="x")
    need("Recorded after", recorded=date(2026, 4, 2))
    found = chapter.inequalities(period)
    lead, table, _, closed = found.parts
    assert lead.text == (
        "3 needs of our population are written down; something is done about 2, and 1 was closed within the year."
    )
    assert [row[0] for row in table.rows] == ["Carers", "Health checks", "Undone"]
    assert table.rows[0] == ("Carers", "Residents’ evening (1 April 2020)", "A call", "Share called")
    assert table.rows[2][2:] == ("Nothing yet", "–")
    assert closed.rows == [("Health checks", "1 February 2026", "84% were done.")]
    assert ("challenges", "Nothing is done yet: Undone") in [(one.part, one.text) for one in found.prompts]


def test_need_closed_after_the_year_was_open_in_it(need, period):
    need("Phones", closed_on=date(2026, 5, 1), outcome="Later")
    found = chapter.inequalities(period)
    assert "Later" not in repr(found.parts)


def test_ages_come_with_their_day_and_how_many_practices_are_counted(network, period):
    practice = practice_in(network)
    practice_in(network)
    bands = {"10_14": 200, "40_44": 600, "70_74": 200}
    AgeProfile.objects.create(practice=practice, day=date(2026, 3, 1), bands=bands, female=500, male=500)
    (text,) = chapter.inequalities(period).parts
    assert (
        text.text
        == "Of our patients about 1 in 5 are under 20 and about 1 in 5 are 65 or older (1 March 2026)."
    )
    assert "1 of 2 practices are counted" in text.note
