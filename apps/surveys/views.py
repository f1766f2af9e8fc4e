"""The pages behind a link: a person's own, a paper slip's or a workshop's. Public, without session, account, message or
log line.

They are exempt from Django's CSRF token, which would need a lasting cookie: the form carries a check bound to
the link instead, which nobody without the link can know."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent
from django.http import Http404, HttpResponseRedirect, UnreadablePostError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from apps.core import moments
from apps.mail import tokens
from apps.mail.cookies import cookie_name, forget_token, keep_token

from . import answering, companions, links, open_link, queries, trials
from .forms import CHECK, AnswerForm, CodeForm, blank_questions, render_questions
from .links import Link, LinkState
from .questionnaire import ENGLISH
from .showing import SHOW, SHOWN, Showing, around, chosen

COOKIE = cookie_name("answer")
COOKIE_SECONDS = 4 * 60 * 60
# The longest honest form, every comment full of four-byte characters, is under 30 kB.
MOST_BYTES = 100_000

STATUS = {
    LinkState.FORGED: 404,
    LinkState.REVOKED: 410,
    LinkState.EARLY: 409,
    LinkState.USED: 409,
    LinkState.FULL: 409,
    LinkState.CLOSED: 410,
    LinkState.CANCELLED: 410,
    LinkState.VOID: 410,
}


@login_not_required
@require_safe
def link(request, token):
    """Take the token out of the address at once: into a cookie that only this round's page gets."""
    followed = links.follow(token)
    if followed.round is None:
        return refuse(request, followed)
    return go_on(followed.round.pk, token)


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request):
    """Where the code of a paper slip is typed; what is wrong with one it does not say."""
    form = CodeForm()
    if request.method == "POST":
        form = CodeForm({} if unreadable(request) else request.POST)
        if form.is_valid():
            invitation = form.cleaned_data["code"]
            return go_on(invitation.round_id, links.token_of(invitation))
    return render(request, "surveys/slip.html", {"form": form})


def go_on(round_id, token: str, page: str = ""):
    """To ``page`` of the round, its questions unless given, with the token in the cookie that its pages get."""
    path = reverse("surveys:answer", args=[round_id])
    return keep_token(HttpResponseRedirect(page or path), COOKIE, token, page=path, seconds=COOKIE_SECONDS)


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, round_id):
    """The questionnaire; sent in, it is sealed and the link is spent."""
    token = request.COOKIES.get(COOKIE, "")
    followed = links.follow(token) if token else None
    if followed is None or (followed.round and followed.round.pk != round_id):
        return say(request, "no_cookie", 403)
    if request.method != "POST" and followed.state is LinkState.CLOSED and followed.round.is_released:
        if results := companions.of(followed.round).results:
            return redirect(results, round_id)
    if followed.state is not LinkState.READY:
        return refuse(request, followed)
    if request.method == "POST":
        return _take(request, followed, token)
    sheet = uuid.uuid4().hex if followed.is_open else ""
    return _questions(request, followed, token, AnswerForm(followed.round.definition), sheet, Showing())


@login_not_required
@require_safe
def trial(request, token):
    """The form that a test mail leads to: it looks as the real one will, and takes nothing."""
    tried = trials.follow(token)
    if tried is None:
        return say(request, "forged", 404)
    round_ = trials.round_of(tried)
    context = {
        "preview": True,
        "questions": blank_questions(round_.definition),
        **around(round_.definition, Showing(), round_.network.name),
        **_about(round_),
    }
    return render(request, "surveys/trial.html", context)


@login_not_required
@require_safe
def thanks(request, round_id):
    """Says what happens next; knows nothing about whoever reads it."""
    round_ = queries.round_to_thank_for(round_id)
    if round_ is None:
        raise Http404
    return render(request, companions.of(round_).thanks, _about(round_))


@login_not_required
@require_safe
def stored(request, round_id):
    """What is stored of a round's answers, who sees it and who answers for it; the same for everybody."""
    round_ = queries.round_to_thank_for(round_id)
    if round_ is None:
        raise Http404
    return render(request, "surveys/stored.html", _about(round_))


