"""Published figures about practices and networks: stored by edition, so that no edition undoes another."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from ..models import AgeProfile, Deprivation, ListSize, Workforce
from ..published.records import Edition, Kind
from .saving import BATCH, upsert
from .state import State
from .summary import Summary


class Figures:
    def __init__(self, state: State, summary: Summary, editions: list[Edition]):
        self.state, self.summary = state, summary
        self.editions = [edition for edition in editions if edition.kind in self.savers]
        self.list_sizes: dict[date, dict[str, int]] = defaultdict(dict)
        # The age file tells list sizes too; the file of list sizes has the last word.
        for kind in (Kind.AGES, Kind.LIST_SIZES):
            for edition in self.editions:
                if edition.kind is kind:
                    self.list_sizes[edition.day].update((row.code, row.patients) for row in edition.rows)

    def patients_about(self, codes: Iterable[str], day: date) -> dict[str, int]:
        """Practice -> registered patients on the last published day up to ``day``, else the first after it."""
        found: dict[str, dict[date, int]] = defaultdict(dict)
        stored = ListSize.objects.filter(practice__code__in=codes).values_list(
            "practice__code", "day", "patients"
        )
        for code, published, patients in stored:
            found[code][published] = patients
        for code in codes:
            for published, sizes in self.list_sizes.items():
                if code in sizes:
                    found[code][published] = sizes[code]
        return {
            code: sizes[max((other for other in sizes if other <= day), default=min(sizes))]
            for code, sizes in found.items()
        }

    def save(self) -> None:
        # List sizes before ages, which only fill in the list sizes that nobody published.
        for edition in sorted(self.editions, key=lambda edition: edition.kind is Kind.AGES):
            self.savers[edition.kind](self, edition)

    def _save_list_sizes(self, edition: Edition) -> None:
        rows = self._known("practice", edition, lambda row: row.code)
        self._write_list_sizes(edition, {key: row.patients for key, row in rows.items()})

    def _write_list_sizes(self, edition: Edition, patients: dict[int, int]) -> None:
        stored = {size.practice_id: size for size in ListSize.objects.filter(day=edition.day)}
        made = {
            key: ListSize(practice_id=key, day=edition.day, patients=count) for key, count in patients.items()
        }
        self._write(ListSize, "list sizes", stored, made, ("patients",))

    def _save_ages(self, edition: Edition) -> None:
        rows = self._known("practice", edition, lambda row: row.code)
        stored = {profile.practice_id: profile for profile in AgeProfile.objects.filter(day=edition.day)}
        made = {
            key: AgeProfile(
                practice_id=key, day=edition.day, bands=dict(row.bands), female=row.female, male=row.male
            )
            for key, row in rows.items()
        }
        self._write(AgeProfile, "patients by age", stored, made, ("bands", "female", "male"))
        have = set(ListSize.objects.filter(day=edition.day).values_list("practice_id", flat=True))
        self._write_list_sizes(edition, {key: row.patients for key, row in rows.items() if key not in have})

    def _save_deprivation(self, edition: Edition) -> None:
        rows = self._known("practice", edition, lambda row: row.code, lambda row: row.year)
        years = {year for _, year in rows}
        stored = {
            (score.practice_id, score.edition): score
            for score in Deprivation.objects.filter(edition__in=years)
        }
        made = {
            (key, year): Deprivation(practice_id=key, edition=year, score=row.score)
            for (key, year), row in rows.items()
        }
        self._write(Deprivation, "deprivation scores", stored, made, ("score",))

    def _save_workforce(self, edition: Edition) -> None:
        fields = ("staff_group", "role", "detailed_role", "source")

        def key(row):
            return tuple(getattr(row, name) for name in fields)

        rows = self._known("network", edition, lambda row: row.network, key)
        stored = {(post.network_id, *key(post)): post for post in Workforce.objects.filter(day=edition.day)}
        made = {
            found: Workforce(
                network_id=found[0],
                day=edition.day,
                fte=row.fte,
                **dict(zip(fields, found[1:], strict=True)),
            )
            for found, row in rows.items()
        }
        self._write(Workforce, "network workforce", stored, made, ("fte",))
        # Roles that a corrected file of the same month no longer lists would be counted twice.
        told = {found[0] for found in made}
        gone = [post.pk for found, post in stored.items() if found not in made and found[0] in told]
        Workforce.objects.filter(pk__in=gone).delete()
        self.summary.of("network workforce").changed += len(gone)

    savers: dict[Kind, Callable] = {
        Kind.LIST_SIZES: _save_list_sizes,
        Kind.AGES: _save_ages,
        Kind.DEPRIVATION: _save_deprivation,
        Kind.WORKFORCE: _save_workforce,
    }

    def _known(self, kind: str, edition: Edition, code: Callable, more: Callable | None = None) -> dict:
        """Rows about organisations that the portal knows, by primary key; with ``more``, by a tuple."""
        found = {}
        for row in edition.rows:
            organisation = self.state.rows[kind].get(code(row))
            if organisation is None or organisation.code in self.state.fictional[kind]:
                self.summary.skip(edition.name, f"about {kind}s the portal doesn't know", 1)
                continue
            rest = more(row) if more else None
            key = (
                organisation.pk
                if rest is None
                else (organisation.pk, *((rest,) if isinstance(rest, str) else rest))
            )
            found[key] = row
        return found

    def _write(self, model, label: str, stored: dict, made: dict, fields: tuple[str, ...]) -> None:
        counts = self.summary.of(label)
        new, changed = [], []
        for key, row in made.items():
            old = stored.get(key)
            if old is None:
                new.append(row)
            elif any(getattr(old, name) != getattr(row, name) for name in fields):
                row.pk = old.pk
                changed.append(row)
            else:
                counts.unchanged += 1
        counts.created += len(new)
        counts.changed += len(changed)
        model.objects.bulk_create(new, batch_size=BATCH)
        upsert(model, changed)
