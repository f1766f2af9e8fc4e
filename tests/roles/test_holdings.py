"""What roles tell the rooms of people and practices."""

from datetime import date

import pytest

from apps.core.contributions import CannotMove, person_holdings, personal_data, practice_hangings
from apps.roles.models import Appointment, Share
from tests import factories


@pytest.fixture
def term(network, practice):
    post = factories.post_of(network, "practice_representative", practice=practice)
    return factories.appointed_to(post, interests="A shop", declared_on=date(2026, 1, 1))


def test_a_leaver_hands_over_to_the_deputy(term, manager):
    deputy = factories.appointed_to(term.post, share=Share.DEPUTY).person
    [held] = person_holdings.of([term.person_id])[term.person_id]
    assert held.text == f"Practice representative ({term.post.practice})"
    assert held.proposed == deputy.pk

    held.hand_over(to=deputy, by=manager, on=date(2026, 6, 30))

    assert Appointment.objects.get(person=deputy, share=Share.WHOLE).start == date(2026, 7, 1)


def test_what_is_kept_about_somebody_is_handed_out_moved_and_erased(term, network, manager):
    term.reviews.create(held_on=date(2026, 2, 1), agreed="One day less")
    term.ticks.create(item="buddy", done_on=date(2026, 2, 2))
    shown = {section.heading: section.rows for section in personal_data.sections(term.person)}
    assert "A shop" in shown["Roles"][0]
    assert shown["Yearly reviews"] == (("Practice representative", "1 February 2026", "One day less"),)
    assert shown["Steps of starting that were done"][0][1].startswith("Has somebody to ask")
    other = factories.PersonFactory(network=network)
    personal_data.move(kept=other, merged=term.person, by=manager)
    term.refresh_from_db()
    assert term.person == other
    personal_data.erase(person=other, by=manager)
    assert not Appointment.objects.exists()


def test_two_entries_in_one_role_at_once_can_not_become_one(term, manager):
    deputy = factories.appointed_to(term.post, share=Share.DEPUTY)
    with pytest.raises(CannotMove, match="is in this role"):
        personal_data.move(kept=deputy.person, merged=term.person, by=manager)


def test_seats_and_shared_staff_hang_on_a_practice(term, network, practice):
    shared = factories.appointed_to(factories.post_of(network, "paramedic", unit="wte", on_board=False))
    shared.deployments.create(practice=practice, sessions=3)

    words = [one.words for one in practice_hangings.on(network, [practice.pk])[practice.pk]]

    assert words[-2:] == ["1 board seat", "1 shared member of staff"]
