"""Pages that exist only where PORTAL_DEMO=1: choose a persona, read the mail that would have been sent."""

from functools import wraps

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts import sessions
from apps.accounts.actions import record_log_in
from apps.core.filters import FilterForm
from apps.core.fragments import render_part
from apps.core.moments import stamp
from apps.core.table_html import email, link
from apps.core.tables import Column, Noun, build

from . import mailbox
from .personas import PERSONAS, persona_user


def _subject(letter):
    return link(letter.subject, reverse("demo:mail_detail", args=[letter.name]))


def _sent(letter) -> str:
    return stamp(letter.sent) if letter.sent else ""


MAIL_COLUMNS = (
    Column("to", "To", cell=lambda letter: email(letter.to)),
    Column("subject", "Subject", cell=_subject),
    Column("sent", "Sent", cell=_sent),
)


class MailFilterForm(FilterForm):
    q = forms.CharField(label="Address or subject", required=False, max_length=100)


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
        sessions.begin(request, factor=sessions.Factor.DEMO)
        record_log_in(by=user)
        return redirect("home:start")
    return render(request, "demo/personas.html", {"personas": PERSONAS})


@demo_only
@require_safe
def mail_list(request):
    form = MailFilterForm(request.GET)
    table = build(
        mailbox.letters(form.found()["q"] or ""),
        MAIL_COLUMNS,
        request.GET,
        id="mail",
        caption="Mail in the demo, newest first",
        noun=Noun("message", "messages"),
        path=reverse("demo:mail"),
        form=form,
        form_label="Find a message",
        size=25,
    )
    return render_part(
        request, "demo/mail_list.html", "demo/_mail_list.html", {"table": table}, said=table.said
    )


@demo_only
@require_safe
def mail_detail(request, name):
    letter = mailbox.letter(name)
    if letter is None:
        raise Http404
    return render(request, "demo/mail_detail.html", {"letter": letter})
