"""What the clinical director and the manager of Northern Vale wrote for the year's report; every part of it."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

from apps.networks.models import Network
from apps.reports import years
from apps.reports.parts import PARTS
from apps.reports.writing_actions import write

from .clock import at
from .personas import persona_user

WRITES = "U99901"
WORDS = Path(__file__).parent / "written.json"
DIRECTORS = frozenset({"foreword", "for_residents", "commitments"})


def write_parts(today: date, now: datetime) -> None:
    """Of the 12 months up to the last one that is over, as `reports.make_reports` asks for them."""
    network = Network.objects.get(code=WRITES)
    last_month = today.replace(day=1) - timedelta(days=1)
    year_end = years.ending(last_month.year, last_month.month).end
    words = json.loads(WORDS.read_text())
    for days, code in enumerate(reversed(PARTS), 2):
        by = persona_user("director" if code in DIRECTORS else "manager")
        with at(now - timedelta(days=days)):
            write(network=network, by=by, year_end=year_end, part=code, version=0, words=words[code])
