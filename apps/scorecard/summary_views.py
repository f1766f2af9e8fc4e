"""What came out, for whoever has a link to the round: of the network as a whole, without comments, the same page for
all. It is public and knows nobody, as the pages of `surveys.views`."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from apps.core import moments
from apps.surveys import links
from apps.surveys.links import KNOWN_FOR, LinkState
from apps.surveys.queries import caution, protection_sentence
from apps.surveys.views import COOKIE

from . import headlines
from . import results as presenter
from .queries import then_and_now


@login_not_required
@require_safe
def summary(request, round_id):
    """Whatever stands in the way is said by the page of the form, to which everybody else is sent on."""
    followed = links.follow(request.COOKIES.get(COOKIE, ""))
    round_ = followed.round
    if followed.state is not LinkState.CLOSED or round_.pk != round_id or not round_.is_released:
        return redirect("surveys:answer", round_id)
    found, before = then_and_now(round_)
    context = {
        "round": round_,
        "network": round_.network,
        "shared": round_.has_open_link,
        "turnout": found.turnout,
        "closed": moments.weekday(round_.closed_at),
        "until": moments.weekday(round_.closed_at + KNOWN_FOR),
        "protection": protection_sentence(round_),
        "caution": caution(round_),
        "enough": found.enough,
        "headline": headlines.NOT_ENOUGH,
    }
    if found.enough:
        context["results"] = results = presenter.present(found, before, basis=presenter.basis(found))
        context["headline"] = results.headline
        context["caveat"] = presenter.caveat(found, before)
    return render(request, "scorecard/summary.html", context)
