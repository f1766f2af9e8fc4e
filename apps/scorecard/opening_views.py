"""Opening a round, a page a question: which way, who, what and when, the message, check, send."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.accounts.permissions import Permission
from apps.core.moments import moment
from apps.networks.access import network_view
from apps.networks.controller import NOT_NAMED
from apps.surveys.actions import RoundRefused
from apps.surveys.disclosure import SCORECARD_NETWORK, SCORECARD_OPEN_LINK
from apps.surveys.models import Breakdown, Way
from apps.surveys.opening import open_round, refuse_overlap
from apps.surveys.own import edition
from apps.surveys.queries import current_questionnaire
from apps.surveys.series import carried

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
from .queries import chosen, invitable, preview, readers

WHO = ("practices", "groups", "leave_out", "slips", "breakdown")
PAGES = {
    "way": "open",
    "who": "open_who",
    "when": "open_when",
    "message": "open_message",
    "check": "open_check",
}


def _step(request, name: str):
    return redirect(f"scorecard:{PAGES[name]}", request.network.code)


def _missing(draft, name: str) -> str:
    """The step to go to instead of ``name``: one that comes before it, or the next where it is none of the draft's."""
    if name not in draft.steps:
        return draft.step
    steps = draft.steps
    return draft.step if steps.index(draft.step) < steps.index(name) else ""


def _place(draft, name: str) -> dict:
    """Where a page stands among those to go through, for its heading and the way back."""
    at = draft.steps.index(name)
    back = PAGES[draft.steps[at - 1]] if at else ""
    return {"number": at + 1, "of": len(draft.steps), "back": back, "draft": draft}


def _why_not_now(network) -> str:
    """Why no round can open today, so that nobody fills in four pages in vain. Opening asks again."""
    try:
        refuse_overlap(network, current_questionnaire(network), timezone.now())
    except RoundRefused as refusal:
        return str(refusal)
    return ""


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def way(request):
    if not request.network.controller_name:
        return render(request, "scorecard/open_not_now.html", {"reason": NOT_NAMED, "unnamed": True})
    if reason := _why_not_now(request.network):
        return _not_now(request, reason)
    draft = drafts.load(request)
    form = WayForm(request.POST or None, initial={"way": draft.way or Way.PERSONAL})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["way"] != draft.way:  # what was chosen before is about the other way
            draft = drafts.Draft(way=form.cleaned_data["way"])
        drafts.keep(request, draft)
        return _step(request, draft.step)
    return render(request, "scorecard/open_way.html", {"form": form, "least": SCORECARD_OPEN_LINK.least})


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def who(request):
    draft = drafts.load(request)
    if missing := _missing(draft, "who"):
        return _step(request, missing)
    if draft == drafts.Draft(way=Way.PERSONAL) and carried(request.network):
        return redirect("scorecard:open_again", request.network.code)
    people = invitable(request.network)
    chosen_before = {name: getattr(draft, name) for name in WHO}
    initial = chosen_before if draft.practices is not None else {"breakdown": draft.breakdown}
    form = WhoForm(request.POST if request.method == "POST" else None, initial=initial, invitable=people)
    if request.method == "POST" and form.is_valid():
        choice = {"leave_out": [], "slips": False, **form.cleaned_data}
        draft.breakdown = choice.pop("breakdown")
        if chosen(request.network, **choice).exists():
            for name, value in choice.items():
                setattr(draft, name, value)
            draft.same = ""
            drafts.keep(request, draft)
            return _step(request, draft.step)
        form.add_error(None, "Nobody is in both a practice and a staff group that you selected")
    context = {"form": form, "people": people, **_place(draft, "who")}
    return render(request, "scorecard/open_who.html", context)


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def again(request):
    """Offers the people and the breakdown of the series' last round, before anybody is chosen."""
    found = carried(request.network)
    if found is None or (reason := _why_not_now(request.network)):
        return (
            redirect("scorecard:open", request.network.code) if found is None else _not_now(request, reason)
        )
    form = AgainForm(
        request.POST if request.method == "POST" else None,
        initial={"same": SAME if found.people else ""},
        carried=found,
    )
    if request.method == "POST" and form.is_valid():
        series, same = found.series, form.cleaned_data["same"]
        draft = drafts.Draft(
            way=Way.PERSONAL,
            series=series.pk,
            same=same,
            breakdown=series.breakdown,
            slips=bool(same),
            rhythm=series.rhythm,
        )
        drafts.keep(request, draft)
        return _step(request, draft.step)
    context = {"form": form, "carried": found, "breakdown": Breakdown(found.series.breakdown)}
    return render(request, "scorecard/open_again.html", context)


