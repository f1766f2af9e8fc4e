"""Writing what a meeting said, what shows it, and the support that is wanted."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from apps.core.audit import Event, record
from apps.core.contributions import Known
from apps.core.files import open_stored, store

from . import ladder
from .models import Ask, Claim, Evidence, LocalName, Renewal, Support
from .statements import matrix


class MaturityRefused(ValueError):
    """It can't be done as things stand; the message says why, in words."""


@transaction.atomic
def agree(
    *, network, by, says: Mapping[str, tuple[int, int]], agreed_on: date, meeting=None, meeting_words=""
):
    """Record what a meeting said of statements: of each the lowest and the highest that was said. Said again of the
    same day it takes the place of what was recorded; other days stay."""
    if agreed_on > timezone.localdate():
        raise MaturityRefused("The meeting can’t be in the future: record it once it was held.")
    _one_at_a_time(network)
    known = matrix().statements
    for statement, (lowest, highest) in says.items():
        if statement not in known:
            raise MaturityRefused("This statement does not exist.")
        Claim.objects.update_or_create(
            network=network,
            statement=statement,
            agreed_on=agreed_on,
            defaults={
                "lowest": lowest,
                "highest": highest,
                "meeting": meeting,
                "meeting_words": meeting_words,
            },
        )
    record(Event.MATURITY_AGREED, by=by, network=network, count=len(says))


@transaction.atomic
def add_evidence(
    *,
    network,
    by,
    title: str,
    dated: date,
    statements: Sequence[str],
    owner=None,
    url="",
    content=b"",
    kind=None,
) -> Evidence:
    """Add a link, or a file of ``content`` that was examined as ``kind``, for one or more statements."""
    _check_day(dated)
    stored = store(content, content_type=kind.content_type) if content else None
    evidence = Evidence.objects.create(
        network=network,
        kind=Evidence.Kind.FILE if stored else Evidence.Kind.LINK,
        title=title,
        url="" if stored else url,
        file=stored,
        dated=dated,
        owner=owner,
    )
    _support(evidence, statements)
    record(Event.EVIDENCE_ADDED, by=by, network=network, about=evidence, count=len(statements))
    return evidence


@transaction.atomic
def take_known(*, network, by, known: Known, statement: str) -> Evidence:
    """Take what the portal knows as evidence for a statement; the same thing taken again is the same evidence."""
    _one_at_a_time(network)
    found = matrix().statements.get(statement)
    if found is None or known.kind not in found.known:
        raise MaturityRefused("This does not show that statement.")
    evidence, _ = Evidence.objects.get_or_create(
        network=network,
        key=known.key,
        defaults={
            "kind": Evidence.Kind.PORTAL,
            "title": known.text[:160],
            "url": known.url,
            "dated": known.day,
        },
    )
    _support(evidence, [statement])
    record(Event.EVIDENCE_ADDED, by=by, network=network, about=evidence, count=1)
    return evidence


@transaction.atomic
def also_for(*, evidence: Evidence, by, statement: str) -> None:
    """Have one piece of evidence support another statement as well."""
    _one_at_a_time(evidence.network)
    if evidence.supports.filter(statement=statement, end=None).exists():
        raise MaturityRefused("It supports this statement already.")
    _support(evidence, [statement])
    record(Event.EVIDENCE_ADDED, by=by, network=evidence.network, about=evidence, count=1)


@transaction.atomic
def renew(*, evidence: Evidence, by, note: str) -> Renewal:
    """Say that it is still true, with a note why: it counts for 12 months more from today."""
    renewal = Renewal.objects.create(evidence=evidence, on=timezone.localdate(), note=note, by=by)
    record(Event.EVIDENCE_RENEWED, by=by, network=evidence.network, about=evidence)
    return renewal


@transaction.atomic
def take_off(*, support: Support, by) -> None:
    """Take evidence off a statement from today on; that it was there stays on record."""
    changed = Support.objects.filter(pk=support.pk, end=None).update(end=timezone.localdate())
    if changed:
        network = support.evidence.network
        record(Event.EVIDENCE_TAKEN_OFF, by=by, network=network, about=support.evidence)


