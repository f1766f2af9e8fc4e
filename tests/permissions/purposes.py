"""The addresses of purpose, strategy, objectives and team roles, as `matrix`."""

from .rows import ALL_BUT_PRACTICES, NETWORK_MEMBERS, RUNNERS, network


def draft(cast):
    return {"pk": cast.purpose_draft.pk}


def strategy(cast):
    return {"pk": cast.strategy_draft.pk}


def lead(cast):
    return {"pk": cast.draft_lead.pk}


def objective(cast):
    return {"pk": cast.objective.pk}


READ = ("index", "versions_csv", "compare", "strategy", "leads_csv", "objectives", "objectives_csv")
BEGIN = ("review", "review_move", "new", "strategy_new", "objective_new")
KEEP = (
    (draft, ("edit", "ask", "take_back", "delete", "adopt")),
    (strategy, ("strategy_edit", "strategy_delete", "strategy_start", "lead_add")),
    (lead, ("lead_edit", "lead_remove")),
    (objective, ("objective_edit", "objective_end", "objective_reopen", "objective_delete")),
)

PURPOSE = [
    network("team:map", ALL_BUT_PRACTICES),
    network("team:map_csv", ALL_BUT_PRACTICES),
    network("team:own", NETWORK_MEMBERS),
    network("team:withdraw", NETWORK_MEMBERS, opens=405),
    network("team:group_new", RUNNERS),
    network("team:group_edit", RUNNERS, kwargs=lambda cast: {"pk": cast.working_group.pk}),
    network("team:group_delete", RUNNERS, kwargs=lambda cast: {"pk": cast.working_group.pk}, opens=405),
    *(network(f"purpose:{name}", ALL_BUT_PRACTICES) for name in READ),
    *(network(f"purpose:{name}", RUNNERS) for name in BEGIN),
    network("purpose:version", NETWORK_MEMBERS, kwargs=draft),
    network("purpose:feedback_withdraw", NETWORK_MEMBERS, kwargs=draft, opens=405),
    network("purpose:strategy_version", ALL_BUT_PRACTICES, kwargs=strategy),
    network("purpose:objective", ALL_BUT_PRACTICES, kwargs=objective),
    *(network(f"purpose:{name}", RUNNERS, kwargs=of) for of, names in KEEP for name in names),
    network("purpose:lead_hand_over", RUNNERS, kwargs=lambda cast: {"pk": cast.purpose_lead.pk}),
]
