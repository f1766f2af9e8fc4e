"""What a year's records have for whoever writes a part of the report."""

from collections import defaultdict

from . import findings, snapshot, told
from .parts import Part
from .years import Year

MOST_PROMPTS = 8


def prompts(network, year: Year, part: Part) -> list[str]:
    """What the year's records have for whoever writes ``part``, those of each kind in turn."""
    if not part.draws:
        return []
    by_kind = defaultdict(list)
    for section in told.sections(told.period_of(network, year)).values():
        for prompt in section.prompts:
            by_kind[prompt.part].append(prompt.text)
    for kind, text in findings.prompts(snapshot.rounds_of(network, year)):
        by_kind[kind].insert(0, text)
    rows = [by_kind[kind] for kind in part.draws]
    longest = max(map(len, rows), default=0)
    return [row[n] for n in range(longest) for row in rows if n < len(row)][:MOST_PROMPTS]