@transaction.atomic
def own_evidence(*, evidence: Evidence, to, by) -> None:
    """Have ``to`` look after it, or nobody."""
    evidence.owner = to
    evidence.save(update_fields=["owner", "updated_at"])
    record(Event.EVIDENCE_HANDED_OVER, by=by, network=evidence.network, about=evidence)


@transaction.atomic
def hand_out(*, evidence: Evidence, by) -> bytes:
    """The file's content. Raises FileNotFoundError where storage lost it."""
    with open_stored(evidence.file) as file:
        content = file.read()
    record(Event.EVIDENCE_DOWNLOADED, by=by, network=evidence.network, about=evidence)
    return content


# --- Support -----------------------------------------------------------------------------------
@transaction.atomic
def draft_ask(*, network, by, component: str, step: int, text: str) -> Ask:
    ask = Ask.objects.create(network=network, component=component, step=step, text=text)
    record(Event.SUPPORT_DRAFTED, by=by, network=network, about=ask)
    return ask


@transaction.atomic
def change_ask(*, ask: Ask, by, text: str) -> None:
    """Raises MaturityRefused once it is sent."""
    if not Ask.objects.filter(pk=ask.pk, state=Ask.State.DRAFT).update(text=text):
        raise MaturityRefused("It was sent, and is not changed any more.")
    record(Event.SUPPORT_DRAFTED, by=by, network=ask.network, about=ask)


@transaction.atomic
def delete_ask(*, ask: Ask, by) -> None:
    """Only a draft: what was sent stays."""
    record(Event.SUPPORT_DELETED, by=by, network=ask.network, about=ask)
    if not Ask.objects.filter(pk=ask.pk, state=Ask.State.DRAFT).delete()[0]:
        raise MaturityRefused("It was sent, and stays.")


@transaction.atomic
def send_ask(*, ask: Ask, by) -> None:
    """Show it to the network's area. Raises MaturityRefused where it was sent, or where there is no area."""
    icb = ask.network.icb
    if icb is None:
        raise MaturityRefused("Your network belongs to no area, so nobody would read it.")
    sent = Ask.objects.filter(pk=ask.pk, state=Ask.State.DRAFT)
    if not sent.update(state=Ask.State.SENT, sent_on=timezone.localdate(), icb=icb):
        raise MaturityRefused("It was sent already.")
    record(Event.SUPPORT_SENT, by=by, network=ask.network, about=ask)
    record(Event.SUPPORT_SENT, ics=icb)


@transaction.atomic
def answer_ask(*, ask: Ask, by, offer: str) -> None:
    """Answer what was sent with an offer; once."""
    waiting = Ask.objects.filter(pk=ask.pk, state=Ask.State.SENT)
    if not waiting.update(state=Ask.State.ANSWERED, offer=offer, answered_on=timezone.localdate()):
        raise MaturityRefused("Somebody has answered it meanwhile.")
    record(Event.SUPPORT_OFFERED, by=by, ics=ask.icb)
    record(Event.SUPPORT_OFFERED, network=ask.network, about=ask)


@transaction.atomic
def name_steps(*, icb, by, names: Mapping[tuple[str, int], str]) -> None:
    """Say what the area's own framework calls each step of each component; an empty name takes it back."""
    for (component, step), name in names.items():
        if name:
            LocalName.objects.update_or_create(
                icb=icb, component=component, step=step, defaults={"name": name}
            )
        else:
            LocalName.objects.filter(icb=icb, component=component, step=step).delete()
    record(Event.STEPS_NAMED, by=by, ics=icb)


def _support(evidence: Evidence, statements: Sequence[str]) -> None:
    known, today = matrix().statements, timezone.localdate()
    for statement in statements:
        if statement not in known:
            raise MaturityRefused("This statement does not exist.")
        Support.objects.get_or_create(
            evidence=evidence, statement=statement, end=None, defaults={"start": today}
        )


def _check_day(dated: date) -> None:
    today = timezone.localdate()
    if dated > today:
        raise MaturityRefused("Evidence can’t be of a day to come.")
    if ladder.a_year_after(dated) <= today:
        raise MaturityRefused("It is more than 12 months old, and would not count. Add something newer.")


def _one_at_a_time(network) -> None:
    type(network).objects.select_for_update(no_key=True).get(pk=network.pk)
