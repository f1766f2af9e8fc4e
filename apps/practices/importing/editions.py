"""What each publication about structure adds to the state."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from ..published.cells import SUB_ICB
from ..published.records import Area, Kind
from ..timeline import ONE_DAY, Register, Spell, disjoint, end_by, parent_on
from .state import (
    ICB_OF_SUB_ICB,
    LEAD_OF_NETWORK,
    NETWORK_OF_PRACTICE,
    REGION_OF_ICB,
    SUB_ICB_OF_PRACTICE,
    ImportRefused,
    State,
    describe,
)
from .summary import Summary

# A map that ends this many practices and this share of them at once is a part of a file, not an edition.
MOST_CLOSINGS, MOST_CLOSING_SHARE = 200, 0.25


class Structure:
    """Adds editions of structure to ``state``. ``patients``: (codes, day) -> code -> patients about that day.

    Exact closing days of practices are kept for `close`, which comes after the last edition."""

    def __init__(self, state: State, summary: Summary, patients):
        self.state, self.summary, self.patients = state, summary, patients
        self.closings: dict[str, date] = {}

    def add(self, edition) -> None:
        {
            Kind.LOOKUP: self._lookup,
            Kind.MAP: self._map,
            Kind.EPCN_NETWORKS: self._epcn_networks,
            Kind.EPCN_PARTNERS: self._epcn_partners,
            Kind.EPRACCUR: self._epraccur,
        }[edition.kind](edition)
        self.state.newest[edition.kind] = max(edition.day, self.state.newest.get(edition.kind, edition.day))

    # --- Regions, ICBs, sub-ICB locations ------------------------------------------

    def _lookup(self, edition) -> None:
        self.state.area_days.add(edition.day)
        self._areas(edition.day, edition.rows)

    def _areas(self, day: date, areas: Iterable[Area]) -> None:
        for area in areas:
            for kind, place in (("region", area.region), ("icb", area.icb), ("sub_icb", area.sub_icb)):
                fields = {} if kind == "region" else {"ons_code": place.ons_code}
                self.state.named(kind, place.code, day, name=place.name, **fields)
            self.state.observe(ICB_OF_SUB_ICB, area.sub_icb.code, day, area.icb.code)
            self.state.observe(REGION_OF_ICB, area.icb.code, day, area.region.code)

    # --- The map ---------------------------------------------------------------------

    def _map(self, edition) -> None:
        state, day = self.state, edition.day
        self._refuse_part_of_a_map(edition)
        state.map_days.add(day)
        state.area_days.add(day)
        self._areas(day, {row.area.sub_icb.code: row.area for row in edition.rows}.values())
        newest, members = state.is_newest(Kind.MAP, day), defaultdict(list)
        for row in edition.rows:
            practice = state.named("practice", row.code, day, name=row.name, postcode=row.postcode)
            describe(practice, newest=newest, supplier=row.supplier)
            state.observe(SUB_ICB_OF_PRACTICE, row.code, day, row.area.sub_icb.code)
            state.observe(NETWORK_OF_PRACTICE, row.code, day, row.network.code if row.network else None)
            if row.network:
                state.named("network", row.network.code, day, name=row.network.name)
                members[row.network.code].append((row.code, row.area.sub_icb.code))
        self._see_leads(day, members)
        self._see_absent(edition, members)

    def _see_absent(self, edition, members) -> None:
        """What the map of a day doesn't list had ended by then."""
        listed = {
            SUB_ICB_OF_PRACTICE: {row.code for row in edition.rows},
            NETWORK_OF_PRACTICE: {row.code for row in edition.rows},
            LEAD_OF_NETWORK: members.keys(),
            ICB_OF_SUB_ICB: {row.area.sub_icb.code for row in edition.rows},
            REGION_OF_ICB: {row.area.icb.code for row in edition.rows},
        }
        for relation, codes in listed.items():
            for code in set(self.state.real(relation)).difference(codes):
                self.state.observe(relation, code, edition.day, None)

    def _refuse_part_of_a_map(self, edition) -> None:
        if not self.state.is_newest(Kind.MAP, edition.day):
            return
        timelines = self.state.spells[SUB_ICB_OF_PRACTICE]
        open_now = {
            code for code in self.state.real(SUB_ICB_OF_PRACTICE) if parent_on(timelines[code], edition.day)
        }
        missing = open_now.difference(row.code for row in edition.rows)
        if len(missing) > max(MOST_CLOSINGS, MOST_CLOSING_SHARE * len(open_now)):
            raise ImportRefused(
                f"{edition.name} lists {len(edition.rows):,} practices and would close {len(missing):,} of "
                f"{len(open_now):,}: it looks like a part of the published file."
            )

    # --- The lead sub-ICB location of a network ---------------------------------------

    def leads_again(self, day: date) -> None:
        """Work the leads of a map known before out anew: list sizes of its day have come."""
        members = defaultdict(list)
        for code in self.state.real(NETWORK_OF_PRACTICE):
            network = parent_on(self.state.timeline(NETWORK_OF_PRACTICE, code), day)
            sub_icb = parent_on(self.state.timeline(SUB_ICB_OF_PRACTICE, code), day)
            if network and sub_icb:
                members[network].append((code, sub_icb))
        self._see_leads(day, members)

    def _see_leads(self, day: date, members: dict[str, list[tuple[str, str]]]) -> None:
        """The lead is the sub-ICB location with most of a network's patients, as in the published profiles; with
        most of its practices where no list size is known."""
        crossing = [pairs for pairs in members.values() if len({sub_icb for _, sub_icb in pairs}) > 1]
        patients = self.patients([code for pairs in crossing for code, _ in pairs], day)
        for network, pairs in members.items():
            weight: Counter[str] = Counter()
            practices: Counter[str] = Counter()
            for code, sub_icb in pairs:
                weight[sub_icb] += patients.get(code, 0)
                practices[sub_icb] += 1
            lead = min(practices, key=lambda code: (-weight[code], -practices[code], code))
            self.state.observe(LEAD_OF_NETWORK, network, day, lead)

    # --- ePCN ----------------------------------------------------------------------------

    def _epcn_networks(self, edition) -> None:
        state, day = self.state, edition.day
        newest = state.is_newest(Kind.EPCN_NETWORKS, day)
        for row in edition.rows:
            network = state.named("network", row.code, day, name=row.name)
            describe(network, newest=newest, address=row.address, postcode=row.postcode, opened_on=row.opened)
            state.named("sub_icb", row.sub_icb.code, day, name=row.sub_icb.name)
            if row.last_day is None:
                state.observe(LEAD_OF_NETWORK, row.code, day, row.sub_icb.code)
                continue
            # Its last parent is known for its last day at least.
            if parent_on(state.timeline(LEAD_OF_NETWORK, row.code), row.last_day) is None:
                state.observe(LEAD_OF_NETWORK, row.code, row.last_day, row.sub_icb.code)
            self._end(LEAD_OF_NETWORK, row.code, row.last_day + ONE_DAY)

    def _epcn_partners(self, edition) -> None:
        state, day = self.state, edition.day
        by_practice = defaultdict(list)
        for row in edition.rows:
            by_practice[row.code].append(row)
            for place in (row.sub_icb, row.network_sub_icb):
                state.named("sub_icb", place.code, day, name=place.name)
            state.named("network", row.network.code, day, name=row.network.name)
        for code, rows in by_practice.items():
            practice = state.named("practice", code, day, name=rows[0].name)
            told_before = state.register(code)
            if told_before and told_before.day > day:
                self.summary.skip(edition.name, "a newer register has told of this practice", 1)
                continue
            spells, dropped = disjoint(
                Spell(row.network.code, row.start, row.last_day and row.last_day + ONE_DAY) for row in rows
            )
            if dropped:
                self.summary.skip(edition.name, "replaced by another spell from its first day", dropped)
            register = Register(day, tuple(spells))
            timeline = state.timeline(NETWORK_OF_PRACTICE, code)
            state.spells[NETWORK_OF_PRACTICE][code] = register.lay(timeline, state.map_days)
            practice.register = register.to_json()
            for row in rows:
                if row.last_day is None:
                    state.observe(SUB_ICB_OF_PRACTICE, code, day, row.sub_icb.code)
                    state.observe(LEAD_OF_NETWORK, row.network.code, day, row.network_sub_icb.code)

    # --- epraccur --------------------------------------------------------------------------

    def _epraccur(self, edition) -> None:
        """Describes practices that maps or ePCN name, and says when they closed. It makes practices only where
        there is neither: the file lists hundreds of bodies with the role of a practice and no patients."""
        state, day = self.state, edition.day
        newest = state.is_newest(Kind.EPRACCUR, day)
        makes = not (state.map_days or Kind.EPCN_PARTNERS in state.newest)
        for row in edition.rows:
            is_english = SUB_ICB.fullmatch(row.commissioner) and not row.code.startswith("W")
            if row.code not in state.rows["practice"] and not (makes and row.is_active and is_english):
                self.summary.skip(edition.name, "no practice on any map or in ePCN", 1)
                continue
            practice = state.named("practice", row.code, day, name=row.name, postcode=row.postcode)
            describe(practice, newest=newest, address=row.address, opened_on=row.opened)
            if not row.is_active and row.last_day:
                self.closings[row.code] = row.last_day + ONE_DAY
            elif row.commissioner in state.rows["sub_icb"] and not any(
                known <= day for known in state.map_days
            ):
                state.observe(SUB_ICB_OF_PRACTICE, row.code, day, row.commissioner)

    # --- Closing ------------------------------------------------------------------------------

    def _end(self, relation, code: str, day: date) -> None:
        timeline = self.state.timeline(relation, code)
        self.state.spells[relation][code] = end_by(timeline, day, self.state.known_days(relation, code))

    def close(self) -> None:
        """Set the closing days that follow from everything known."""
        state = self.state
        for code, row in self._real_rows("practice"):
            ends = self.closings.get(code, row.closed_on)
            if ends:
                self._end(SUB_ICB_OF_PRACTICE, code, ends)
                self._end(NETWORK_OF_PRACTICE, code, ends)
            row.closed_on = self._practice_closed_on(code, row, ends)
        last_members = self._last_member_days()
        for code, row in self._real_rows("network"):
            if timeline := state.timeline(LEAD_OF_NETWORK, code):
                row.closed_on = timeline[-1].end
            elif code in last_members:
                row.closed_on = last_members[code]
        for kind, relation in (("sub_icb", ICB_OF_SUB_ICB), ("icb", REGION_OF_ICB)):
            for code, row in self._real_rows(kind):
                timeline = state.timeline(relation, code)
                row.closed_on = timeline[-1].end if timeline else state.gone_by(row)

    def _practice_closed_on(self, code: str, row, ends: date | None) -> date | None:
        parents = self.state.timeline(SUB_ICB_OF_PRACTICE, code)
        members = self.state.timeline(NETWORK_OF_PRACTICE, code)
        if any(timeline and timeline[-1].end is None for timeline in (parents, members)):
            return None
        if parents:
            return parents[-1].end
        return min(filter(None, (ends, self.state.gone_by(row))), default=None)

    def _last_member_days(self) -> dict[str, date | None]:
        """Network -> the day its last practice left; None while it has one."""
        last: dict[str, date | None] = {}
        for timeline in self.state.spells[NETWORK_OF_PRACTICE].values():
            for spell in timeline:
                before = last.get(spell.parent, spell.end)
                last[spell.parent] = max(before, spell.end) if before and spell.end else None
        return last

    def _real_rows(self, kind: str):
        fictional = self.state.fictional[kind]
        return [(code, row) for code, row in self.state.rows[kind].items() if code not in fictional]
