"""What an import did, counted by kind."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Counts:
    """Rows of one kind. ``closed`` are not among ``changed``."""

    created: int = 0
    changed: int = 0
    closed: int = 0
    unchanged: int = 0


@dataclass
class Summary:
    """``kinds``: label -> `Counts`; ``skipped``: (file, reason) -> rows, 0 where a whole file was left out."""

    kinds: dict[str, Counts] = field(default_factory=dict)
    skipped: Counter[tuple[str, str]] = field(default_factory=Counter)
    editions: list[str] = field(default_factory=list)

    def of(self, label: str) -> Counts:
        return self.kinds.setdefault(label, Counts())

    def skip(self, where: str, reason: str, rows: int = 0) -> None:
        self.skipped[where, reason] += rows

    @property
    def changed_anything(self) -> bool:
        return any(counts.created or counts.changed or counts.closed for counts in self.kinds.values())

    def lines(self) -> list[str]:
        """The summary as text, one line a kind, a file or a reason."""
        lines = ["Read:", *(f"  {edition}" for edition in self.editions), ""]
        lines.append(f"{'':<34}{'created':>9}{'changed':>9}{'closed':>9}{'unchanged':>11}")
        for label, counts in self.kinds.items():
            lines.append(
                f"{label:<34}{counts.created:>9,}{counts.changed:>9,}{counts.closed:>9,}{counts.unchanged:>11,}"
            )
        if self.skipped:
            lines += ["", "Skipped:"]
            lines += [
                f"  {where}: {f'{rows:,} × ' if rows else ''}{reason}"
                for (where, reason), rows in self.skipped.items()
            ]
        return [*lines, "", "Import finished." if self.changed_anything else "Nothing changed."]
