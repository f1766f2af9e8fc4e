"""An invitation to oneself, before a round is opened: the mail as it will look, with a link that shows the form and
takes no answers."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from apps.core.audit import Event, record
from apps.core.moments import moment
from apps.jobs.actions import enqueue
from apps.mail import sending, tokens
from apps.people.models import Person

from .models import Round, Trial

PURPOSE = "surveys.trial"
KEPT = timedelta(days=7)


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str


def invitation(round_: Round, *, asker: str, name: str, link: str, stop: str, stored: str) -> Letter:
    """The invitation to ``round_``, saved or not, as somebody called ``name`` would get it."""
    context = {
        "asker": asker,
        "person": Person(name=name),
        "round": round_,
        "network": round_.network,
        "definition": round_.definition,
        "closes": moment(round_.closes_at),
        "link": link,
        "stop": stop,
        "stored": stored,
    }
    return Letter(
        subject=render_to_string("surveys/mail/invitation_subject.txt", context).strip(),
        text=render_to_string("surveys/mail/invitation.txt", context).strip(),
    )


def preview(round_: Round, *, asker: str) -> Letter:
    """`invitation` with stand-ins for name and links."""
    return invitation(
        round_,
        asker=asker,
        name="[their name]",
        link="[their own link]",
        stop="[a page of their own with a button]",
        stored="[the page about this round]",
    )


@transaction.atomic
def order(*, round_: Round, by) -> Trial:
    """Mail ``by`` the invitation to ``round_``, which is not saved. One before it is forgotten."""
    Trial.objects.filter(network=round_.network, user=by).delete()
    trial = Trial.objects.create(
        network=round_.network,
        user=by,
        questionnaire=round_.questionnaire,
        asked={
            "title": round_.title,
            "message": round_.message,
            "opens_at": round_.opens_at.isoformat(),
            "closes_at": round_.closes_at.isoformat(),
            "invited": round_.invited,
            "slips": round_.slips,
            "breakdown": round_.breakdown,
            "area_sees": round_.area_sees,
            "reviewer_id": round_.reviewer_id,
        },
    )
    record(Event.ROUND_TRIED, by=by, network=round_.network)
    enqueue("surveys.trial", trial.pk, key=f"trial:{trial.pk}")
    return trial


def round_of(trial: Trial) -> Round:
    """The round that was tried, not saved."""
    asked = trial.asked | {
        name: datetime.fromisoformat(trial.asked[name]) for name in ("opens_at", "closes_at")
    }
    return Round(
        network=trial.network, kind=trial.questionnaire.kind, questionnaire=trial.questionnaire, **asked
    )


def address(trial: Trial) -> str:
    return settings.PORTAL_URL + reverse("surveys:trial", args=[tokens.make_token(PURPOSE, trial.pk, 1)])


def follow(token: str) -> Trial | None:
    """The trial that a link in its mail is of; None where there is none (any more)."""
    trial_id = tokens.id_in(token)
    if trial_id is None or not tokens.token_is_good(token, PURPOSE, trial_id, 1):
        return None
    return Trial.objects.select_related("network", "questionnaire").filter(pk=trial_id).first()


def send(trial_id: uuid.UUID) -> None:
    """Quietly nothing where the trial was forgotten. Raises AddressRefused, MailUnavailable."""
    trial = Trial.objects.select_related("network", "questionnaire", "user").filter(pk=trial_id).first()
    if trial is None:
        return
    letter = invitation(
        round_of(trial),
        asker=trial.user.name,
        name=trial.user.name,
        link=address(trial),
        stop="[a page of their own with a button]",
        stored="[the page about this round, once it is open]",
    )
    sending.send(
        to=trial.user.email,
        subject=f"Test: {letter.subject}",
        text=f"This is a test, sent to you alone. Its link shows the form and takes no answers.\n\n{letter.text}\n",
    )


def forget_old(now: datetime | None = None) -> None:
    Trial.objects.filter(created_at__lte=(now or timezone.now()) - KEPT).delete()