def _take(request, followed: Link, token: str):
    if refusal := unreadable(request):
        return say(request, *refusal)
    form = AnswerForm(followed.round.definition, request.POST)
    sheet, check = _parts_of_check(form, followed)
    if not tokens.form_check_is_good(check, token + sheet):
        return say(request, "other_form", 409, shared=followed.is_open)
    if form.is_forged():
        return say(request, "changed_form", 400, shared=followed.is_open)
    if sheet and open_link.was_sent_in(uuid.UUID(hex=sheet)):  # what was typed is shown to nobody again
        return say(request, "sent", 409, followed.round)
    try:
        showing = chosen(request.POST.get(SHOW) or request.POST.get(SHOWN) or ENGLISH, form.definition)
    except ValueError:
        return say(request, "changed_form", 400, shared=followed.is_open)
    if SHOW in request.POST or not form.is_valid():
        return _questions(request, followed, token, _shown(form, followed, showing), sheet, showing)
    try:
        _submit(form, followed, sheet)
    except (answering.LinkSpent, answering.RoundOver):
        followed = links.follow(token)
        if followed.state is not LinkState.READY:
            return refuse(request, followed)
        if not followed.is_renewed:  # such a one thanks, whether or not one before it was used
            return say(request, "sent", 409, followed.round)
    page = reverse("surveys:answer", args=[followed.round.pk])
    response = redirect("surveys:thanks", round_id=followed.round.pk)
    if followed.is_open:  # for whoever answers next on this device
        return keep_token(response, COOKIE, token, page=page, seconds=COOKIE_SECONDS)
    return forget_token(response, COOKIE, page=page)


def _shown(form: AnswerForm, followed: Link, showing: Showing) -> AnswerForm:
    """The form as it was filled in, shown so. What is shown otherwise was not sent in yet: nothing in it is wrong."""
    definition = followed.round.questionnaire.definition_in(showing.language)
    if SHOW in form.data:
        return AnswerForm(definition, typed=form.data, plain=showing.plain)
    return AnswerForm(definition, form.data, plain=showing.plain)


def _parts_of_check(form: AnswerForm, followed: Link) -> tuple[str, str]:
    """The number of the sheet, where the link is open, and the check. A personal link tells forms apart by itself."""
    check, length = form.data.get(CHECK, ""), 32 if followed.is_open else 0
    return check[:length], check[length:]


def _submit(form: AnswerForm, followed: Link, sheet: str) -> None:
    said = {"answers": form.answers(), "comments": form.comments()}
    which = {"round_": followed.round, "generation": followed.generation}
    if followed.is_open:
        open_link.submit(ballot_id=uuid.UUID(hex=sheet), **said, **which)
    else:
        answering.submit(invitation_id=followed.invitation_id, block=followed.block, **said, **which)


def unreadable(request) -> tuple[str, int] | None:
    """The notice and status for what can't be the page's own form; without them ``request.POST`` is safe to
    read."""
    changed, too_long = ("changed_form", 400), ("too_long", 413)
    if request.content_type != "application/x-www-form-urlencoded":  # no files, no JSON
        return changed
    try:
        length = int(request.META.get("CONTENT_LENGTH") or "")
        if length > MOST_BYTES:
            return too_long
        # A connection that broke half-way leaves half the answers, which must not spend the link.
        whole = len(request.body) == length and bool(request.POST)
    except RequestDataTooBig:
        return too_long
    except (ValueError, BadRequest, TooManyFieldsSent, UnreadablePostError):
        return changed  # ValueError: no number, or sent in chunks, of which Django reads nothing
    return None if whole else changed


def _questions(request, followed: Link, token: str, form: AnswerForm, sheet: str, showing: Showing):
    filled = form.is_bound or bool(form.initial)
    context = {
        "form": form,
        "filled": filled,
        "questions": render_questions(form) if filled else blank_questions(form.definition, showing.plain),
        "newer": followed.is_renewed,
        "check": sheet + tokens.form_check(token + sheet),
        **_about(followed.round),
        **around(form.definition, showing, followed.round.network.name),
    }
    return render(request, companions.of(followed.round).answer, context)


def refuse(request, followed: Link):
    return say(request, followed.state.value, STATUS[followed.state], followed.round)


def say(request, notice: str, status: int, round_=None, *, shared: bool = False):
    """``shared``: by a link that is not the reader's own."""
    context = {"notice": notice, "typed": request.method == "POST", "shared": shared, **_about(round_)}
    return render(request, "surveys/notice.html", context, status=status)


def _about(round_) -> dict:
    if round_ is None:
        return {}
    companion = companions.of(round_)
    return {
        "round": round_,
        "shared": round_.has_open_link,
        "network": round_.network,
        "definition": round_.definition,
        "opens": moments.moment(round_.opens_at),
        "closes": moments.moment(round_.closes_at),
        "shown_by": moments.weekday(round_.shown_by),
        "is_over": not round_.takes_answers(timezone.now()),
        "has_results_page": bool(companion.results),
        **companion.words(round_),
    }
