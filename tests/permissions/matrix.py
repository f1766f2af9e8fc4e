"""Who may open which page: one row for every address of the portal, one column for every persona.

A row says who gets in. Everybody else gets what the kind of page says: on a network's page strangers, removed
members and the ICS get 404 and members without the permission 403; on an ICS page and in the administration likewise;
pages of accounts send
the anonymous to log in; public pages are listed with the reason why they are public."""

from collections.abc import Callable
from dataclasses import dataclass

NETWORK_MEMBERS = (
    "practice_manager", "staff", "lay_member", "board_member", "finance_lead", "manager", "director",
)  # fmt: skip
ICS_MEMBERS = ("analyst", "ics_lead")
ADMINISTRATORS = ("administrator",)
OUTSIDERS = ("stranger", "removed", "foreign_analyst", "foreign_lead")
PERSONAS = ("anonymous", *OUTSIDERS, *NETWORK_MEMBERS, *ICS_MEMBERS, *ADMINISTRATORS)
INSIDERS = {"network": NETWORK_MEMBERS, "ics": ICS_MEMBERS, "administration": ADMINISTRATORS}

ALL_BUT_PRACTICES = ("staff", "lay_member", "board_member", "finance_lead", "manager", "director")
BOARD = ("lay_member", "board_member", "finance_lead", "manager", "director")
RUNNERS = ("manager", "director")
KEEPERS = ("practice_manager", *RUNNERS)
FORWARDERS = KEEPERS
LEADS = ("ics_lead",)


def nothing(cast) -> dict:
    return {}


@dataclass(frozen=True)
class Row:
    """``url`` is a URL name; ``who`` the personas who get in ("everybody" for public pages, with ``why``;
    "logged in" for pages of any account); ``kwargs(cast)`` gives what the address needs besides the code;
    ``opens`` is what a GET gives those who get in."""

    url: str
    who: tuple[str, ...] | str
    place: str = ""
    kwargs: Callable = nothing
    opens: int | tuple[int, ...] = 200
    why: str = ""


def network(url, who, **options) -> Row:
    return Row(url, who, place="network", **options)


def ics(url, who, **options) -> Row:
    return Row(url, who, place="ics", **options)


def administration(url, **options) -> Row:
    return Row(url, ADMINISTRATORS, place="administration", **options)


def access(namespace, row, who, members, membership, invitation) -> list[Row]:
    """The pages of who has access, for one kind of place."""

    def of(name, which=who, **options):
        return row(f"{namespace}:{name}", which, **options)

    def one(cast):
        return {"pk": getattr(cast, membership).pk}

    def offer(cast):
        return {"pk": getattr(cast, invitation).pk}

    return [
        of("list"),
        of("members_csv"),
        of("invitations_csv"),
        of("invite"),
        of("review"),
        of("leave", members),
        of("renew", kwargs=offer),
        of("withdraw", kwargs=offer),
        of("member", kwargs=one),
        of("confirm", kwargs=one),
        of("remove", kwargs=one, opens=(200, 302)),  # who removes themselves is led to leaving
    ]


def public(url, why, **options) -> Row:
    return Row(url, "everybody", why=why, **options)


NOBODYS = "00000000-0000-4000-8000-000000000000"

