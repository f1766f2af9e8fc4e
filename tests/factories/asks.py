"""Factories of asks to the area."""

from datetime import timedelta

from django.utils import timezone

from apps.asks.models import Ask

WHAT = "Give us one shared care plan for patients of two trusts"


def ask_of(network, *, state="sent", days_ago=0, **fields) -> Ask:
    """Sent, unless ``state`` says otherwise; replied to where that needs a reply."""
    today = timezone.localdate()
    values = {"what": WHAT, "why": "Nurses type everything twice."}
    if state != "draft":
        values |= {"icb": network.icb, "sent_on": today - timedelta(days=days_ago)}
    if state in ("replied", "settled"):
        values |= {"reply": "accepted", "reply_words": "We will.", "replied_on": today}
    if state == "settled":
        values |= {"settled_on": today, "outcome": "It is there."}
    if state in ("draft", "sent", "withdrawn"):
        fields = {name: value for name, value in fields.items() if name not in ("reply_words", "outcome")}
    return Ask.objects.create(network=network, state=state, **{**values, **fields})
