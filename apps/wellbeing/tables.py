"""Practices or staff groups of a check-in as a table."""

from django.utils.safestring import mark_safe

from apps.core.tables import Column, Noun, Table, build

_WITHHELD = mark_safe('<span class="portal-withheld">Not shown, to protect people</span>')  # noqa: S308 - ours


def apart_table(apart, *, path: str) -> Table:
    """A `results.Apart`, in order of names and not to be sorted, since it is no ranking; the page's CSV holds more of
    it."""

    def third(number: int, statement: str) -> Column:
        return Column(f"statement-{number}", statement, cell=lambda row: row[1][number] or _WITHHELD)

    columns = (
        Column("name", apart.kind, lambda row: row[0], head=True),
        *(third(number, statement) for number, statement in enumerate(apart.statements)),
    )
    return build(
        apart.rows,
        columns,
        {},
        id="apart",
        caption=f"Share who say “mostly” or “completely”, {apart.title.lower()}",
        noun=Noun(apart.kind.lower(), f"{apart.kind.lower()}s"),
        path=path,
        size=max(len(apart.rows), 1),
    )
