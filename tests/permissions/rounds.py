"""The addresses of the scorecard and of check-ins, as `matrix`."""

from .rows import BOARD, FORWARDERS, ICS_MEMBERS, NOBODYS, RUNNERS, ics, network

ROUNDS = [
    network("scorecard:list", BOARD),
    network("scorecard:list_csv", BOARD),
    network("scorecard:history", BOARD),
    network("scorecard:history_csv", BOARD),
    *(network(f"scorecard:own:{name}", RUNNERS) for name in ("list", "add", "preview", "take")),
    network("scorecard:own:version", RUNNERS, kwargs=lambda cast: {"version": 1}),
    *(
        network(f"scorecard:own:{name}", RUNNERS, kwargs=lambda cast: {"question": cast.own.code})
        for name in ("edit", "act")
    ),
    network("scorecard:open", RUNNERS),
    network("scorecard:open_again", RUNNERS, opens=302),
    network("scorecard:open_who", RUNNERS, opens=302),
    network("scorecard:open_list", RUNNERS, opens=302),
    network("scorecard:open_listed", RUNNERS, opens=405),
    network("scorecard:open_test", RUNNERS, opens=405),
    network("scorecard:open_when", RUNNERS, opens=302),
    network("scorecard:open_message", RUNNERS, opens=302),
    network("scorecard:open_check", RUNNERS, opens=302),
    network("scorecard:round", RUNNERS, kwargs=lambda cast: {"pk": cast.round.pk}),
    network("scorecard:slips", RUNNERS, kwargs=lambda cast: {"pk": cast.round.pk}),
    network("scorecard:slips_pdf", RUNNERS, kwargs=lambda cast: {"pk": cast.round.pk, "part": 1}),
    network("scorecard:links", RUNNERS, kwargs=lambda cast: {"pk": cast.round.pk}),
    network("scorecard:renew", RUNNERS, kwargs=lambda cast: {"pk": cast.round.pk, "person": cast.person.pk}),
    network("scorecard:remind", RUNNERS, kwargs=lambda cast: {"pk": cast.round.pk}),
    network(
        "scorecard:reminder",
        RUNNERS,
        kwargs=lambda cast: {"pk": cast.round.pk, "reminder": cast.reminder.pk},
        opens=405,
    ),
    network("scorecard:put_off", RUNNERS, kwargs=lambda cast: {"pk": cast.series.pk}, opens=405),
    network("scorecard:end_series", RUNNERS, kwargs=lambda cast: {"pk": cast.series.pk}),
    network("scorecard:extend", RUNNERS, kwargs=lambda cast: {"pk": cast.round.pk}),
    network("scorecard:close", RUNNERS, kwargs=lambda cast: {"pk": cast.round.pk}),
    network("scorecard:cancel", RUNNERS, kwargs=lambda cast: {"pk": cast.round.pk}),
    *(
        network(f"scorecard:{name}", RUNNERS, kwargs=lambda cast: {"pk": cast.workshop.pk})
        for name in ("new_link", "heads", "screen", "screen_show", "facilitate", "timer", "note_add")
    ),
    *(
        network(
            f"scorecard:{name}", FORWARDERS, kwargs=lambda cast: {"pk": cast.workshop.pk}, opens=(200, 404)
        )
        for name in ("share", "poster")
    ),
    network(
        "scorecard:screen_slide",
        RUNNERS,
        kwargs=lambda cast: {"pk": cast.workshop.pk, "number": 1},
        opens=302,
    ),
    *(
        network(
            f"scorecard:{name}",
            RUNNERS,
            kwargs=lambda cast: {"pk": cast.workshop.pk, "note": cast.workshop_note.pk},
        )
        for name in ("note_edit", "note_delete")
    ),
    network("scorecard:reveal", RUNNERS, kwargs=lambda cast: {"pk": cast.workshop.pk}, opens=302),
    network("scorecard:notes", BOARD, kwargs=lambda cast: {"pk": cast.workshop.pk}),
    network("scorecard:notes_csv", BOARD, kwargs=lambda cast: {"pk": cast.workshop.pk}),
    network("scorecard:comments", RUNNERS, kwargs=lambda cast: {"pk": cast.closed_round.pk}),
    network(
        "scorecard:decide_comment",
        BOARD,  # of whom only the reader of that round's comments may decide
        kwargs=lambda cast: {"pk": cast.closed_round.pk, "comment": cast.comment.pk},
    ),
    network("scorecard:results", BOARD, kwargs=lambda cast: {"pk": cast.closed_round.pk}),
    network("scorecard:results_csv", BOARD, kwargs=lambda cast: {"pk": cast.closed_round.pk}),
    network("scorecard:paper", BOARD, kwargs=lambda cast: {"pk": cast.closed_round.pk}),
    network("scorecard:paper_pdf", BOARD, kwargs=lambda cast: {"pk": cast.closed_round.pk}),
    network("scorecard:release", RUNNERS, kwargs=lambda cast: {"pk": cast.unreleased.pk}),
    network("scorecard:compare", BOARD, kwargs=lambda cast: {"pk": cast.closed_round.pk}),
    network("scorecard:compare_csv", BOARD, kwargs=lambda cast: {"pk": cast.closed_round.pk}),
    network("scorecard:sharing", ("director",)),
    network("scorecard:switch_count", ("director",)),
    network("scorecard:switch_show", ("director",)),
    ics("ics_scorecards:list", ICS_MEMBERS),
    ics("ics_scorecards:export", ICS_MEMBERS),
    network("wellbeing:index", BOARD),
    network("wellbeing:trend", BOARD),
    network("wellbeing:trend_csv", BOARD),
    network("wellbeing:workload", BOARD),
    network("wellbeing:go_on", RUNNERS),
    network("wellbeing:results", BOARD, kwargs=lambda cast: {"pk": cast.check_in.pk}),
    network("wellbeing:results_csv", BOARD, kwargs=lambda cast: {"pk": cast.check_in.pk}, opens=(200, 302)),
    network("wellbeing:release", RUNNERS, kwargs=lambda cast: {"pk": cast.check_in.pk}),
    network("wellbeing:respond", RUNNERS, kwargs=lambda cast: {"pk": cast.check_in.pk}),
    *(
        network(f"wellbeing:{name}", RUNNERS)
        for name in ("questions", "rhythm", "end", "pauses", "support", "preview")
    ),
    network("wellbeing:set_up", RUNNERS, opens=302),  # there is a series already
    network("wellbeing:set_up_check", RUNNERS, opens=302),
    network("wellbeing:skip", RUNNERS, opens=405),
    network("wellbeing:support_check", RUNNERS, opens=405),
    network("wellbeing:support_edit", RUNNERS, kwargs=lambda cast: {"pk": cast.support.pk}),
    network("wellbeing:support_national", RUNNERS, kwargs=lambda cast: {"place": "shout"}, opens=405),
    network("wellbeing:support_remove", RUNNERS, kwargs=lambda cast: {"pk": cast.support.pk}, opens=405),
    network("wellbeing:pause_remove", RUNNERS, kwargs=lambda cast: {"pk": cast.pause.pk}, opens=405),
    network("wellbeing:check_in", RUNNERS, kwargs=lambda cast: {"pk": cast.open_check_in.pk}),
    *(
        network(f"wellbeing:{name}", RUNNERS, kwargs=lambda cast: {"pk": cast.open_check_in.pk})
        for name in ("cancel", "close", "extend", "remind", "links", "new_link")
    ),
    network(
        "wellbeing:reminder",
        RUNNERS,
        kwargs=lambda cast: {"pk": cast.open_check_in.pk, "reminder": 1},
        opens=405,
    ),
    network(
        "wellbeing:renew",
        RUNNERS,
        kwargs=lambda cast: {"pk": cast.open_check_in.pk, "person": cast.person.pk},
        opens=404,  # it has an open link: nobody was invited by name
    ),
    network("wellbeing:comments", RUNNERS, kwargs=lambda cast: {"pk": cast.check_in.pk}),
    network(
        "wellbeing:decide_comment",
        BOARD,  # of whom only the reader of that check-in's comments may decide
        kwargs=lambda cast: {"pk": cast.check_in.pk, "comment": NOBODYS},
        opens=405,
    ),
    network("wellbeing:share", FORWARDERS, kwargs=lambda cast: {"pk": cast.open_check_in.pk}),
    network("wellbeing:poster", FORWARDERS, kwargs=lambda cast: {"pk": cast.open_check_in.pk}),
]
