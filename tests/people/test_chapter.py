from datetime import date

from apps.core.chapters import Period
from apps.people import chapter
from tests.factories import PersonFactory


def test_people_by_group_as_of_the_last_day_and_who_stayed(network):
    long_ago = {"network": network, "active_from": date(2020, 1, 1)}
    PersonFactory(**long_ago, staff_group="gp", name="Asha Vane")
    PersonFactory(**long_ago, staff_group="nurse", active_to=date(2026, 2, 1))
    PersonFactory(network=network, staff_group="gp", active_from=date(2026, 1, 1))
    PersonFactory(network=network, staff_group="gp", active_from=date(2026, 5, 1))
    found = chapter.people(Period(network, date(2025, 4, 1), date(2026, 3, 31), date(2026, 3, 31)))
    text, table = found.parts
    assert text.text == (
        "2 people work in or with the network. Of 2 who did when the year began 1 still do; 1 left and 1 joined."
    )
    assert table.rows == [("GP", "2")]
    assert "Asha Vane" not in repr(found)


def test_an_empty_directory_tells_nothing(network):
    assert chapter.people(Period(network, date(2025, 4, 1), date(2026, 3, 31), date(2026, 3, 31))) is None
