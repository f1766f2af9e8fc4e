"""Accepting an invitation by an organisation's provider: the only place where an identity is bound to an account."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts import organisation
from apps.accounts.actions import IdentityTaken
from apps.accounts.organisation_views import enter, go, where_set_up

from . import actions
from .forms import OrganisationAccountForm
from .joining_views import done, front_page, gone, has_to_log_in, log_in_first, offered, say


@cache_control(no_store=True)
@login_not_required
@where_set_up
@require_POST
@offered
def organisation_go(request, invitation):
    if has_to_log_in(request, invitation):
        return log_in_first(request, invitation)
    return go(request, purpose=organisation.ACCEPT, next_url=reverse("joining:organisation"))


@cache_control(no_store=True)
@login_not_required
@where_set_up
@require_http_methods(["GET", "HEAD", "POST"])
@offered
def organisation_accept(request, invitation):
    """Back from the provider: say who accepts what; accept and bind by POST."""
    identity = organisation.kept(request)
    if identity is None:
        return redirect("joining:join")
    if has_to_log_in(request, invitation):
        return log_in_first(request, invitation)
    bound = organisation.account_of(identity)
    if bound is not None and bound.user != request.user:
        return say(request, "identity_taken", 409)
    form = None
    if request.user.is_anonymous:
        form = OrganisationAccountForm(
            request.POST if request.method == "POST" else None,
            email=invitation.email,
            initial={"name": identity.name},
        )
    if request.method != "POST" or (form and not form.is_valid()):
        context = {"form": form, "identity": identity, "invitation": invitation}
        return render(request, "networks/join_organisation.html", context)
    return _accept(request, invitation, identity, form)


def _accept(request, invitation, identity, form):
    which = {"invitation_id": invitation.pk, "generation": invitation.generation, "identity": identity}
    try:
        if form is None:
            actions.accept_with_identity(user=request.user, **which)
        else:
            user = actions.accept_with_new_account(name=form.cleaned_data["name"], **which)
    except actions.AddressTaken:
        return log_in_first(request, invitation)
    except IdentityTaken:
        return say(request, "identity_taken", 409)
    except actions.InvitationOver:
        return gone(request)
    organisation.forget(request)
    page = front_page(invitation)
    return done(redirect(page) if form is None else enter(request, user, identity, then=page))
