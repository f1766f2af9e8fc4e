"""The log as a table: page and CSV say the same lines."""

from django.utils import timezone
from django.utils.html import format_html

from apps.core.moments import stamp
from apps.core.tables import Column, Noun

LINES = Noun("line", "lines")


def _moment(line):
    at = timezone.localtime(line.at)
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), stamp(at))


WHO = Column("who", "Who", lambda line: line.who)
WHAT = Column("what", "What", lambda line: line.what, breaks=True)
# Only where the log is of more than one network.
WHERE = Column("where", "Where", lambda line: line.where)
COLUMNS = (Column("at", "When (London time)", cell=_moment, order=("at",)), WHO, WHAT)
CSV = (
    Column("at", "Time in London", lambda line: f"{timezone.localtime(line.at):%Y-%m-%d %H:%M}"),
    WHO,
    WHAT,
)
