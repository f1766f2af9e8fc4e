"""The other networks of the fictional area: invented rounds to stand beside, and what directors let others have."""

from datetime import datetime, timedelta

from apps.accounts.models import User
from apps.networks.models import Network, Sharing
from apps.networks.sharing_actions import switch_on
from apps.scorecard.medians import current_quarter, make_medians
from apps.surveys.queries import current_questionnaire

from .area import plan
from .synthetic import write_rounds

# The latest was released before any quarter of today began.
DAYS_AGO = (97, 188)
# Of the networks that have people; all neighbours count.
COUNTING = ("U99901", "U99903", "U99905")
SHOWING = ("U99901", "U99904", "U99907", "U99910", "U99915")
What = Sharing.What


def make_sharing(today: datetime) -> None:
    """Call before rounds open: the area sees only those that opened while a director showed them."""
    neighbours = [row["code"] for row in plan()["neighbours"]]
    for what, codes in ((What.COUNT, [*COUNTING, *neighbours]), (What.SHOW, SHOWING)):
        for code in codes:
            network = Network.objects.get(code=code)
            switch_on(network=network, by=_director(network), what=what, now=today - timedelta(days=300))


def make_neighbours(today: datetime) -> None:
    networks = Network.objects.filter(code__in=[row["code"] for row in plan()["neighbours"]]).order_by("code")
    closings = [today.replace(hour=17, minute=0) - timedelta(days=days) for days in DAYS_AGO]
    write_rounds(networks, closings, current_questionnaire())
    make_medians(current_quarter())


def _director(network: Network) -> User:
    return User.objects.get(
        network_memberships__network=network, network_memberships__role="clinical_director"
    )
