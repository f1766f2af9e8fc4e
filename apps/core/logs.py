"""What may stand in a log line."""

import logging

from .middleware import is_key_address


def where(problem: BaseException) -> str:
    """The kind of a failure and the line it came from, without what it was about: "KeyError in f, line 3"."""
    last = problem.__traceback__
    while last.tb_next:
        last = last.tb_next
    return f"{type(problem).__name__} in {last.tb_frame.f_code.co_qualname}, line {last.tb_lineno}"


class NoAnswerAddresses(logging.Filter):
    """Leaves of a failure behind a personal link only where in the code it was: the address may hold a personal link,
    and a traceback's message a row."""

    def filter(self, line: logging.LogRecord) -> bool:
        path = getattr(getattr(line, "request", None), "path", "")
        if is_key_address(path):
            problem = line.exc_info[1] if line.exc_info else None
            line.msg, line.args = (
                "A page behind a personal link failed: %s",
                (where(problem) if problem else "no exception",),
            )
            line.request = line.exc_info = line.exc_text = line.stack_info = None
        return True
