"""The area's desk: two places, and a collection that asked the networks with people for their reports."""

from datetime import datetime, timedelta

from apps.desk import actions
from apps.networks.models import Icb, Network

from .area import plan
from .clock import at
from .personas import persona_user
from .reports import last_year

PLACES = {"Upper Wolds": ("U99901", "U99902", "U99903"), "Coast": ("U99904", "U99905")}


def make_desk(now: datetime) -> None:
    """Call after the reports. The drafts that are asked for are made by workers, when the portal has started."""
    icb, lead = Icb.objects.get(code=plan()["icb"]["code"]), persona_user("lead")
    with at(now - timedelta(days=300)):
        for name, codes in PLACES.items():
            place = actions.name_place(icb=icb, by=lead, name=name)
            networks = list(Network.objects.filter(code__in=codes))
            actions.fill_place(place=place, by=lead, networks=networks, on=(now - timedelta(days=300)).date())
    with at(now - timedelta(days=9)):
        batch = actions.ask(
            icb=icb,
            by=lead,
            year_end=last_year(now.date()),
            networks=list(Network.objects.filter(code__in=[row["code"] for row in plan()["networks"]])),
            whom="6 networks",
            wanted_by=now.date() + timedelta(days=21),
            message="For the area’s board. Send what you have: a short honest report is worth more than a late one.",
        )
        for item in batch.items.all():
            actions.ask_network(item_pk=item.pk)
