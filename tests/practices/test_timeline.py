"""Spells laid from publications in any order."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.practices.timeline import Register, Spell, disjoint, end_by, joined, observe, parent_on

DAYS = [date(2024, 1, 1) + timedelta(days=number) for number in range(10)]
days = st.sampled_from(DAYS)
parents = st.sampled_from([None, "A", "B", "C"])
maps = st.dictionaries(days, parents, max_size=5)
many = settings(max_examples=400, deadline=None)


@st.composite
def registers(draw):
    edges = sorted(draw(st.sets(days, min_size=1, max_size=5)))
    spells = []
    for start, end in zip(edges, [*edges[1:], None], strict=True):
        if parent := draw(parents if end else st.sampled_from(["A", "B"])):
            spells.append(Spell(parent, start, end))
    return Register(max(draw(days), edges[-1]), tuple(spells))


def build(publications, *, times=1):
    """The timeline after the publications, each a `Register` or (day, parent), were imported in this order."""
    timeline, known, register = (), set(), None
    for publication in [*publications] * times:
        if isinstance(publication, Register):
            register = publication
            timeline = register.lay(timeline, known)
        else:
            day, parent = publication
            known.add(day)
            timeline = (register.observe if register else observe)(timeline, day, parent, known)
    return timeline


@many
@given(maps, st.randoms())
def test_maps_in_any_order_hold_until_the_next(photos, random):
    shuffled = list(photos.items())
    random.shuffle(shuffled)
    timeline = build(shuffled)
    assert timeline == build(sorted(photos.items()))
    assert timeline == joined(timeline)
    for day in DAYS:
        last = max((other for other in photos if other <= day), default=None)
        assert parent_on(timeline, day) == (photos[last] if last else None)


@many
@given(maps, registers(), st.randoms())
def test_register_and_maps_in_any_order_are_one_history(photos, register, random):
    publications = [register, *photos.items()]
    in_order = build(publications)
    random.shuffle(publications)
    assert build(publications) == in_order
    assert build(publications, times=2) == in_order
    assert in_order == joined(in_order)


@many
@given(maps, registers())
def test_register_dates_win_up_to_its_day_and_maps_after_it(photos, register):
    timeline = build([*photos.items(), register])
    told = {spell.parent for spell in register.spells}
    early = {day: parent for day, parent in photos.items() if day <= register.day}
    for day, parent in photos.items():
        if day > register.day or (parent and parent not in told):
            assert parent_on(timeline, day) == parent
    if told.issuperset(filter(None, early.values())):
        for day in DAYS:
            if day <= register.day:
                assert parent_on(timeline, day) == parent_on(register.spells, day)


@many
@given(st.lists(st.builds(Spell, st.sampled_from("AB"), days, st.none() | days), max_size=4))
def test_disjoint_spells_of_a_register_never_overlap(spells):
    spells = [spell for spell in spells if spell.end is None or spell.end > spell.start]
    kept, dropped = disjoint(spells)
    assert len(kept) + dropped == len(spells)
    for earlier, later in zip(kept, kept[1:], strict=False):
        assert earlier.end is not None
        assert earlier.end <= later.start
    for day in DAYS:
        assert parent_on(kept, day) in {None, *(spell.parent for spell in spells if spell.covers(day))}


def test_earlier_map_lengthens_the_spell_of_the_same_parent():
    assert build([(DAYS[6], "A"), (DAYS[0], "A")]) == (Spell("A", DAYS[0]),)


def test_earlier_map_with_another_parent_ends_at_the_later_map():
    assert build([(DAYS[6], "A"), (DAYS[0], "B")]) == (Spell("B", DAYS[0], DAYS[6]), Spell("A", DAYS[6]))


def test_later_map_without_the_child_closes_with_its_day():
    assert build([(DAYS[0], "A"), (DAYS[6], None)]) == (Spell("A", DAYS[0], DAYS[6]),)


def test_corrected_map_of_one_day_replaces_the_first():
    assert build([(DAYS[0], "A"), (DAYS[6], "B"), (DAYS[6], "A")]) == (Spell("A", DAYS[0]),)


def test_older_register_gives_the_current_spell_its_start():
    register = Register(DAYS[4], (Spell("A", DAYS[1]),))
    assert build([(DAYS[6], "A"), register]) == (Spell("A", DAYS[1]),)


def test_older_register_with_another_parent_does_not_undo_the_present():
    register = Register(DAYS[4], (Spell("B", DAYS[1]),))
    assert build([(DAYS[6], "A"), register]) == (Spell("B", DAYS[1], DAYS[6]), Spell("A", DAYS[6]))


def test_membership_only_a_map_has_seen_stays_on_record():
    register = Register(DAYS[8], (Spell("A", DAYS[0]),))
    assert build([(DAYS[4], "B"), register]) == (
        Spell("A", DAYS[0], DAYS[4]),
        Spell("B", DAYS[4], DAYS[9]),
        Spell("A", DAYS[9]),
    )


def test_register_survives_storage():
    register = Register(DAYS[4], (Spell("B", DAYS[1], DAYS[2]), Spell("A", DAYS[3])))
    assert Register.from_json(register.to_json()) == register


def test_end_by_gives_way_to_a_later_sighting():
    timeline = (Spell("A", DAYS[0]),)
    assert end_by(timeline, DAYS[3], [DAYS[1]]) == (Spell("A", DAYS[0], DAYS[3]),)
    assert end_by(timeline, DAYS[3], [DAYS[5]]) == timeline
    assert end_by((), DAYS[3], []) == ()
