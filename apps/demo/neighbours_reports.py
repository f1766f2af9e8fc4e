"""What the rest of the fictional area released for the same 12 months, so that there is an area to look at together:
reports by the real builder and as a worker lays them out, of networks whose maturity and asks are written in bulk."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

from apps.jobs import actions as jobs
from apps.jobs.worker import drain
from apps.maturity.models import Claim, Evidence, Support
from apps.maturity.statements import matrix
from apps.networks.models import Network
from apps.reports import years
from apps.reports.document import digest
from apps.reports.key_figures import key_figures
from apps.reports.models import Report, WrittenPart
from apps.reports.snapshot import build

from .reports import somebody

WORDS = Path(__file__).parent / "neighbours.json"


def make_neighbours_reports(today: date, now: datetime) -> None:
    """Call it once the rounds and whoever runs the networks are there. The area's other networks stay without."""
    last_month = today.replace(day=1) - timedelta(days=1)
    year_end = years.ending(last_month.year, last_month.month).end
    plan = json.loads(WORDS.read_text())["reports"]
    networks = Network.objects.in_bulk([one["code"] for one in plan], field_name="code")
    for one in plan:
        network = networks[one["code"]]
        _stand(network, one["said"], one["shown"], year_end - timedelta(days=40))
        if one["asks"]:
            words = {f"line_{number}": line for number, line in enumerate(one["asks"], 1)}
            WrittenPart.objects.create(network=network, year_end=year_end, part="asks", words=words)
        _release(network, year_end, now)
    drain("reports")


def _stand(network, said: list[int], shown: list[int], on: date) -> None:
    """Of each component in order: up to which step a meeting said it, and up to which there is evidence; -1 for not
    yet the first."""
    claims, supports = [], []
    evidence = Evidence.objects.create(
        network=network, kind=Evidence.Kind.LINK, title="Minutes of the board", dated=on,
        url=f"https://papers.example/{network.code.lower()}",
    )  # fmt: skip
    for component, says, shows in zip(matrix().components, said, shown, strict=True):
        for one in component.statements:
            lowest = Claim.Says.YES if one.step <= says else Claim.Says.NO
            claims.append(
                Claim(
                    network=network, statement=one.code, lowest=lowest, highest=lowest, agreed_on=on,
                    meeting_words="Board meeting on where we are",
                )
            )  # fmt: skip
            if one.step <= shows:
                supports.append(Support(evidence=evidence, statement=one.code, start=on))
    Claim.objects.bulk_create(claims)
    Support.objects.bulk_create(supports)


def _release(network, year_end: date, now: datetime) -> None:
    """A report that its clinical director released a few days ago; a worker makes the pages of it."""
    director, snapshot = somebody(network, "clinical_director"), build(network, year_end)
    report = Report.objects.create(
        network=network, year_end=year_end, state=Report.State.RELEASED, snapshot=snapshot,
        snapshot_sha256=digest(snapshot), figures=key_figures(snapshot), askings=1,
        approved_at=now - timedelta(days=4), approved_by_id=director.pk,
        released_at=now - timedelta(days=3), released_by_id=director.pk,
    )  # fmt: skip
    report.job = jobs.enqueue("reports.make", report.pk, key=f"report:{report.pk}:1")
    report.save(update_fields=["job"])
