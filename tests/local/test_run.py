"""bin/run and its siblings: clear words when something is in the way; everything that was started stops."""

import re
import signal
import socket
import subprocess
import sys
import time

import pytest

from pcnportal.local import __main__ as local
from pcnportal.local import run
from pcnportal.local.places import ROOT, LocalError


@pytest.fixture
def taken_port():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_port_in_use_is_said_with_a_way_out(taken_port):
    with pytest.raises(
        LocalError, match=rf"Port {taken_port} can't be used.*bin/run --port {taken_port + 1}"
    ):
        run.addresses(taken_port)


def test_port_in_use_ends_with_1_and_starts_nothing(taken_port, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["pcnportal.local", "run", "--port", str(taken_port)])
    monkeypatch.setattr(local, "installation", lambda port: pytest.fail("services were started"))
    assert local.main() == 1
    said = capsys.readouterr()
    assert said.err.startswith(f"Port {taken_port} can't be used")
    assert "Traceback" not in said.err


def test_free_port_is_served_on_loopback_only():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert set(run.addresses(port)) <= {f"127.0.0.1:{port}", f"[::1]:{port}"}
    assert f"127.0.0.1:{port}" in run.addresses(port)


def test_portal_is_web_worker_and_beat():
    commands = run.commands(["127.0.0.1:8000"])
    assert set(commands) == {"web", "worker", "beat"}
    assert commands["worker"][commands["worker"].index("--queues") + 1] == "default,reports"


def child(code: str, name="child") -> run.Process:
    return run.Process(name, [sys.executable, "-c", code], {"PATH": "/usr/bin:/bin"})


def test_lines_of_a_process_stand_behind_its_name(capsys):
    process = child("print('first'); print('second')", name="web")
    process.end(time.monotonic() + 10)
    process.printer.join()
    assert capsys.readouterr().out == "   web | first\n   web | second\n"


def test_stopping_asks_politely():
    process = child(
        "import signal, sys; signal.signal(15, lambda *_: sys.exit(3)); print('ready'); signal.pause()"
    )
    time.sleep(0.5)
    process.stop()
    process.end(time.monotonic() + 10)
    assert process.popen.returncode == 3


def test_process_that_will_not_stop_is_ended_with_its_children():
    stubborn = "import signal; signal.signal(15, signal.SIG_IGN); signal.pause()"
    code = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {stubborn!r}]); {stubborn}"
    process = child(code)
    time.sleep(0.5)
    process.stop()
    process.end(time.monotonic())
    assert process.popen.returncode == -signal.SIGKILL
    # The printer ends when the last holder of the output is gone: the grandchild too.
    process.printer.join(10)
    assert not process.printer.is_alive()


@pytest.mark.parametrize("script", ["run", "test", "manage", "bench"])
def test_script_is_executable_and_has_valid_syntax(script):
    path = ROOT / "bin" / script
    assert path.stat().st_mode & 0o111
    subprocess.run(["bash", "-n", str(path)], check=True)
    assert re.search(rf"pcnportal\.local {script}\b", path.read_text())


def test_bootstrap_has_valid_syntax():
    subprocess.run(["bash", "-n", str(ROOT / "bin" / "bootstrap.sh")], check=True)
