from datetime import date

import pytest
from django.utils import timezone

from apps.core.chapters import Period
from apps.core.moments import day
from apps.practices.models import Workforce
from apps.roles import chapter
from apps.roles.models import BoardRule
from tests.factories import PersonFactory, appointed_to, post_of, practice_in


@pytest.fixture
def period(network):
    return Period(network, date(2025, 4, 1), date(2026, 3, 31), date(2026, 3, 31))


def held(post, name="Asha Vane", **fields):
    return appointed_to(post, PersonFactory(network=post.network, name=name), **fields)


def told(section) -> str:
    return repr(section.parts)


def test_nothing_is_told_of_a_network_without_posts(period):
    assert chapter.leadership(period) is chapter.board(period) is chapter.people(period) is None


def test_leading_roles_as_of_the_last_day_and_nobodys_name(network, period):
    held(post_of(network, "clinical_director"), start=date(2025, 6, 1))
    ended = post_of(network, "manager")
    held(ended, "Left Early", start=date(2024, 1, 1), last_day=date(2026, 1, 31))
    held(ended, "Came Later", start=date(2026, 5, 1))
    found = chapter.leadership(period)
    rows = found.parts[-1].rows
    assert rows[0] == ("Clinical director", "Yes", "1 June 2025", "No")
    assert rows[1] == ("PCN manager", "Vacant", "1 February 2026", "No")
    assert "Within the year 1 term began and 1 term ended." in told(found)
    assert not {"Asha", "Left Early", "Came Later"} & set(told(found).replace("'", " ").split())
    assert [one.text for one in found.prompts] == ["Vacant since 1 February 2026: PCN manager"]


def test_board_with_seats_votes_and_what_it_needs_to_decide(network, period):
    practice = practice_in(network, name="Millbrook Surgery")
    held(post_of(network, "practice_representative", practice=practice, votes=True))
    post_of(network, "lay_member")
    post_of(network, "chair", on_board=False)
    BoardRule.objects.create(network=network, quorum=1, of_practices=1)
    found = chapter.board(period)
    assert found.parts[0].text.startswith("On 31 March 2026, 1 of 2 seats are filled")
    assert "Nothing is decided without 1 vote, 1 of them practices’." in told(found)
    assert ("Practice representative", "Millbrook Surgery", "Yes", "Yes", "1 April 2020") in found.parts[
        -1
    ].rows
    assert "Board chair" not in told(found)
    assert "Asha Vane" not in told(found)


def test_people_posts_shared_staff_and_the_published_workforce(network, period):
    practice = practice_in(network, name="Millbrook Surgery", patients=10_000)
    post = post_of(network, "paramedic", unit="wte", on_board=False, funded=1)
    held(post).deployments.create(practice=practice, sessions=4)
    post_of(network, "dietitian", on_board=False, stage="advertised")
    Workforce.objects.create(
        network=network, day=date(2026, 3, 31), staff_group="Direct Patient Care", role="Paramedic",
        detailed_role="Paramedic", source="all", fte="1.6",
    )  # fmt: skip
    found = chapter.people(period)
    tables = {part.title.partition(" on ")[0]: part for part in found.parts if hasattr(part, "rows")}
    assert tables["Posts in additional roles"].rows[0][:3] == ("Dietitian", "Advertised", "Vacant")
    assert tables[f"Shared staff by practice, {day(timezone.localdate())}"].rows == [
        ("Millbrook Surgery", "4", "0.40")
    ]
    published = tables["Additional roles, whole-time equivalents, 31 March 2026"]
    assert published.rows == [("Paramedic", "1.60", "–", "1.00")]
    assert published.source.startswith("Primary Care Network Workforce, NHS England")
    said = [part.text for part in found.parts if hasattr(part, "text")]
    assert "On 31 March 2026, 1 of 2 posts in additional roles is filled; 1 is advertised or offered." in said
    assert any(
        text.startswith(f"On {day(timezone.localdate())}, shared staff work 4 sessions a week")
        for text in said
    )
    assert found.findings == ["1 of 2 posts in additional roles is filled; 1 is advertised or offered."]
    assert "Asha Vane" not in told(found)
