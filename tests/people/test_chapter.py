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
    PersonFactory.create_batch(3, **long_ago, staff_group="admin")
    found = chapter.people(Period(network, date(2025, 4, 1), date(2026, 3, 31), date(2026, 3, 31)))
    text, table = found.parts
    assert text.text == (
        "On 31 March 2026 5 people worked in or with the network. "
        "Of 5 who did when the year began 4 still did; 1 left and 1 joined."
    )
    assert table.rows == [("GP", "2"), ("Reception and administration", "3")]
    assert "Asha Vane" not in repr(found)


def test_a_directory_that_was_not_kept_yet_tells_nothing(network):
    PersonFactory.create_batch(4, network=network, active_from=date(2020, 1, 1))
    PersonFactory.create_batch(9, network=network, active_from=date(2026, 5, 1))
    assert chapter.people(Period(network, date(2025, 4, 1), date(2026, 3, 31), date(2026, 3, 31))) is None