MATRIX = [
    public("account_login", "where everybody starts", opens=(200, 302)),
    public("organisation_log_in", "exists only where an organisation is set up", opens=404),
    public("organisation_callback", "exists only where an organisation is set up", opens=404),
    Row("organisation_confirm", "logged in", opens=404),
    Row("organisation_end", "logged in", opens=404),
    public(
        "account_logout",
        "ends a log in, also one that has only begun; to somebody who is not logged in it does nothing",
        opens=(200, 302),
    ),
    public("mfa_authenticate", "the second step of a log in", opens=302),
    public("mfa_trust", "the last step of a log in", opens=302),
    public("mfa_login_webauthn", "logging in with a passkey alone", opens=302),
    public("account_reset_password", "whoever forgot their password can’t log in"),
    public("account_reset_password_done", "says the same whoever asked"),
    public(
        "account_reset_password_from_key",
        "a mailed link says whose password it is",
        kwargs=lambda cast: {"uidb36": "1", "key": "x"},
    ),
    public("account_reset_password_from_key_done", "says that it worked, to anybody"),
    Row("account:page", "logged in"),
    Row("account:name", "logged in"),
    Row("account:second_factor", "logged in"),
    Row("account:totp_image", "logged in", opens=404),
    Row("account:session_end", "logged in", kwargs=lambda cast: {"pk": 0}),
    Row("account:log_out_everywhere", "logged in"),
    Row("account:forget_devices", "logged in"),
    Row("account:time_left", "logged in"),
    Row("account:stay", "logged in"),
    Row("account:draft", "logged in", opens=302),
    Row("account:download", "logged in", opens=404),
    Row("account_change_password", "logged in"),
    Row("account_reauthenticate", "logged in"),
    Row("mfa_reauthenticate", "logged in", opens=302),
    Row("mfa_reauthenticate_webauthn", "logged in", opens=302),
    Row("mfa_activate_totp", "logged in"),
    Row("mfa_deactivate_totp", "logged in", opens=404),
    Row("mfa_add_webauthn", "logged in"),
    Row("mfa_edit_webauthn", "logged in", kwargs=lambda cast: {"pk": 0}, opens=404),
    Row("mfa_remove_webauthn", "logged in", kwargs=lambda cast: {"pk": 0}, opens=404),
    Row("mfa_view_recovery_codes", "logged in", opens=302),
    Row("mfa_download_recovery_codes", "logged in", opens=404),
    Row("mfa_generate_recovery_codes", "logged in"),
    public("home:health", "asked by the platform; says nothing about anybody"),
    Row("home:start", "logged in", opens=(200, 302)),
    network("home:network", NETWORK_MEMBERS),
    ics("home:area", ICS_MEMBERS),
    public("home:help", "help is for everybody, also before log in"),
    public("home:privacy", "whoever is asked to answer may read it"),
    public("home:accessibility", "the law wants it public"),
    network("home:log", RUNNERS),
    network("home:practices_csv", ("staff", *BOARD)),
    network("home:log_csv", RUNNERS),
    *access("access", network, RUNNERS, NETWORK_MEMBERS, "membership", "invitation"),
    *access("area_access", ics, LEADS, ICS_MEMBERS, "area_membership", "area_invitation"),
    *access(
        "administrators",
        lambda url, who, **options: administration(url, **options),
        ADMINISTRATORS,
        ADMINISTRATORS,
        "portal_membership",
        "portal_invitation",
    ),
    network("data_controller", RUNNERS),
    administration("administration:start"),
    administration("administration:find", kwargs=lambda cast: {"kind": "networks"}),
    administration("administration:place", kwargs=lambda cast: {"kind": "areas", "code": cast.icb.code}),
    administration(
        "administration:withdraw",
        kwargs=lambda cast: {"kind": "areas", "code": cast.icb.code, "pk": cast.area_invitation.pk},
    ),
    administration("surveys:alarm", kwargs=lambda cast: {"pk": cast.alarmed.pk}),
    ics("home:area_log", LEADS),
    ics("home:area_log_csv", LEADS),
    administration("home:administration_log"),
    administration("home:administration_log_csv"),
    public(
        "joining:link",
        "an invitation’s link: whoever follows it may have no account yet",
        kwargs=lambda cast: {"token": "x"},
        opens=404,
    ),
    public("joining:join", "opened by an invitation’s cookie", opens=403),
    public("joining:organisation", "exists only where an organisation is set up", opens=404),
    public("joining:organisation_go", "exists only where an organisation is set up", opens=404),
    network("people:list", KEEPERS),
    network("people:export", KEEPERS),
    network("people:add", KEEPERS),
    network("people:upload", KEEPERS),
    network("people:upload_confirm", KEEPERS),
    network("people:upload_problems", KEEPERS),
    network("people:upload_undo", KEEPERS, kwargs=lambda cast: {"upload": cast.round.pk}),
    network("people:edit", KEEPERS, kwargs=lambda cast: {"pk": cast.person.pk}),
    network("people:leave", KEEPERS, kwargs=lambda cast: {"pk": cast.person.pk}),
    network("people:put_back", KEEPERS, kwargs=lambda cast: {"pk": cast.person.pk}),
    network("people:row", KEEPERS, kwargs=lambda cast: {"pk": cast.person.pk}, opens=(200, 302)),
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
    network("wellbeing:support_remove", RUNNERS, kwargs=lambda cast: {"pk": cast.support.pk}, opens=405),
    network("wellbeing:pause_remove", RUNNERS, kwargs=lambda cast: {"pk": cast.pause.pk}, opens=405),
    network("wellbeing:check_in", RUNNERS, kwargs=lambda cast: {"pk": cast.open_check_in.pk}),
    network("wellbeing:cancel", RUNNERS, kwargs=lambda cast: {"pk": cast.open_check_in.pk}),
    network("wellbeing:share", FORWARDERS, kwargs=lambda cast: {"pk": cast.open_check_in.pk}),
    network("wellbeing:poster", FORWARDERS, kwargs=lambda cast: {"pk": cast.open_check_in.pk}),
    network("roles:list", ALL_BUT_PRACTICES),
    network("roles:export", ALL_BUT_PRACTICES),
    network("roles:post", ALL_BUT_PRACTICES, kwargs=lambda cast: {"pk": cast.post.pk}),
    network("notes:list", ALL_BUT_PRACTICES),
    network("notes:open", RUNNERS),
    network("notes:close", RUNNERS),
    network("notes:renew_link", RUNNERS),
    network("notes:detail", RUNNERS, kwargs=lambda cast: {"pk": cast.note.pk}),
    network("notes:settle", RUNNERS, kwargs=lambda cast: {"pk": cast.note.pk}),
    public(
        "raising:link",
        "a network’s link to raise something says which network; nobody is logged in",
        kwargs=lambda cast: {"token": "x"},
        opens=404,
    ),
    public("raising:note", "opened by that link’s cookie", opens=403),
    public("raising:answer", "a receipt code opens an answer; nobody is logged in"),
    network("reports:list", BOARD),
    network("reports:list_csv", BOARD),
    network("reports:prepare", RUNNERS),
    network("reports:detail", BOARD, kwargs=lambda cast: {"pk": cast.draft.pk}),
    network("reports:download", BOARD, kwargs=lambda cast: {"pk": cast.draft.pk}),
    network("reports:again", RUNNERS, kwargs=lambda cast: {"pk": cast.draft.pk}),
    network("reports:renew", RUNNERS, kwargs=lambda cast: {"pk": cast.draft.pk}),
    network("reports:approve", ("director",), kwargs=lambda cast: {"pk": cast.draft.pk}),
    network("reports:release", ("director",), kwargs=lambda cast: {"pk": cast.approved.pk}),
    *(ics(f"area_questions:{name}", LEADS) for name in ("list", "add", "preview", "offer", "withdraw")),
    ics("area_questions:version", LEADS, kwargs=lambda cast: {"version": 1}),
    *(
        ics(f"area_questions:{name}", LEADS, kwargs=lambda cast: {"question": cast.own.code})
        for name in ("edit", "act")
    ),
    ics("ics:networks", ICS_MEMBERS),
    ics("ics:export", ICS_MEMBERS),
    ics("ics:download", ICS_MEMBERS, kwargs=lambda cast: {"network_code": cast.network.code}),
    public("home:design", "exists only in the demo and for administrators", opens=(200, 404)),
    public("demo:personas", "exists only in the demo", opens=404),
    public("demo:mail", "exists only in the demo", opens=404),
    public("demo:mail_detail", "exists only in the demo", kwargs=lambda cast: {"name": "x.log"}, opens=404),
    public(
        "surveys:link",
        "a link says whose it is, or which workshop’s; nobody is logged in",
        kwargs=lambda cast: {"token": "x"},
        opens=404,
    ),
    public(
        "surveys:stop_link",
        "a link in a mail says whose it is; nobody is logged in",
        kwargs=lambda cast: {"token": "x"},
        opens=404,
    ),
    public(
        "surveys:stop",
        "opened by a link’s cookie",
        kwargs=lambda cast: {"round_id": NOBODYS},
        opens=403,
    ),
    public(
        "surveys:no_more_link",
        "a link in a mail says whose it is; nobody is logged in",
        kwargs=lambda cast: {"token": "x"},
        opens=404,
    ),
    public("surveys:no_more", "opened by such a link’s cookie", opens=403),
    public(
        "surveys:trial",
        "the link of a test mail shows a form that takes nothing",
        kwargs=lambda cast: {"token": "x"},
        opens=404,
    ),
    public("surveys:slip", "whoever holds a paper slip types its code; nobody is logged in"),
    public(
        "surveys:answer",
        "opened by a link’s cookie",
        kwargs=lambda cast: {"round_id": NOBODYS},
        opens=403,
    ),
    public(
        "summary:page",
        "what came out, for whoever has a link: its cookie opens it",
        kwargs=lambda cast: {"round_id": NOBODYS},
        opens=302,
    ),
    public(
        "check_in:page",
        "what came out of a check-in, for whoever has a link: its cookie opens it",
        kwargs=lambda cast: {"round_id": NOBODYS},
        opens=302,
    ),
    public(
        "surveys:stored",
        "whoever is asked to answer may read what is stored",
        kwargs=lambda cast: {"round_id": cast.round.pk},
    ),
    public(
        "surveys:thanks",
        "says what happens next, to anybody",
        kwargs=lambda cast: {"round_id": NOBODYS},
        opens=404,
    ),
]
