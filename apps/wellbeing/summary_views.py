"""What came out of a check-in, for whoever has a link to it: of the network as a whole, without comments, the same page
for all. It is public and knows nobody, as the pages of `surveys.views`."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from apps.core import moments
from apps.surveys import links
from apps.surveys.links import KNOWN_FOR, LinkState
from apps.surveys.models import Kind
from apps.surveys.queries import caution, protection_sentence
from apps.surveys.views import COOKIE

from . import outcomes, words
from . import results as presenter


@login_not_required
@require_safe
def summary(request, round_id):
    """Whatever stands in the way is said by the page of the form, to which everybody else is sent on."""
    followed = links.follow(request.COOKIES.get(COOKIE, ""))
    round_ = followed.round
    shown = followed.state is LinkState.CLOSED and round_.pk == round_id and round_.is_released
    if not shown or round_.kind != Kind.CHECK_IN:
        return redirect("surveys:answer", round_id)
    found, before = outcomes.then_and_now(round_)
    response = outcomes.response_to(round_)
    context = {
        "round": round_,
        "network": round_.network,
        "shared": round_.has_open_link,
        "turnout": found.turnout,
        "closed": moments.weekday(round_.closed_at),
        "until": moments.weekday(round_.closed_at + KNOWN_FOR),
        "protection": protection_sentence(round_),
        "caution": caution(round_),
        "headline": words.NOT_ENOUGH,
        "response": response,
        "by_when": response and moments.day(response.by_when),
        "due": moments.day(round_.shown_by),
    }
    if found.enough:
        context["results"] = results = presenter.present(found, before)
        context["headline"] = results.headline
    return render(request, "wellbeing/summary.html", context)
