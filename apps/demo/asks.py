"""What the fictional networks ask of their area, how it replied, and the PDF of the area's year; by users' actions."""

import json
from datetime import date, datetime, timedelta

from apps.asks import actions
from apps.jobs.worker import drain
from apps.networks.models import Network
from apps.overview.actions import request_overview
from apps.reports import years

from .clock import at
from .neighbours_reports import WORDS
from .personas import persona_user
from .reports import somebody


def make_asks(now: datetime) -> None:
    """Once the networks and who leads them are there."""
    for one in json.loads(WORDS.read_text())["asks"]:
        network = Network.objects.get(code=one["code"])
        director = somebody(network, "clinical_director")
        with at(now - timedelta(days=one["days"])):
            ask = actions.draft(network=network, by=director, what=one["what"], why=one["why"])
            actions.send(ask=ask, by=director)
            if one["shown"]:
                actions.show(ask=ask, by=director, shown=one["shown"])
        _reply(ask, one, now)
        for days, code in enumerate(one.get("supported", ()), 1):
            other = Network.objects.get(code=code)
            with at(now - timedelta(days=one["days"] - days)):
                actions.support(ask=ask, network=other, by=somebody(other, "clinical_director"))
        if one.get("outcome"):
            with at(now - timedelta(days=max(1, one["replied"] - 60))):
                actions.settle(ask=ask, by=director, outcome=one["outcome"])


def _reply(ask, one: dict, now: datetime) -> None:
    lead = persona_user("lead")
    if one["owner"]:
        member = persona_user(one["owner"])
        with at(now - timedelta(days=one["owned"])):
            actions.own(ask=ask, by=lead, owner=member.name if member else one["owner"], member=member)
    if one["reply"]:
        promised = (now - timedelta(days=one["promised"])).date() if "promised" in one else None
        with at(now - timedelta(days=one["replied"])):
            actions.reply(ask=ask, by=lead, reply=one["reply"], words=one["words"], promised_on=promised)


def make_overview(today: date) -> None:
    """Call it last: it is made of the reports that are released by then."""
    last_month = today.replace(day=1) - timedelta(days=1)
    lead = persona_user("lead")
    area = lead.ics_memberships.get().icb
    year_end = years.ending(last_month.year, last_month.month).end
    request_overview(icb=area, by=lead, year_end=year_end)
    drain("reports")