def _not_now(request, reason: str):
    return render(request, "scorecard/open_not_now.html", {"reason": reason})


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def when(request):
    draft = drafts.load(request)
    if missing := _missing(draft, "when"):
        return _step(request, missing)
    usual = timing.workshop_closing if draft.has_open_link else timing.usual_closing
    closes = timezone.localtime(draft.closes or usual(timezone.now()))
    initial = {
        "title": draft.title or timing.season(timezone.localdate()),
        "closes_on": closes.date(),
        "hour": closes.hour,
        "rhythm": draft.rhythm or "",
    }
    form = WhenForm(request.POST or None, initial=initial, has_open_link=draft.has_open_link)
    if request.method == "POST" and form.is_valid():
        draft.title, draft.closes_at = form.cleaned_data["title"], form.cleaned_data["closes_at"].isoformat()
        draft.rhythm = form.cleaned_data.get("rhythm", "")
        drafts.keep(request, draft)
        return _step(request, draft.step)
    return render(request, "scorecard/open_when.html", {"form": form, **_place(draft, "when")})


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def message(request):
    draft = drafts.load(request)
    if missing := _missing(draft, "message"):
        return _step(request, missing)
    initial = {
        "message": DEFAULT_MESSAGE if draft.message is None else draft.message,
        "reviewer": draft.reviewer or request.user.pk,
    }
    form = MessageForm(
        request.POST or None, initial=initial, network=request.network, has_open_link=draft.has_open_link
    )
    if request.method == "POST" and form.is_valid():
        draft.message = form.cleaned_data["message"]
        draft.reviewer = form.cleaned_data["reviewer"] or request.user.pk
        drafts.keep(request, draft)
        return _step(request, "check")
    return render(request, "scorecard/open_message.html", {"form": form, **_place(draft, "message")})


@network_view(Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request):
    draft = drafts.load(request)
    if missing := _missing(draft, "check"):
        return _step(request, missing)
    what = {
        "title": draft.title,
        "message": draft.message,
        "closes_at": draft.closes,
        "breakdown": draft.breakdown,
    }
    what["reviewer"] = readers(request.network).filter(pk=draft.reviewer).first()
    people = [] if draft.has_open_link else _people(request.network, draft)
    questionnaire = current_questionnaire(request.network)
    form = CheckForm(request.POST if request.method == "POST" else None, questions=questionnaire.own)
    if request.method == "POST" and form.is_valid():
        try:
            round_ = open_round(
                network=request.network,
                by=request.user,
                questionnaire=questionnaire,
                people=people,
                slips=draft.slips,
                series=request.network.series.filter(pk=draft.series).first(),
                rhythm=draft.rhythm or "",
                way=draft.way,
                **what,
            )
        except RoundRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.forget(request)
            messages.success(request, OPENED[draft.way])
            return redirect("scorecard:round", request.network.code, round_.pk)
    context = {
        "form": form,
        "reviewer": what["reviewer"] or request.user,
        "closes": moment(draft.closes),
        "way": Way(draft.way).label,
        "own": questionnaire.own,
        "edition": edition(questionnaire.own),
        **_place(draft, "check"),
    }
    if draft.has_open_link:
        context["least"] = SCORECARD_OPEN_LINK.least
    else:
        context |= _invited(request, draft, people, questionnaire, what)
    return render(request, "scorecard/open_check.html", context)


OPENED = {
    Way.PERSONAL: "The round is being opened. Invitations go out in the next minutes.",
    Way.OPEN: "The round is being opened. Its link and poster are ready in a minute.",
}


def _invited(request, draft, people, questionnaire, what) -> dict:
    """What the last page says of those who will be invited, and their letter."""
    on_paper = [person for person in people if not person.email]
    letter = preview(
        network=request.network,
        asker=request.user.name,
        questionnaire=questionnaire,
        invited=len(people),
        slips=len(on_paper),
        **what,
    )
    return {
        "count": len(people),
        "slips": len(on_paper),
        "few": len(people) < SCORECARD_NETWORK.bands_from,
        "least": SCORECARD_NETWORK.least,
        "choice": _choice(request.network, draft),
        "breakdown": Breakdown(draft.breakdown).label,
        "letter": letter,
    }


def _people(network, draft) -> list:
    """Whom the draft asks, as the directory is now."""
    if draft.same:
        found = carried(network)
        return found.asked(with_joined=draft.same == JOINED) if found else []
    who_ = {name: getattr(draft, name) for name in WHO if name != "breakdown"}
    return list(chosen(network, **who_).select_related("practice"))


def _choice(network, draft) -> list[str]:
    """What was chosen, in words: the practices and staff groups, or that it is all of them."""
    if draft.same:
        return [
            "The same people as last time"
            + (" and those who have joined since" if draft.same == JOINED else "")
        ]
    found = invitable(network)
    words = []
    for choices, picked, everything in (
        (found.practices, draft.practices, "All practices, the network and its partners"),
        (found.groups, draft.groups, "All staff groups"),
    ):
        names = [one.name for one in choices if one.code in picked]
        words.append(everything if len(names) == len(choices) else ", ".join(names))
    if draft.leave_out:
        words.append(f"{len(draft.leave_out)} left out by name")
    return words
