"""Opening a round, a page a question: which way, who, what and when, the message, check, send."""

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.permissions import Permission
from apps.core.moments import moment
from apps.networks.access import network_view
from apps.networks.controller import NOT_NAMED
from apps.surveys import trials
from apps.surveys.actions import RoundRefused
from apps.surveys.disclosure import SCORECARD_NETWORK, SCORECARD_OPEN_LINK
from apps.surveys.models import Breakdown, Round, Way
from apps.surveys.opening import TooSoon, open_round, refuse_overlap
from apps.surveys.own import edition
from apps.surveys.queries import area_sees, current_questionnaire, readers
from apps.surveys.reminders import proposals
from apps.surveys.series import asked_again, carried, latest

from . import draft as drafts
from . import timing
from .forms import (
    DEFAULT_MESSAGE,
    JOINED,
    SAME,
    AgainForm,
    CheckForm,
    MessageForm,
    WayForm,
    WhenForm,
    WhoForm,
)
from .queries import chosen, invitable, namesakes

NOBODY = (
    "Nobody is in both a practice and a staff group that you selected, with a role where you selected one"
)
WHO = ("practices", "groups", "roles", "leave_out", "slips", "breakdown")


def to_step(request, name: str):
    return redirect(f"scorecard:{drafts.PAGES[name]}", request.network.code)


def _why_not_now(network) -> RoundRefused | None:
    """Why no round can open today, so that nobody fills in four pages in vain: where it is TooSoon one can be planned.
    Opening asks again."""
    try:
        refuse_overlap(network, current_questionnaire(network, lean=True), timezone.now())
    except RoundRefused as refusal:
        return refusal
    return None


