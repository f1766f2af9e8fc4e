"""What was raised in Northern Vale, through the same box and sealed envelopes that people use."""

import uuid
from datetime import datetime, timedelta

from apps.accounts.models import User
from apps.jobs.worker import drain
from apps.networks.models import Network
from apps.notes import delivery, receipts
from apps.notes.actions import answer_note, open_box, raise_note
from apps.notes.models import Note

from .clock import at

OPENED_DAYS_AGO, DELIVERED_DAYS_AGO = 30, 6
RAISED = (
    "The rota for Saturdays comes out on Thursdays. We can’t plan our weekends, and swaps fall on the same two people.",
    "Nobody told reception that the pharmacist moves to another practice next month. Patients knew before we did.",
    "Thank you for the new welcome day. Please keep it.",
)
ANSWERED = "The rota for Saturdays"
ANSWER = (
    "You are right. From next month the rota is out three weeks before, and swaps go through the network’s office. "
    "If it slips again, raise it again."
)


def make_notes(today: datetime) -> None:
    """Three notes of last week, one of them answered, in the first network."""
    network = Network.objects.get(code="U99901")
    manager = User.objects.get(network_memberships__network=network, network_memberships__role="manager")
    with at(today - timedelta(days=OPENED_DAYS_AGO)):
        box = open_box(network=network, by=manager)
        drain()
    with at(today - timedelta(days=DELIVERED_DAYS_AGO)):
        for text in RAISED:
            raise_note(box=box, envelope_id=uuid.uuid4(), text=text, code=receipts.make())
        delivery.enqueue_deliveries()
        drain()
    with at(today - timedelta(days=DELIVERED_DAYS_AGO - 1)):
        answer_note(note=Note.objects.get(box=box, text__startswith=ANSWERED), by=manager, text=ANSWER)
