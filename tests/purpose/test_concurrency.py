"""Real threads and transactions: one purpose and one strategy hold at a time, whoever presses when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.purpose import actions, strategy_actions
from apps.purpose.models import Review, Strategy, Version
from tests import factories
from tests.surveys.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_only_one_of_many_adoptions_drafts_reviews_and_changes_at_once_counts(network, manager):
    today = timezone.localdate()
    factories.purpose_of(network, days_ago=30)
    words = {"by": manager, "line": "New", "text": ""}
    found = at_once([lambda: actions.write_draft(network=network, **words)] * 3)
    assert sorted(str(one) for one in found) == sorted(["Version 2", *[str(actions.PurposeRefused)] * 2])
    draft = Version.objects.get(state="draft")
    adoption = {"by": manager, "meeting": "Board", "next_on": today + timedelta(days=365)}

    def adopt(days):
        return lambda: actions.adopt(version=draft, adopted_on=today - timedelta(days=days), **adoption)

    results = at_once(
        [
            adopt(0),
            adopt(1),
            adopt(2),
            lambda: actions.change_draft(version=draft, by=manager, line="Late", text=""),
        ]
    )
    assert results[:3].count("done") == 1
    spells = list(Version.objects.order_by("adopted_on").values_list("adopted_on", "replaced_on"))
    assert spells[0][1] == spells[1][0] > spells[0][0]
    assert spells[1][1] is None
    held = {"by": manager, "version": draft, "meeting": "Away day", "next_on": today + timedelta(days=9)}
    at_once([lambda: actions.keep_as_it_is(held_on=today, **held)] * 3)
    assert Review.objects.filter(version=draft, held_on=today).count() == 1


def test_only_one_strategy_holds(network, manager):
    person, today = factories.PersonFactory(network=network), timezone.localdate()
    drafts = at_once(
        [lambda: strategy_actions.write_strategy(network=network, by=manager, approach="a", deciding="b")] * 3
    )
    draft = next(one for one in drafts if isinstance(one, Strategy))
    assert Strategy.objects.count() == 1
    factories.lead_of(draft, person, start=None)
    started = at_once([lambda: strategy_actions.start_strategy(strategy=draft, by=manager, start=today)] * 3)
    assert started.count("done") == 1
