"""What becomes confidential takes with it what was written down about it before."""

from apps.meetings import agenda_actions
from tests import factories


def test_decisions_and_actions_of_an_item_become_confidential_with_it(network, manager):
    item = factories.item_of(network, factories.meeting_of(network))
    decision, action = factories.decision_of(item), factories.action_of(network, item=item)
    fields = {name: getattr(item, name) for name in agenda_actions.FIELDS} | {"confidential": True}

    agenda_actions.change_item(item=item, by=manager, version=item.version, **fields)

    decision.refresh_from_db()
    action.refresh_from_db()
    assert (decision.confidential, action.confidential) == (True, True)
