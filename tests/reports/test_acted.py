"""The report's part on what was done: decisions and actions of the year by theme, nothing confidential, no names."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.reports import acted, document, snapshot
from apps.reports.years import Year
from tests import factories

from .making import YEAR_END

FAIR = {"about_kind": "scorecard", "about_code": "operations_fair", "about_words": "Work is shared fairly"}


@pytest.fixture
def build(network, practice, closed_round):
    closed_round(date(2026, 2, 1))
    return lambda: snapshot.build(network, YEAR_END)


@pytest.fixture
def item(network):
    days = (date(2025, 11, 4) - timezone.localdate()).days
    return factories.item_of(network, factories.meeting_of(network, days=days, state="ended"), **FAIR)


def decided(item, text, on=date(2025, 11, 4), **fields):
    return factories.decision_of(item, text=text, decided_on=on, **fields)


def took_on(item, text, owner=None, *, confidential=False, **fields):
    values = {"agreed_on": date(2025, 11, 4), "due_on": date(2026, 1, 4)} | fields
    return factories.action_of(
        item.network, owner, item=item, text=text, confidential=confidential, **values | FAIR
    )


def chapter(made, code="acted") -> str:
    page = " ".join(document.html(made).split())
    return page.partition(f'id="{code}"')[2].partition("</section>")[0]


def test_decisions_and_actions_stand_by_theme_in_time_order(network, build, item):
    decided(item, "We share the late clinic")
    person = factories.PersonFactory(network=network, name="Asha Vane")
    took_on(
        item,
        "Write the rota",
        person,
        state="done",
        ended_on=date(2026, 1, 3),
        outcome="In use since January",
    )
    said = chapter(build())

    assert "one decision and one action; one action was done." in said
    told = ["Operations", "We share the late clinic", "Write the rota", "In use since January"]
    assert [said.index(one) for one in told] == sorted(said.index(one) for one in told)
    assert "Asha Vane" not in said


def test_what_is_confidential_or_of_another_year_is_left_out(network, build, item):
    secret = factories.item_of(network, item.meeting, confidential=True, **FAIR)
    decided(secret, "We leave Mill House", number=5)
    took_on(secret, "Tell Mill House", confidential=True)
    decided(item, "Before the year", date(2025, 3, 31), number=6)
    decided(item, "After the year", date(2026, 4, 1), number=7)
    made = build()

    assert made["acted"]["themes"] == []
    assert "No decision and no action" in chapter(made)


def test_an_action_is_still_open_where_it_was_done_after_the_year(build, item):
    took_on(item, "Write the rota", state="done", ended_on=date(2026, 5, 1), outcome="At last")
    said = chapter(build())

    assert "Write the rota" in said
    assert "At last" not in said


def test_how_the_network_followed_through_stands_in_counts(network, practice, build, item):
    person = factories.PersonFactory(network=network, name="Asha Vane", practice=practice)
    factories.asked_to(item.meeting, person, came="present")
    decided(item, "We share the late clinic")
    took_on(item, "Write the rota", person, state="done", ended_on=date(2026, 1, 3))
    took_on(item, "Ask the surgeries", person, state="done", ended_on=date(2026, 5, 3))  # after the year
    said = chapter(build(), "meetings")

    assert (
        "Of 1 practice whose people were asked to meetings, 1 attended most of them; there was 1 meeting."
        in said
    )
    assert "1 decision was made." in said
    assert "1 of 2 actions was done on time." in said
    assert "2 of 2 actions were owned beyond the clinical director and the manager." in said
    assert "Asha Vane" not in said


def test_a_year_without_meetings_says_nothing_of_following_through(build):
    assert chapter(build(), "meetings") == ""


def test_a_snapshot_from_before_meetings_has_no_such_chapter(build):
    made = build()
    del made["acted"]

    assert 'id="acted"' not in document.html(made)
    assert 'id="acted"' in document.html(build())


def test_words_of_people_are_escaped(build, item):
    decided(item, "<b>bold</b> & 'quoted'")
    assert "&lt;b&gt;bold&lt;/b&gt; &amp;" in chapter(build())


def test_reading_it_takes_few_queries(network, build, item, django_assert_max_num_queries):
    made = build()
    for number in range(5):
        decided(item, f"Decision {number}", number=10 + number)
        took_on(item, f"Action {number}", agreed_on=date(2025, 11, 4) + timedelta(days=number))
    with django_assert_max_num_queries(9):
        assert acted.section(network, Year(YEAR_END), made["rounds"][-1])["themes"]
