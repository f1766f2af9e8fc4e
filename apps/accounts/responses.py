"""Logging in at the end of something else."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpResponse


def log_in_with_new_password(request, user, *, then: str) -> HttpResponse:
    """Log somebody in who has just set a password, by the same steps as any other log in, and go on to ``then``."""
    record_authentication(request, user, method="password")
    return perform_login(request, Login(user=user, redirect_url=then))
