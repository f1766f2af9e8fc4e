"""Servers live as long as some command needs them, and no longer."""

import subprocess
import sys
import threading

import pytest

from pcnportal.local import services
from pcnportal.local.places import ROOT


class FakeServer:
    def __init__(self):
        self.on, self.said = False, []

    def start(self):
        self.on = True
        self.said.append("start")

    def stop(self):
        self.on = False
        self.said.append("stop")


@pytest.fixture
def server(tmp_path, monkeypatch):
    monkeypatch.setattr(services, "VAR", tmp_path)
    return FakeServer()


def test_server_runs_while_needed(server):
    with services.running("portal", server):
        assert server.on
    assert server.said == ["start", "stop"]


def test_second_user_does_not_stop_the_firsts_server(server):
    with services.running("portal", server):
        with services.running("portal", server):
            assert server.on
        assert server.on
    assert not server.on


def test_first_user_may_leave_before_the_second(server):
    first = services.running("portal", server)
    first.__enter__()
    with services.running("portal", server):
        first.__exit__(None, None, None)
        assert server.on
    assert not server.on


def test_server_stops_when_the_command_fails(server):
    with pytest.raises(RuntimeError), services.running("portal", server):
        raise RuntimeError
    assert not server.on


def test_server_that_does_not_start_leaves_no_lock(server):
    def fail():
        raise services.LocalError("no room")

    broken = FakeServer()
    broken.start = fail
    with pytest.raises(services.LocalError), services.running("portal", broken):
        pass
    with services.running("portal", server):
        assert server.on
    assert not server.on


def test_names_are_apart(server):
    other = FakeServer()
    with services.running("portal", server), services.running("scratch", other):
        pass
    assert server.said == other.said == ["start", "stop"]


def test_many_users_at_once_never_see_it_stopped(server):
    stopped_under_somebody = []

    def use():
        for _ in range(20):
            with services.running("portal", server):
                if not server.on:
                    stopped_under_somebody.append(True)

    users = [threading.Thread(target=use) for _ in range(6)]
    for user in users:
        user.start()
    for user in users:
        user.join()
    assert not stopped_under_somebody
    assert not server.on


def test_another_process_that_was_killed_holds_nothing(server, tmp_path):
    """The kernel gives the lock back: a command that died hard keeps no server alive for ever."""
    code = (
        "import sys, pathlib\n"
        "from pcnportal.local import services\n"
        "services.VAR = pathlib.Path(sys.argv[1])\n"
        "with services.running('portal'):\n"
        "    print('ready', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with other:
        assert other.stdout.readline() == "ready\n"
        with services.running("portal", server):
            pass
        assert server.on  # the other process still needs it
        other.kill()
    with services.running("portal", server):
        pass
    assert not server.on
