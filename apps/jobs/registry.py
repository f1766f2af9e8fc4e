"""Which function does which kind of job."""

from collections.abc import Callable
from dataclasses import dataclass


class JobFailed(Exception):
    """The job can't be done; the message is shown to people. ``final`` says that trying again won't help."""

    def __init__(self, words: str, *, final: bool = False):
        super().__init__(words)
        self.final = final


@dataclass(frozen=True)
class Handler:
    kind: str
    function: Callable
    queue: str
    attempts: int
    lease_seconds: int
    words: str


_handlers: dict[str, Handler] = {}


def handles(
    kind: str, *, queue="default", attempts=5, lease_seconds=300, words="The work could not be done."
):
    """Register a function ``(claim: Claim) -> None`` for jobs of ``kind``. ``words`` is what people read when
    it fails for a reason that was not foreseen."""

    def register(function):
        _handlers[kind] = Handler(kind, function, queue, attempts, lease_seconds, words)
        return function

    return register


def handler_of(kind: str) -> Handler:
    return _handlers[kind]
