"""Ways to answer that several rooms need."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpResponse, HttpResponseRedirect


def go_to(request, address: str) -> HttpResponse:
    """A redirect that htmx follows with the whole page, not inside a part of it."""
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def log_in_with_new_password(request, user, *, then: str) -> HttpResponse:
    """Log somebody in who has just set a password, by the same steps as any other log in, and go on to ``then``."""
    record_authentication(request, user, method="password")
    return perform_login(request, Login(user=user, redirect_url=then))
