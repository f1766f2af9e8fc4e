"""What an area sees of its networks' scorecards: the means of themes where a director switched that on, and nothing
else, not even that a round was held."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.html import format_html

from apps.core.charts import mean_words
from apps.core.moments import month
from apps.core.table_html import quiet
from apps.core.tables import Column, Noun, Sorting
from apps.networks.models import Network, Sharing
from apps.practices.queries import deprivation_of
from apps.surveys.models import Kind, Round
from apps.surveys.queries import RoundResults, current_questionnaire, results_of

NETWORKS = Noun("network", "networks")
NOT_SHARED, NO_ROUND = "Not shared", "No results yet"


@dataclass(frozen=True)
class AreaRow:
    """``network`` as in `practices.queries.networks_with_list_size`; ``results`` of its latest round that may be seen,
    None where there is none; ``shares`` whether its switch is on."""

    network: Network
    deprivation: Decimal | None
    shares: bool
    results: RoundResults | None

    @property
    def state(self) -> str:
        if self.results is None:
            return NO_ROUND if self.shares else NOT_SHARED
        return f"{month(self.results.round.closed_at)}, {self.results.round.answered} answered"

    def mean(self, theme: str) -> str:
        """Of a theme by its code, in words; empty where there is nothing to see."""
        for one in self.results.themes if self.results else ():
            if one.theme.code == theme and one.mean is not None:
                return mean_words(one.mean, about=one.mean_is_about)
        return ""


def rows(networks: Iterable[Network]) -> list[AreaRow]:
    """A page of an area's networks as it may see them; four queries."""
    networks = list(networks)
    shared = Sharing.objects.current().filter(what=Sharing.What.SHOW, network__in=networks)
    shares = set(shared.values_list("network", flat=True))
    seen = {one.round.network_id: one for one in results_of(_rounds(shares))}
    scores = deprivation_of(networks)
    return [AreaRow(one, scores.get(one.pk), one.pk in shares, seen.get(one.pk)) for one in networks]


def _rounds(networks: Iterable[int]) -> list[Round]:
    """Of each network the latest released round with figures that opened while its switch was on: whoever answered
    was told that the area would see them."""
    rounds = Round.objects.closed().filter(
        kind=Kind.SCORECARD,
        answered__isnull=False,
        released_at__isnull=False,
        network__in=networks,
        area_sees=True,
    )
    return list(
        rounds.order_by("network_id", "-closed_at").distinct("network_id").select_related("questionnaire")
    )


# --- As a table ------------------------------------------------------------------------
def _deprivation(row: AreaRow) -> str:
    return "not published" if row.deprivation is None else f"{row.deprivation:.1f}"


def _name(row: AreaRow) -> str:
    return format_html('{} <span class="portal-quiet">{}</span>', row.network.name, row.network.code)


def _size(row: AreaRow) -> str:
    patients = f"{row.network.list_size:,}" if row.network.list_size else "not published"
    practices = f"{row.network.practice_count} practice{'' if row.network.practice_count == 1 else 's'}"
    return format_html('{}<br><span class="portal-quiet">{}</span>', patients, practices)


_NAME = Column("name", "Network", lambda row: row.network.name, _name, order=("name",), head=True)
_PATIENTS = Column(
    "patients", "Patients", lambda row: row.network.list_size, _size, order=("list_size",), numeric=True
)
_DEPRIVATION = Column("deprivation", "Deprivation", _deprivation, numeric=True)
_STATE = Column("state", "Results of", lambda row: row.state, lambda row: quiet(row.state))
_CSV_ONLY = (
    Column("code", "Code", lambda row: row.network.code),
    Column("practices", "Practices", lambda row: row.network.practice_count),
)
# Never by a mean: that would be a ranking.
SORTS = (_NAME, _PATIENTS)


def columns() -> tuple[Column, ...]:
    """One query, for the themes there are."""
    themes = current_questionnaire().definition.themes
    return (_NAME, _PATIENTS, _DEPRIVATION, _STATE, *(_theme(one.code, one.title) for one in themes))


def csv_columns() -> tuple[Column, ...]:
    return (*_CSV_ONLY, *columns())


def _theme(code: str, title: str) -> Column:
    return Column(
        f"theme-{code}", title, lambda row: row.mean(code), lambda row: row.mean(code) or "–", numeric=True
    )


def sorting(params) -> Sorting:
    return Sorting.of(SORTS, params, default="name", ties=("name", "code"))


def address(icb) -> str:
    return reverse("ics_scorecards:list", args=[icb.code])
