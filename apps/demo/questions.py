"""What a network asks besides the scorecard, and what its area offers: written before Northern Vale's latest round."""

from datetime import datetime, timedelta

from apps.networks.models import IcsMembership
from apps.surveys import asking, own
from apps.surveys.own import Own
from apps.surveys.queries import latest_of

from .clock import at
from .personas import persona_user

ASKS_BESIDES = "U99901"
OFFERED = (
    Own(
        "We know whom to call at the hospital",
        help="A name or a number that answers, for your own work.",
        plain="I know who can help me at the hospital",
    ),
    Own(
        "Community teams and our practices plan together",
        help="Such as district nurses, midwives, social care.",
    ),
    Own("Patients wait about as long in each of our practices"),
)
HUB = Own(
    "The hub at Tarn Lane works for my team",
    help="The shared clinic rooms, open since spring.",
    plain="The rooms at Tarn Lane are good for my team",
)


def offer_questions(before: datetime) -> None:
    lead = persona_user("lead")
    area = IcsMembership.objects.get(user=lead).icb
    with at(before - timedelta(days=9)):
        for question in OFFERED:
            asking.add(place=area, by=lead, edition=_edition(area), question=question)
        asking.offer(icb=area, by=lead, edition=_edition(area))


def ask_besides(network, manager, before: datetime) -> None:
    """Two questions: one of the network's own, one that the area offers."""
    offer_questions(before)
    with at(before - timedelta(days=2)):
        asking.add(place=network, by=manager, edition=_edition(network), question=HUB)
        offer = network.icb.question_offers.get()
        asking.take_in(
            network=network, by=manager, edition=_edition(network), offer=offer.pk, codes=[OFFERED[0].code]
        )


def _edition(place) -> str:
    last = latest_of(place)
    return own.edition(last.own if last else ())
