"""Downloads are recorded when they happen: asking for the head of one is none."""

from apps.core.models import AuditEvent

from .matrix import MATRIX
from .test_matrix import address, logged_in

DOWNLOADS = [
    row
    for row in MATRIX
    if row.place
    and (row.url.rpartition(":")[2] in ("export", "download") or row.url.endswith(("_csv", "_pdf")))
]


def test_every_download_is_here():
    assert {row.url for row in DOWNLOADS} >= {
        "people:export", "home:log_csv", "scorecard:results_csv", "scorecard:list_csv", "reports:list_csv",
        "reports:download", "scorecard:slips_pdf", "ics:export", "ics:download",
    }  # fmt: skip


def test_the_head_of_a_download_is_not_recorded_and_the_download_is(cast):
    for row in DOWNLOADS:
        client = logged_in(getattr(cast, row.who[-1]))
        before = AuditEvent.objects.count()
        assert client.head(address(row, cast)).status_code == 405, row.url
        assert AuditEvent.objects.count() == before, row.url
        response = client.get(address(row, cast))
        assert response["Content-Disposition"].startswith("attachment"), row.url
        assert AuditEvent.objects.count() == before + 1, row.url
