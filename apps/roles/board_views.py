"""The board: its seats, who votes, and when it can decide."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from apps.accounts.permissions import Permission
from apps.core.audit import Event, record
from apps.core.exports import table_csv
from apps.networks.access import network_view

from . import tables, work_actions
from .board import Board
from .queries import rule_of, seats, unseated
from .views import may_keep
from .work_forms import RuleForm


def _board(network) -> Board:
    return Board.of(seats(network.posts.filter(on_board=True)), rule_of(network))


@network_view(Permission.VIEW_NETWORK)
@require_safe
def board(request):
    found = _board(request.network)
    context = {
        "board": found,
        "table": tables.board(request.network, found.seats),
        "unseated": unseated(request.network, found.seats),
        "may_keep": may_keep(request),
    }
    return render(request, "roles/board.html", context)


@network_view(Permission.VIEW_NETWORK)
@require_GET
def board_csv(request):
    name = f"board-{request.network.code}-{timezone.localdate():%Y-%m-%d}.csv"
    response, count = table_csv(name, tables.BOARD_CSV, _board(request.network).seats)
    record(Event.EXPORTED, by=request.user, network=request.network, what="board", count=count)
    return response


@network_view(Permission.KEEP_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request):
    now, votes = rule_of(request.network), request.network.posts.filter(closed_on=None, votes=True).count()
    names = ("quorum", "of_practices", "with_director", "agreed_on")
    initial = {name: getattr(now, name) for name in names} if now else None
    form = RuleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["quorum"] > votes:
            form.add_error("quorum", f"The board has {votes} votes: enter that number at most")
        else:
            work_actions.agree_rule(network=request.network, by=request.user, **form.cleaned_data)
            messages.success(request, "Written down when the board can decide.")
            return redirect("roles:board", request.network.code)
    return render(request, "roles/rule.html", {"form": form, "votes": votes})
