"""Jobs that only show that workers work: asked for by `manage.py check_workers` and the tests."""

from .registry import handles


@handles("jobs.probe")
def probe(claim):
    claim.report("A worker has it")


@handles("jobs.probe_reports", queue="reports")
def probe_reports(claim):
    claim.report("A worker has it")
