"""Factories of maturity: claims, evidence, and support that is wanted."""

from datetime import timedelta

from django.utils import timezone

from apps.core.files import store
from apps.maturity.models import Ask, Claim, Evidence, Support


def claim_of(network, statement="leadership-0-1", *, days_ago=0, lowest=2, highest=None, **fields):
    fields = {"meeting_words": "The board", **fields}
    on = timezone.localdate() - timedelta(days=days_ago)
    return Claim.objects.create(
        network=network,
        statement=statement,
        lowest=lowest,
        highest=lowest if highest is None else highest,
        agreed_on=on,
        **fields,
    )


def evidence_of(network, *statements, days_ago=0, content=None, **fields):
    """A link, or a file of ``content``, that supports ``statements`` since its day."""
    on = timezone.localdate() - timedelta(days=days_ago)
    kind = {"kind": "link", "url": "https://evidence.example/"}
    if content:
        kind = {"kind": "file", "file": store(content, content_type="application/pdf")}
    evidence = Evidence.objects.create(network=network, **({"title": "Minutes", "dated": on} | kind | fields))
    for statement in statements or ("leadership-0-1",):
        Support.objects.create(evidence=evidence, statement=statement, start=on)
    return evidence


def support_ask_of(network, **fields):
    """Sent, unless ``state`` says otherwise."""
    fields = {"component": "leadership", "step": 0, "text": "Somebody’s time", "state": "sent", **fields}
    if fields["state"] != "draft":
        fields = {"sent_on": timezone.localdate(), "icb": network.icb, **fields}
    return Ask.objects.create(network=network, **fields)
