"""Writing the difference between the state before and after, a few statements a table."""

from collections import defaultdict
from collections.abc import Iterable

from ..timeline import Spell
from .state import BOOKKEEPING, MODEL_WORDS, MODELS, RELATIONS, Relation, State, values_of
from .summary import Counts, Summary

BATCH = 2000


def upsert(model, rows: list) -> None:
    """Write changed rows, all that publications say of them: one INSERT … ON CONFLICT a batch is many times faster
    than bulk_update. What users say may have changed since the rows were read."""
    local = getattr(model, "LOCAL_FIELDS", ())
    fields = [
        field.name
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in local
    ]
    model.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def save(state: State, summary: Summary) -> None:
    for kind, model in MODELS.items():
        _save_rows(model, state.rows[kind].values(), state.values_before[kind], summary.of(MODEL_WORDS[kind]))
    for relation in RELATIONS:
        _save_spells(state, relation, summary.of(relation.words))


def _save_rows(model, rows: Iterable, before: dict[str, tuple], counts: Counts) -> None:
    names = [field.attname for field in model._meta.concrete_fields]
    new, changed = [], []
    for row in rows:
        old = before.get(row.code)
        if old is None:
            new.append(row)
            counts.created += 1
            continue
        differing = {name for name, was, now in zip(names, old, values_of(row), strict=True) if was != now}
        if differing:
            changed.append(row)
        if differing.issubset(BOOKKEEPING):
            counts.unchanged += 1
        elif "closed_on" in differing and old[names.index("closed_on")] is None:
            counts.closed += 1
        else:
            counts.changed += 1
    model.objects.bulk_create(new, batch_size=BATCH)
    upsert(model, changed)


def _save_spells(state: State, relation: Relation, counts: Counts) -> None:
    children, parents = state.rows[relation.child], state.rows[relation.parent]

    def row(child: str, spell: Spell, pk=None):
        keys = {f"{relation.child}_id": children[child].pk, f"{relation.parent}_id": parents[spell.parent].pk}
        return relation.model(pk=pk, start=spell.start, end=spell.end, **keys)

    todo = defaultdict(list)
    for child, timeline in state.spells[relation].items():
        for step, pk, spell in _steps(state.spells_before[relation].get(child, []), timeline, counts):
            todo[step].append(pk if spell is None else row(child, spell, pk))
    # In this order no moment has two current spells of one child, or two that start on one day.
    relation.model.objects.filter(pk__in=todo["delete"]).delete()
    upsert(relation.model, todo["close"])
    upsert(relation.model, todo["move"])
    relation.model.objects.bulk_create(todo["create"], batch_size=BATCH)


def _steps(stored: list[tuple[int, Spell]], timeline: Iterable[Spell], counts: Counts):
    """What turns the stored spells of one child into ``timeline``: (step, primary key, spell)."""
    wanted = list(timeline)
    left = []
    for pk, spell in stored:
        if spell in wanted:
            wanted.remove(spell)
            counts.unchanged += 1
        else:
            left.append((pk, spell))
    for pk, spell in left:
        same_start = next(
            (new for new in wanted if (new.parent, new.start) == (spell.parent, spell.start)), None
        )
        same_end = next((new for new in wanted if (new.parent, new.end) == (spell.parent, spell.end)), None)
        if same_start:
            wanted.remove(same_start)
            closes = spell.end is None
            counts.closed += closes
            counts.changed += not closes
            yield "close" if closes else "move", pk, same_start
        elif same_end and len(left) == 1:
            wanted.remove(same_end)
            counts.changed += 1
            yield "move", pk, same_end
        else:
            counts.changed += 1
            yield "delete", pk, None
            replacement = next((new for new in wanted if new.parent == spell.parent), None)
            if replacement:
                wanted.remove(replacement)
                yield "create", None, replacement
    for spell in wanted:
        counts.created += 1
        yield "create", None, spell
