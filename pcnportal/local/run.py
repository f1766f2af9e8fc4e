"""The portal's processes on one machine: web, worker and beat together, one readable log, stopped together."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import threading
import time

from .environment import worker_environment
from .places import VAR, LocalError

GRACE_SECONDS = 20


def addresses(port: int) -> list[str]:
    """The loopback addresses to serve on. Raises LocalError where the port is taken."""
    found = []
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as problem:
                if family == socket.AF_INET:
                    raise LocalError(
                        f"Port {port} can't be used ({problem.strerror.lower()}). "
                        f"Stop what is using it, or choose another: bin/run --port {port + 1}"
                    ) from None
                continue
        found.append(f"[{host}]:{port}" if family == socket.AF_INET6 else f"{host}:{port}")
    return found


class Process:
    """One child in a session of its own, its lines printed behind its name."""

    def __init__(self, name: str, command: list[str], environment: dict):
        self.name = name
        self.popen = subprocess.Popen(
            command,
            env=environment | {"PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self.printer = threading.Thread(target=self._print, daemon=True)
        self.printer.start()

    def _print(self) -> None:
        with self.popen.stdout as lines:
            for line in lines:
                print(f"{self.name:>6} | {line}", end="", flush=True)

    def stop(self, how: int = signal.SIGTERM) -> None:
        if self.popen.poll() is None:
            self.popen.send_signal(how)

    def end(self, deadline: float) -> None:
        try:
            self.popen.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.popen.pid, signal.SIGKILL)
            self.popen.wait()


def commands(binds: list[str]) -> dict[str, list[str]]:
    python = [sys.executable, "-m"]
    # Root on a machine of one's own knows that it is root; only JSON is accepted from the broker.
    celery = [
        sys.executable,
        "-W",
        "ignore:You're running the worker",
        "-m",
        "celery",
        "--quiet",
        "-A",
        "pcnportal",
    ]
    bind = [part for address in binds for part in ("--bind", address)]
    return {
        "web": [*python, "gunicorn", "--config", "pcnportal/gunicorn.py", *bind, "pcnportal.wsgi"],
        "worker": [
            *celery, "worker", "--queues", "default,reports", "--concurrency", "2",
            "--loglevel", "warning", "--without-gossip", "--without-mingle",
        ],
        "beat": [
            *celery, "beat", "--loglevel", "warning",
            "--schedule", str(VAR / "portal" / "beat"),
        ],
    }  # fmt: skip


def manage(environment: dict, *arguments: str) -> None:
    if subprocess.call([sys.executable, "manage.py", *arguments], env=environment):
        raise LocalError(f"manage.py {' '.join(arguments)} failed; what it said stands above.")


def run(arguments: list[str], installation) -> int:
    parser = argparse.ArgumentParser(prog="bin/run", description="Run the portal on this machine.")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args(arguments)
    binds = addresses(options.port)
    with installation(options.port) as environment:
        with_keys = environment | worker_environment(files=VAR / "portal")
        manage(environment, "migrate", "--verbosity", "0")
        manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
        if environment.get("PORTAL_DEMO") == "1":
            manage(with_keys, "seed_demo")
        processes = []
        try:
            for name, command in commands(binds).items():
                processes.append(Process(name, command, with_keys if name == "worker" else environment))
            _wait_until_it_answers(options.port, processes)
            if environment.get("PORTAL_DEMO") == "1":
                manage(environment, "demo_personas")
            print(f"\nThe portal answers at http://localhost:{options.port} (Ctrl-C stops it)\n", flush=True)
            while all(process.popen.poll() is None for process in processes):
                time.sleep(0.5)
            gone = next(process.name for process in processes if process.popen.poll() is not None)
            raise LocalError(
                f"The {gone} process ended by itself; its last lines above say why. Stopping the rest."
            )
        except KeyboardInterrupt:
            print("\nStopping", flush=True)
            return 0
        finally:
            for process in processes:
                process.stop()
            deadline = time.monotonic() + GRACE_SECONDS
            for process in processes:
                process.end(deadline)


def _wait_until_it_answers(port: int, processes: list[Process]) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if any(process.popen.poll() is not None for process in processes):
            raise LocalError("The portal did not start; the lines above say why.")
        time.sleep(0.1)
    raise LocalError("The portal did not answer within 30 seconds; the lines above may say why.")