def _first_day(network) -> date | None:
    """The day from which a round may open, where that is not today."""
    refusal = _why_not_now(network)
    return refusal.first if isinstance(refusal, TooSoon) else None


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def way(request):
    if not request.network.controller_name:
        return render(request, "scorecard/open_not_now.html", {"reason": NOT_NAMED, "unnamed": True})
    reason = _why_not_now(request.network)
    if reason and not isinstance(reason, TooSoon):
        return render(request, "scorecard/open_not_now.html", {"reason": reason})
    draft = drafts.load(request)
    form = WayForm(request.POST or None, initial={"way": draft.way or Way.PERSONAL})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["way"] != draft.way:  # what was chosen before is about the other way
            draft = drafts.Draft(way=form.cleaned_data["way"])
        drafts.keep(request, draft)
        return to_step(request, draft.step)
    context = {"form": form, "least": SCORECARD_OPEN_LINK.least, "too_soon": reason}
    return render(request, "scorecard/open_way.html", context)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def who(request):
    draft = drafts.load(request)
    if missing := drafts.missing(draft, "who"):
        return to_step(request, missing)
    if draft == drafts.Draft(way=Way.PERSONAL) and carried(request.network):
        return redirect("scorecard:open_again", request.network.code)
    people = invitable(request.network)
    chosen_before = {name: getattr(draft, name) for name in WHO}
    initial = chosen_before if draft.practices is not None else {"breakdown": draft.breakdown}
    form = WhoForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        invitable=people,
        listed=bool(draft.also),
    )
    if request.method == "POST" and form.is_valid():
        choice = {"leave_out": [], "slips": False, "roles": [], **form.cleaned_data}
        draft.breakdown = choice.pop("breakdown")
        if chosen(request.network, also=draft.also, **choice).exists():
            for name, value in choice.items():
                setattr(draft, name, value)
            draft.same = ""
            drafts.keep(request, draft)
            return to_step(request, draft.step)
        form.add_error(None, NOBODY)
    has_list = carried(request.network) is not None
    context = {"form": form, "people": people, "has_list": has_list, **drafts.place(draft, "who")}
    return render(request, "scorecard/open_who.html", context)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def again(request):
    """Offers the people and the breakdown of the series' last round, before anybody is chosen."""
    found = carried(request.network)
    reason = _why_not_now(request.network)
    if found is None or (reason and not isinstance(reason, TooSoon)):  # which that page says
        return redirect("scorecard:open", request.network.code)
    form = AgainForm(
        request.POST if request.method == "POST" else None,
        initial={"same": SAME if found.people else ""},
        carried=found,
    )
    if request.method == "POST" and form.is_valid():
        series, same = found.series, form.cleaned_data["same"]
        draft = drafts.Draft(
            way=Way.PERSONAL,
            also=drafts.load(request).also,
            series=series.pk,
            same=same,
            breakdown=series.breakdown,
            slips=bool(same),
            rhythm=series.rhythm,
        )
        drafts.keep(request, draft)
        return to_step(request, draft.step)
    context = {"form": form, "carried": found, "breakdown": Breakdown(found.series.breakdown)}
    return render(request, "scorecard/open_again.html", context)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def when(request):
    draft = drafts.load(request)
    if missing := drafts.missing(draft, "when"):
        return to_step(request, missing)
    usual = timing.workshop_closing if draft.has_open_link else timing.usual_closing
    now, first = timezone.now(), _first_day(request.network)
    opens = timezone.localtime(draft.opens(timing.usual_opening(now, first)))
    closes = timezone.localtime(draft.closes or usual(opens if first else now))
    initial = {
        "title": draft.title or timing.season(timezone.localdate()),
        "start": "later" if draft.opens_at or first else "now",
        "opens_on": opens.date(),
        "opens_hour": opens.hour,
        "closes_on": closes.date(),
        "hour": closes.hour,
        "rhythm": draft.rhythm or "",
    }
    form = WhenForm(request.POST or None, initial=initial, has_open_link=draft.has_open_link, first=first)
    if request.method == "POST" and form.is_valid():
        draft.title, draft.closes_at = form.cleaned_data["title"], form.cleaned_data["closes_at"].isoformat()
        opens_at = form.cleaned_data["opens_at"]
        draft.opens_at = opens_at and opens_at.isoformat()
        draft.rhythm = form.cleaned_data.get("rhythm", "")
        drafts.keep(request, draft)
        return to_step(request, draft.step)
    return render(request, "scorecard/open_when.html", {"form": form, **drafts.place(draft, "when")})


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def message(request):
    draft = drafts.load(request)
    if missing := drafts.missing(draft, "message"):
        return to_step(request, missing)
    planned = _planned(draft)
    initial = {
        "message": DEFAULT_MESSAGE if draft.message is None else draft.message,
        "reminders": [one.days for one in planned] if draft.reminders is None else draft.reminders,
        "reviewer": draft.reviewer or request.user.pk,
    }
    form = MessageForm(
        request.POST or None,
        initial=initial,
        network=request.network,
        has_open_link=draft.has_open_link,
        planned=planned,
    )
    if request.method == "POST" and form.is_valid():
        draft.message = form.cleaned_data["message"]
        draft.reminders = form.cleaned_data.get("reminders", draft.reminders)
        draft.reviewer = form.cleaned_data["reviewer"] or request.user.pk
        drafts.keep(request, draft)
        return to_step(request, "check")
    return render(request, "scorecard/open_message.html", {"form": form, **drafts.place(draft, "message")})


def _planned(draft) -> list:
    """The reminders that there is room for."""
    return [] if draft.has_open_link else proposals(draft.opens(timezone.now()), draft.closes)


def _drafted(request, draft) -> Round:
    """The round as the draft has it, not saved, and without the numbers of those it asks."""
    return Round(
        network=request.network,
        questionnaire=current_questionnaire(request.network, lean=request.method == "POST"),
        title=draft.title,
        message=draft.message,
        opens_at=draft.opens(timezone.now()),
        closes_at=draft.closes,
        breakdown=draft.breakdown,
        reviewer=_reviewer(request, draft),
    )


def _reviewer(request, draft):
    """Who reads the comments first: whoever sets the round up, where nobody else who may was chosen."""
    if draft.reviewer in (None, request.user.pk):
        return request.user
    return readers(request.network).filter(pk=draft.reviewer).first() or request.user


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request):
    draft = drafts.load(request)
    if missing := drafts.missing(draft, "check"):
        return to_step(request, missing)
    drafted = _drafted(request, draft)
    people = None if draft.has_open_link else _people(request.network, draft)
    own = drafted.questionnaire.own
    form = CheckForm(request.POST if request.method == "POST" else None, questions=own)
    if request.method == "POST" and form.is_valid():
        try:
            round_ = _open(request, draft, drafted, people)
        except RoundRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.forget(request)
            messages.success(request, _opened(round_))
            return redirect("scorecard:round", request.network.code, round_.pk)
    context = {
        "form": form,
        "reviewer": drafted.reviewer,
        "opens": moment(drafted.opens_at) if draft.opens_at else "",
        "closes": moment(draft.closes),
        "way": Way(draft.way).label,
        "own": own,
        "edition": edition(own),
        **drafts.place(draft, "check"),
    }
    if draft.has_open_link:
        context["least"] = SCORECARD_OPEN_LINK.least
    else:
        context |= _invited(request, draft, people, drafted)
    return render(request, "scorecard/open_check.html", context)


