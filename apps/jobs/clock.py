"""Things that happen at a time rather than after a click: rooms register a function, the sweep calls it."""

from collections.abc import Callable

_functions: list[Callable[[], None]] = []


def at_every_sweep(function: Callable[[], None]) -> Callable[[], None]:
    """Call ``function`` about every 30 seconds. It enqueues jobs by unique key, so that a repeat is harmless."""
    _functions.append(function)
    return function


def run_due() -> None:
    for function in _functions:
        function()
