"""The addresses of decisions, actions, raised issues and risks, as `matrix`."""

from .rows import ALL_BUT_PRACTICES, NETWORK_MEMBERS, RUNNERS, network, public


def action(cast):
    return {"pk": cast.action.pk}


def issue(cast):
    return {"pk": cast.issue.pk}


def risk(cast):
    return {"pk": cast.risk.pk}


FOLLOW = [
    public(
        "owned:link",
        "the link in the mail of an action’s owner, who may have no account",
        kwargs=lambda cast: {"token": "x"},
        opens=404,
    ),
    public("owned:update", "opened by that link’s cookie", opens=403),
    public(
        "owned:digest_link",
        "the link by which somebody tunes their weekly mail",
        kwargs=lambda cast: {"token": "x"},
        opens=404,
    ),
    public("owned:digest", "opened by that link’s cookie", opens=403),
    network("meetings:decisions", ALL_BUT_PRACTICES),
    network("meetings:decisions_csv", ALL_BUT_PRACTICES),
    network(
        "meetings:decision_thread",
        ALL_BUT_PRACTICES,
        kwargs=lambda cast: {"pk": cast.decision.pk},
        opens=302,
    ),
    network("meetings:actions", ALL_BUT_PRACTICES),
    network("meetings:actions_csv", ALL_BUT_PRACTICES),
    network("meetings:owners", RUNNERS),
    network("meetings:owners_csv", RUNNERS),
    network("meetings:action_new", RUNNERS),
    network("meetings:action", ALL_BUT_PRACTICES, kwargs=action),
    *(
        network(f"meetings:action_{page}", RUNNERS, kwargs=action)
        for page in ("edit", "done", "drop", "hand_over", "reopen")
    ),
    network("meetings:follow_through", ALL_BUT_PRACTICES),
    *(
        network(f"meetings:follow_{table}_csv", ALL_BUT_PRACTICES)
        for table in ("attended", "by_practice", "by_role")
    ),
    network("meetings:issues", NETWORK_MEMBERS),
    network("meetings:issue_new", NETWORK_MEMBERS),
    # Everybody may open their own; others' are no page of theirs, as `test_issues` says.
    network("meetings:issue", NETWORK_MEMBERS, kwargs=issue, opens=(200, 404)),
    network("meetings:issue_settle", RUNNERS, kwargs=issue),
    network("meetings:issue_agenda", RUNNERS, kwargs=issue),
    network("meetings:risks", ALL_BUT_PRACTICES),
    network("meetings:risks_csv", ALL_BUT_PRACTICES),
    network("meetings:risk_new", RUNNERS),
    network("meetings:risk", ALL_BUT_PRACTICES, kwargs=risk),
    *(network(f"meetings:risk_{page}", RUNNERS, kwargs=risk) for page in ("edit", "move", "close")),
]
