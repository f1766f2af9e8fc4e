"""What people wrote: read first by the one person whom the network named, and then shown, cut or withheld."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.permissions import Permission
from apps.networks.access import network_view

from . import companions, review, reviewing
from .comments_forms import CommentForm, ReviewerForm
from .queries import comments_to_review, readers

PAGE = 10


def _closed(request, kind, pk):
    rounds = request.network.rounds.filter(kind=kind).closed()
    rounds = rounds.select_related("questionnaire", "reviewer", "network")
    round_ = get_object_or_404(rounds, pk=pk)
    if request.user != round_.reviewer and Permission.RUN_ROUNDS not in request.permissions:
        raise PermissionDenied("Comments are read first by one person whom the network named.")
    return round_


def _page(request, round_, *, bound=None, reviewer_form=None, status=200):
    """The reviewer's list; whoever else may run rounds sees how many wait and can name another reviewer."""
    may_read = request.user == round_.reviewer
    waiting = Paginator(comments_to_review(round_), PAGE).get_page(request.GET.get("page"))
    names = (
        review.parts_of_names(request.network.people.values_list("name", flat=True))
        if may_read
        else frozenset()
    )
    context = companions.of(round_).pages.context(round_) | {
        "page": waiting,
        "may_read": may_read,
        "comments": [_entry(comment, names, bound) for comment in waiting] if may_read else [],
        "reviewer_form": reviewer_form
        or ReviewerForm(network=request.network, initial={"reviewer": round_.reviewer_id}),
        "may_name": Permission.RUN_ROUNDS in request.permissions and not request.network.is_read_only,
        "form": bound[1] if bound else reviewer_form,
    }  # fmt: skip
    return render(request, "surveys/comments.html", context, status=status)


def _entry(comment, names, bound):
    form = bound[1] if bound and bound[0] == comment.pk else CommentForm(comment=comment)
    decide = companions.of(comment.round).pages.address(comment.round, "decide_comment", comment.pk)
    return {"decide": decide, "pieces": review.marked(comment.text, names), "form": form}


@network_view(Permission.VIEW_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request, kind, pk):
    """The comments that wait; a POST names somebody else to read them."""
    round_ = _closed(request, kind, pk)
    if request.method != "POST":
        return _page(request, round_)
    if Permission.RUN_ROUNDS not in request.permissions:
        raise PermissionDenied("Who reads comments is for those to say who run rounds.")
    form = ReviewerForm(request.POST, network=request.network)
    if not form.is_valid():
        return _page(request, round_, reviewer_form=form)
    reviewer = readers(request.network).get(pk=form.cleaned_data["reviewer"])
    reviewing.name_reviewer(round_=round_, by=request.user, reviewer=reviewer)
    messages.success(request, f"{reviewer.name} reads the comments from now on.")
    return redirect(companions.of(round_).pages.address(round_, "comments"))


@network_view(Permission.VIEW_RESULTS)
@require_POST
def decide(request, kind, pk, comment):
    round_ = _closed(request, kind, pk)
    if request.user != round_.reviewer:
        raise PermissionDenied("Comments are read first by one person whom the network named.")
    comment = get_object_or_404(round_.comments, pk=comment)
    form = CommentForm(request.POST, comment=comment)
    if form.is_valid():
        try:
            if form.cleaned_data["decision"] == "release":
                reviewing.release_comment(comment=comment, by=request.user, text=form.cleaned_data["text"])
                messages.success(request, "The comment is shown with the results.")
            else:
                reviewing.withhold_comment(
                    comment=comment, by=request.user, reason=form.cleaned_data["reason"]
                )
                messages.success(request, "The comment is withheld. Its text is deleted.")
        except reviewing.CommentRefused as refusal:
            form.add_error("text", str(refusal))
        else:
            return redirect(companions.of(round_).pages.address(round_, "comments"))
    return _page(request, round_, bound=(comment.pk, form))
