"""What the director's two switches do, and what others would see: read, and in words."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from apps.core.moments import day
from apps.core.tables import build
from apps.networks.models import Network, Sharing
from apps.practices.queries import networks_with_list_size
from apps.surveys.published import latest_means
from apps.surveys.queries import RoundResults, results_of

from . import area
from .medians import current_quarter
from .queries import rounds_of

What = Sharing.What


@dataclass(frozen=True)
class Switch:
    """``current``: the time for which it is on now, None where it is off."""

    what: What
    current: Sharing | None

    @property
    def is_on(self) -> bool:
        return self.current is not None


def switches(network: Network) -> list[Switch]:
    current = {one.what: one for one in network.sharing.current().select_related("by")}
    return [Switch(what, current.get(what)) for what in What]


def switch_of(network: Network, what: What) -> Switch:
    return next(one for one in switches(network) if one.what == what)


def next_quarter() -> date:
    now = current_quarter()
    return date(now.year + now.month // 10, (now.month + 2) % 12 + 1, 1)


def preview(network: Network, what: What) -> dict:
    """For the page of a switch: from when it would count, and exactly what would be given or seen today."""
    if what == What.COUNT:
        given = latest_means({network.pk}, before=timezone.now()).get(network.pk, {})
        themes = sum(key.startswith("theme:") for key in given)
        return {
            "from_day": day(next_quarter()),
            "themes": themes,
            "questions": len(given) - themes,
        }
    icb = network.icb
    listed = networks_with_list_size(icb).filter(pk=network.pk) if icb else []
    rows = area.rows(listed)
    # Whatever is seen already speaks for itself.
    example = not any(row.results for row in rows)
    if example:
        rows = [replace(row, shares=True, results=_latest(network)) for row in rows]
    table = build(
        rows,
        area.columns(),
        {},
        id="preview",
        caption="What the area sees of us",
        noun=area.NETWORKS,
        path="",
    )
    return {"icb": icb, "table": table, "example": example}


def _latest(network: Network) -> RoundResults | None:
    """Of the latest released round with figures: an example of what the area would see of the next."""
    rounds = (
        rounds_of(network)
        .filter(answered__isnull=False, released_at__isnull=False)
        .select_related("questionnaire")
    )
    latest = rounds.order_by("-closed_at").first()
    return results_of([latest])[0] if latest else None
