"""A figure, how it is judged, and how samples become one. No Django."""

import json
import math
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """``value`` in ``unit``. Where there is a ``floor`` (same unit, same run) the ratio of the two is held
    against ``target``, else the value itself: at most that, or at least that where ``at_least``. Without a target
    it is only shown."""

    name: str
    value: float
    unit: str
    floor: float | None = None
    target: float | None = None
    at_least: bool = False

    @property
    def ratio(self) -> float | None:
        return self.value / self.floor if self.floor else None

    @property
    def ok(self) -> bool | None:
        if self.target is None:
            return None
        judged = self.value if self.floor is None else self.ratio
        if judged is None:
            return False
        return judged >= self.target if self.at_least else judged <= self.target

    def line(self) -> str:
        def number(value, places):
            return "-" if value is None else f"{value:.{places}f}"

        sign = ">=" if self.at_least else "<="
        target = "-" if self.target is None else f"{sign} {self.target:g}"
        verdict = {True: "ok", False: "MISSED", None: "-"}[self.ok]
        return (
            f"{self.name:<34} {number(self.value, 1):>9} {self.unit:<5} floor {number(self.floor, 1):>8}  "
            f"ratio {number(self.ratio, 2):>5}  target {target:<7} {verdict}"
        )

    def json(self) -> str:
        return json.dumps(asdict(self) | {"ratio": self.ratio, "ok": self.ok})


def percentile(samples: list[float], share: float) -> float:
    """The smallest sample that at least ``share`` (0 to 1) of them do not exceed (nearest rank)."""
    return sorted(samples)[max(0, math.ceil(share * len(samples)) - 1)]
