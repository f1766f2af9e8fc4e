import io
import json
import logging
import subprocess
import sys
from datetime import timedelta
from types import SimpleNamespace

import pytest

from apps.core.logs import JsonLines, NoAnswerAddresses
from apps.networks import invitations
from apps.surveys import links
from pcnportal.gunicorn import QuietLogger

TOKEN = "a-token-that-opens-somebodys-link"


@pytest.fixture
def lines(caplog):
    """What the portal's log would hold."""
    caplog.handler.addFilter(NoAnswerAddresses())
    caplog.set_level(logging.ERROR, logger="django.request")
    return caplog


def test_failing_answer_page_leaves_no_address_and_no_message(client, lines, monkeypatch):
    def fail(token):
        raise RuntimeError(f"somebody with {token}")

    monkeypatch.setattr(links, "follow", fail)
    client.raise_request_exception = False
    assert client.get(f"/a/{TOKEN}/").status_code == 500
    assert "A page behind a personal link failed: RuntimeError in " in lines.text
    assert TOKEN not in lines.text
    assert "/a/" not in lines.text


def test_failing_invitation_leaves_no_address_either(client, lines, monkeypatch):
    def fail(token):
        raise RuntimeError(f"somebody with {token}")

    monkeypatch.setattr(invitations, "follow", fail)
    client.raise_request_exception = False
    assert client.get(f"/invitation/{TOKEN}/").status_code == 500
    assert "A page behind a personal link failed: RuntimeError in " in lines.text
    assert TOKEN not in lines.text


def test_other_failures_keep_their_address(client, lines, monkeypatch):
    monkeypatch.setattr("apps.home.views.connection", None)
    client.raise_request_exception = False
    assert client.get("/health/").status_code == 500
    assert "/health/" in lines.text


def test_the_console_has_the_filter(settings):
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["no_answer_addresses"]
    name = settings.LOGGING["filters"]["no_answer_addresses"]["()"]
    assert name == f"{NoAnswerAddresses.__module__}.{NoAnswerAddresses.__qualname__}"


@pytest.fixture
def written():
    """Log to it and read the lines as the platform gets them."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLines())
    logger = logging.Logger("portal.test")
    logger.addHandler(handler)
    return SimpleNamespace(
        log=logger, lines=lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    )


def test_a_line_is_one_object(written):
    written.log.warning("Said %s\nto %s", "this", "us", extra={"fields": {"status": 403}})
    (line,) = written.lines()
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "WARNING", "logger": "portal.test", "message": "Said this\nto us", "status": 403,
    }  # fmt: skip


def test_a_failure_leaves_kind_and_place_but_no_message(written):
    try:
        try:
            raise ValueError("Key (email)=(ann@practice.example) exists, says Ann Other")
        except ValueError as problem:
            raise RuntimeError("while saving Ann Other") from problem
    except RuntimeError as problem:
        written.log.exception("Task failed: %r, that is %s", problem, problem)
    (line,) = written.lines()
    assert line["error"] == ["RuntimeError", "ValueError"]
    assert line["at"][-1].startswith("tests/core/test_logs.py:")
    assert "Ann" not in str(line)
    assert "ann@" not in str(line)


@pytest.mark.parametrize(
    "text", ["to ann@practice.example", "<ann@practice.example>", "email=ann@practice.example,"]
)
def test_addresses_are_blotted_out(written, text):
    written.log.error(text)
    assert "ann" not in str(written.lines())
    assert "(address)" in str(written.lines())


def test_refusals_are_logged_without_names(client, caplog, network, stranger, board_member):
    client.force_login(stranger)
    assert client.get(f"/networks/{network.code}/").status_code == 404
    client.force_login(board_member)
    assert client.get(f"/networks/{network.code}/people/?q=Ann").status_code == 403
    assert client.get(f"/networks/{network.code}/").status_code == 200
    assert client.get("/answer/00000000-0000-4000-8000-000000000000/").status_code == 403
    path = f"/networks/{network.code}/"
    assert [line.fields for line in caplog.records if line.message == "refused"] == [
        {"method": "GET", "path": path, "status": 404, "account": stranger.pk},
        {"method": "GET", "path": f"{path}people/", "status": 403, "account": board_member.pk},
    ]


@pytest.fixture
def gunicorn_lines(monkeypatch):
    """What Gunicorn writes through our logger."""
    from gunicorn.config import Config

    logger, out = QuietLogger(Config()), io.StringIO()
    for log in (logger.error_log, logger.access_log):
        handler = logging.StreamHandler(out)
        handler.setFormatter(JsonLines())
        monkeypatch.setattr(log, "handlers", [handler])
    logger.access_log.setLevel(logging.INFO)
    return logger, lambda: [json.loads(line) for line in out.getvalue().splitlines()]


def test_access_lines_hold_no_query_and_nobody(gunicorn_lines):
    logger, lines = gunicorn_lines
    asked = {
        "REQUEST_METHOD": "GET",
        "QUERY_STRING": "q=Ann",
        "REMOTE_ADDR": "192.0.2.1",
        "HTTP_USER_AGENT": "X",
    }
    for path in ("/networks/U90001/people/", f"/a/{TOKEN}/", "/answer/x/", f"/invitation/{TOKEN}/"):
        answer = SimpleNamespace(status="200 OK")
        logger.access(answer, None, {**asked, "PATH_INFO": path}, timedelta(milliseconds=12.7))
    (line,) = lines()
    del line["time"]
    assert line == {
        "level": "INFO", "logger": "gunicorn.access", "message": "request",
        "method": "GET", "path": "/networks/U90001/people/", "status": "200", "ms": 12,
    }  # fmt: skip


def test_gunicorn_says_of_a_bad_request_only_that_it_was_bad(gunicorn_lines):
    logger, lines = gunicorn_lines
    logger.warning(f"Invalid request from ip=192.0.2.1: Invalid Request Line 'GET /a/{TOKEN}/'")
    try:
        raise OSError(TOKEN)
    except OSError:
        logger.exception("Error handling request %s %s", "GET", f"/a/{TOKEN}/?q=Ann")
    assert [line["message"] for line in lines()] == ["Invalid request", "Error handling a request"]
    assert TOKEN not in str(lines())
    assert "192.0.2.1" not in str(lines())


def test_the_portal_writes_what_the_formatter_writes():
    """In a process of its own, set up by the settings alone."""
    code = (
        "import django, logging; django.setup(); "
        "logging.getLogger('apps.jobs').error('to %s', 'ann@practice.example')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    line = json.loads(done.stderr)
    assert (line["logger"], line["message"]) == ("apps.jobs", "to (address)")
