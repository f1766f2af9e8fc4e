"""The matrix as versioned data: five components, four steps, three statements each. Codes are stable: what a claim or a
piece of evidence names is never given another meaning; a statement that changes gets a new version and a new code."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

VERSION = 1


@dataclass(frozen=True)
class Statement:
    """``code`` is "leadership-0-1": component, step from 0, place from 1. ``known`` are the kinds of what the portal
    knows that may support it."""

    code: str
    component: str
    step: int
    text: str
    shown_by: str
    known: frozenset[str]


@dataclass(frozen=True)
class Component:
    code: str
    name: str
    about: str
    steps: tuple[tuple[Statement, ...], ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(one for step in self.steps for one in step)

    @property
    def codes(self) -> list[list[str]]:
        """Of its statements, by step."""
        return [[one.code for one in step] for step in self.steps]


@dataclass(frozen=True)
class Matrix:
    version: int
    source: str
    reviewed_on: date
    steps: tuple[str, ...]
    components: tuple[Component, ...]

    def component(self, code: str) -> Component | None:
        return next((one for one in self.components if one.code == code), None)

    @property
    def statements(self) -> dict[str, Statement]:
        return {one.code: one for component in self.components for one in component.statements}

    def step_name(self, step: int | None) -> str:
        return "Not yet at Foundation" if step is None else self.steps[step]


@cache
def matrix() -> Matrix:
    data = json.loads((Path(__file__).parent / "data" / f"statements-{VERSION}.json").read_text())
    return Matrix(
        data["version"],
        data["source"],
        date.fromisoformat(data["reviewed_on"]),
        tuple(data["steps"]),
        tuple(_component(one) for one in data["components"]),
    )


def _component(data: dict) -> Component:
    steps = tuple(
        tuple(
            Statement(
                f"{data['code']}-{step}-{place}",
                data["code"],
                step,
                one["text"],
                one["shown_by"],
                frozenset(one.get("known", ())),
            )
            for place, one in enumerate(statements, 1)
        )
        for step, statements in enumerate(data["steps"])
    )
    return Component(data["code"], data["name"], data["about"], steps)
