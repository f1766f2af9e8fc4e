"""The organisations and their spells as the portal knows them, in memory while an import works on them.

All of England is some 15,000 organisations and 35,000 spells: it fits, whatever the number of editions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from apps.networks.models import Icb, IcbParent, Network, NetworkParent, Region, SubIcb, SubIcbParent

from ..models import Edition, Practice, PracticeMembership, PracticeParent
from ..published.records import Kind
from ..timeline import Register, Spell, Timeline, first_after, observe

# Fields that say where a row's words came from, not anything about the organisation.
BOOKKEEPING = ("described_on", "register")


@dataclass(frozen=True)
class Relation:
    """Who is under whom: the model of its spells, and the names of its two foreign keys."""

    model: type
    child: str
    parent: str
    words: str


REGION_OF_ICB = Relation(IcbParent, "icb", "region", "ICBs in regions")
ICB_OF_SUB_ICB = Relation(SubIcbParent, "sub_icb", "icb", "sub-ICB locations in ICBs")
LEAD_OF_NETWORK = Relation(NetworkParent, "network", "sub_icb", "networks in sub-ICB locations")
SUB_ICB_OF_PRACTICE = Relation(PracticeParent, "practice", "sub_icb", "practices in sub-ICB locations")
NETWORK_OF_PRACTICE = Relation(PracticeMembership, "practice", "network", "practices in networks")
RELATIONS = (REGION_OF_ICB, ICB_OF_SUB_ICB, LEAD_OF_NETWORK, SUB_ICB_OF_PRACTICE, NETWORK_OF_PRACTICE)
MODELS = {"region": Region, "icb": Icb, "sub_icb": SubIcb, "network": Network, "practice": Practice}
MODEL_WORDS = {
    "region": "regions",
    "icb": "ICBs",
    "sub_icb": "sub-ICB locations",
    "network": "networks",
    "practice": "practices",
}


class ImportRefused(Exception):
    """An edition is well formed but can't be true; nothing is changed."""


def values_of(row) -> tuple:
    return tuple(getattr(row, field.attname) for field in row._meta.concrete_fields)


class State:
    """``rows``: kind -> code -> model instance; ``spells``: relation -> code of the child -> timeline.

    Fictional organisations of the demo are known, so that codes don't clash, but never end because England's
    files don't list them: ``listed`` leaves them out."""

    def __init__(self):
        self.rows = {name: model.objects.in_bulk(field_name="code") for name, model in MODELS.items()}
        self.values_before = {
            name: {code: values_of(row) for code, row in rows.items()} for name, rows in self.rows.items()
        }
        self.spells_before = {relation: _stored_spells(relation) for relation in RELATIONS}
        self.spells: dict[Relation, dict[str, Timeline]] = {
            relation: {code: tuple(spell for _, spell in pairs) for code, pairs in stored.items()}
            for relation, stored in self.spells_before.items()
        }
        days = defaultdict(set)
        for kind, day in Edition.objects.values_list("kind", "day"):
            days[kind].add(day)
        self.map_days = days[Kind.MAP]
        self.area_days = days[Kind.MAP] | days[Kind.LOOKUP]
        self.newest = {kind: max(found) for kind, found in days.items() if found}
        self.fictional = self._fictional()

    def _fictional(self) -> dict[str, set[str]]:
        networks = {code for code, row in self.rows["network"].items() if row.is_fictional}

        def parents(relation, children):
            return {spell.parent for child in children for spell in self.spells[relation].get(child, ())}

        sub_icbs = parents(LEAD_OF_NETWORK, networks)
        icbs = parents(ICB_OF_SUB_ICB, sub_icbs)
        practices = {
            code
            for code, spells in self.spells[NETWORK_OF_PRACTICE].items()
            if not networks.isdisjoint(spell.parent for spell in spells)
        }
        return {"network": networks, "sub_icb": sub_icbs, "icb": icbs, "practice": practices}

    def known_days(self, relation: Relation, code: str) -> Iterable[date]:
        """Days of other publications that spoke of this child's parent."""
        if relation in (REGION_OF_ICB, ICB_OF_SUB_ICB):
            return self.area_days
        register = self.register(code) if relation is NETWORK_OF_PRACTICE else None
        return [*self.map_days, register.day] if register else self.map_days

    def register(self, code: str) -> Register | None:
        stored = self.rows["practice"][code].register
        return Register.from_json(stored) if stored else None

    def timeline(self, relation: Relation, code: str) -> Timeline:
        return self.spells[relation].get(code, ())

    def observe(self, relation: Relation, code: str, day: date, parent: str | None) -> None:
        timeline = self.timeline(relation, code)
        if relation is NETWORK_OF_PRACTICE and (register := self.register(code)):
            self.spells[relation][code] = register.observe(timeline, day, parent, self.map_days)
        else:
            self.spells[relation][code] = observe(timeline, day, parent, self.known_days(relation, code))

    def real(self, relation: Relation) -> list[str]:
        """Children of this relation that are not of the demo."""
        return [code for code in self.spells[relation] if code not in self.fictional[relation.child]]

    def named(self, kind: str, code: str, day: date, **fields):
        """The organisation with this code, made if new. ``fields`` describe it as of ``day``: they replace what
        an older publication said and fill what a newer one left blank."""
        if code in self.fictional.get(kind, ()):
            raise ImportRefused(f"{code} is a code of the fictional demo; import into a portal without it.")
        row = self.rows[kind].get(code)
        if row is None:
            row = self.rows[kind][code] = MODELS[kind](code=code)
        describe(row, newest=row.described_on is None or day >= row.described_on, **fields)
        if row.described_on is None or day > row.described_on:
            row.described_on = day
        return row

    def is_newest(self, kind: Kind, day: date) -> bool:
        return day >= self.newest.get(kind, day)

    def gone_by(self, row) -> date | None:
        """The first map on which an organisation that no spell speaks of was missing."""
        return first_after(self.area_days, row.described_on) if row.described_on else None


def describe(row, *, newest: bool, **fields) -> None:
    for name, value in fields.items():
        if name == "name" and getattr(row, "published_name", ""):
            name = "published_name"  # the name is a correction, which stays
        if value and (newest or not getattr(row, name)):
            setattr(row, name, value)


def _stored_spells(relation: Relation) -> dict[str, list[tuple[int, Spell]]]:
    stored = defaultdict(list)
    rows = relation.model.objects.order_by("start").values_list(
        f"{relation.child}__code", "pk", f"{relation.parent}__code", "start", "end"
    )
    for child, pk, parent, start, end in rows.iterator():
        stored[child].append((pk, Spell(parent, start, end)))
    return dict(stored)