def _open(request, draft, drafted: Round, people) -> Round:
    return open_round(
        network=request.network,
        by=request.user,
        questionnaire=drafted.questionnaire,
        title=drafted.title,
        message=drafted.message,
        opens_at=drafted.opens_at if draft.opens_at else None,
        closes_at=drafted.closes_at,
        breakdown=drafted.breakdown,
        reviewer=drafted.reviewer,
        people=people,
        slips=draft.slips,
        series=request.network.series.filter(pk=draft.series).first() if draft.series else None,
        rhythm=draft.rhythm or "",
        reminders=draft.reminders or (),
        way=draft.way,
    )


def _opened(round_: Round) -> str:
    if round_.opens_at > timezone.now():
        first = "Its link works" if round_.has_open_link else "Invitations go out"
        return f"The round opens on {moment(round_.opens_at)}. {first} from then on; until then you can cancel it."
    return OPENED[round_.way]


@network_view(Permission.RUN_ROUNDS)
@require_POST
def send_test(request):
    """Sends the manager the letter as the draft has it."""
    draft = drafts.load(request)
    if draft.has_open_link or (missing := drafts.missing(draft, "check")):
        return to_step(request, draft.step if draft.has_open_link else missing)
    drafted = _drafted(request, draft)
    _count(drafted, _people(request.network, draft))
    drafted.area_sees = area_sees(request.network)
    trials.order(round_=drafted, by=request.user)
    messages.success(request, f"A test is on its way to {request.user.email}. Nobody else gets it.")
    return to_step(request, "check")


OPENED = {
    Way.PERSONAL: "The round is being opened. Invitations go out in the next minutes.",
    Way.OPEN: "The round is being opened. Its link and poster are ready in a minute.",
}


def _count(drafted: Round, people) -> list:
    """Says in ``drafted`` how many it asks; returns ``people`` with their practices."""
    found = list(people.select_related("practice"))
    drafted.invited, drafted.slips = len(found), sum(not person.email for person in found)
    return found


def _invited(request, draft, people, drafted: Round) -> dict:
    """What the last page says of those who will be invited, and their letter."""
    people = _count(drafted, people)
    return {
        "count": len(people),
        "slips": drafted.slips,
        "few": len(people) < SCORECARD_NETWORK.bands_from,
        "least": SCORECARD_NETWORK.least,
        "choice": _choice(request.network, draft),
        "breakdown": Breakdown(draft.breakdown).label,
        "reminders": [moment(one.at) for one in _planned(draft) if one.days in (draft.reminders or ())],
        "namesakes": namesakes(people),
        "letter": trials.preview(drafted, asker=request.user.name),
    }


def _people(network, draft):
    """Whom the draft asks, as the directory is now."""
    if draft.same:
        also, series = network.people.active().filter(pk__in=draft.also or ()), latest(network)
        return also | asked_again(series, with_joined=draft.same == JOINED) if series else also
    who_ = {
        name: getattr(draft, name) or [] for name in ("practices", "groups", "roles", "leave_out", "also")
    }
    return chosen(network, slips=draft.slips, **who_)


def _choice(network, draft) -> list[str]:
    """What was chosen, in words: the practices and staff groups, or that it is all of them."""
    listed = [f"{len(draft.also)} from your own list"] if draft.also else []
    if draft.same:
        joined = " and those who have joined since" if draft.same == JOINED else ""
        return [f"The same people as last time{joined}", *listed]
    found = invitable(network)
    words = []
    for choices, picked, everything in (
        (found.practices, draft.practices, "All practices, the network and its partners"),
        (found.groups, draft.groups, "All staff groups"),
        (found.roles, draft.roles or [], "All with a role in this portal"),
    ):
        names = [one.name for one in choices if one.code in picked]
        if names:
            words.append(everything if len(names) == len(choices) else ", ".join(names))
    words += listed
    if draft.leave_out:
        words.append(f"{len(draft.leave_out)} left out by name")
    return words
