"""Pages that exist only where PORTAL_DEMO=1: choose a persona, read the mail that would have been sent."""

from functools import wraps

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.actions import record_log_in

from . import mailbox
from .personas import PERSONAS, persona_user


def demo_only(view):
    """Public where the portal is a demo on this machine; does not exist anywhere else."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return login_not_required(inner)


@demo_only
@require_http_methods(["GET", "HEAD", "POST"])
def personas(request):
    if request.method == "POST":
        user = persona_user(request.POST.get("persona", ""))
        if user is None:
            raise Http404
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        record_log_in(by=user)
        return redirect("home:start")
    return render(request, "demo/personas.html", {"personas": PERSONAS})


@demo_only
@require_safe
def mail_list(request):
    search = request.GET.get("q", "").strip()
    page = Paginator(mailbox.letters(search), 25).get_page(request.GET.get("page"))
    return render(request, "demo/mail_list.html", {"page": page, "search": search})


@demo_only
@require_safe
def mail_detail(request, name):
    letter = mailbox.letter(name)
    if letter is None:
        raise Http404
    return render(request, "demo/mail_detail.html", {"letter": letter})
