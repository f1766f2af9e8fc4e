"""``python -m pcnportal.local run|manage|test|bench``: what bin/run and its siblings call after set-up."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys

from .environment import portal_environment, worker_environment
from .places import ROOT, VAR, LocalError
from .run import run
from .services import APP_ROLE, OWNER_ROLE, Postgres, Valkey, running


@contextlib.contextmanager
def installation(port: int = 8000):
    """The environment of this clone's portal, its embedded services running; servers that are named are used."""
    files = VAR / "portal"
    files.mkdir(exist_ok=True)
    database, broker = Postgres("postgres"), Valkey("valkey")
    needed = []
    if "DATABASE_URL" not in os.environ:
        needed.append(database)
    if "REDIS_URL" not in os.environ:
        needed.append(broker)
    with running("portal", *needed):
        environment = portal_environment(
            database_url=database.url(APP_ROLE) if database in needed else os.environ["DATABASE_URL"],
            owner_url=database.url(OWNER_ROLE)
            if database in needed
            else os.environ.get("DATABASE_OWNER_URL", os.environ["DATABASE_URL"]),
            redis_url=broker.url if broker in needed else os.environ["REDIS_URL"],
            files=files,
            port=port,
        )
        environment |= {"PORTAL_DEMO": "1", "MAIL_DIR": str(files / "mail")}
        yield os.environ | environment | {k: os.environ[k] for k in environment if k in os.environ}


def manage(arguments: list[str]) -> int:
    with installation() as environment:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.call(command, env=environment | worker_environment(files=VAR / "portal"))


def test(arguments: list[str]) -> int:
    """Run pytest on a scratch PostgreSQL and a Valkey of its own; several runs at once don't meet."""
    database, broker = Postgres("scratch-postgres", scratch=True), Valkey(f"scratch-{os.getpid()}")
    files = VAR / f"scratch-{os.getpid()}-files"
    extra = {"TEST_DATABASE": f"test_pcn_{os.getpid()}", "PORTAL_TEST": "1"}
    if "--all" in arguments:
        arguments.remove("--all")
        extra["PORTAL_TEST_ALL"] = "1"
    if not arguments:  # the whole suite takes two processes; a file's tests stay in one
        arguments = ["-n", "2", "--dist", "loadfile"]
    files.mkdir(exist_ok=True)
    try:
        with running("scratch", database), running(broker.name, broker):
            environment = os.environ | extra
            environment |= portal_environment(
                database_url=database.url(APP_ROLE),
                owner_url=database.url(OWNER_ROLE),
                redis_url=broker.url,
                files=files,
                port=8000,
            )
            environment |= worker_environment(files=files)
            environment.pop("PORTAL_DEMO", None)
            return subprocess.call([sys.executable, "-m", "pytest", *arguments], env=environment)
    finally:
        for leftover in (files, VAR / broker.name):
            shutil.rmtree(leftover, ignore_errors=True)
        for leftover in (VAR / "run").glob(f"{broker.name}.*"):
            leftover.unlink(missing_ok=True)
        broker.forget()


def bench(arguments: list[str]) -> int:
    """Run one bench on a scratch PostgreSQL and Valkey; ``benches/`` holds them."""
    database, broker = Postgres("scratch-postgres", scratch=True), Valkey("bench-valkey")
    files = VAR / "bench"
    files.mkdir(exist_ok=True)
    with running("scratch", database), running(broker.name, broker):
        environment = os.environ | portal_environment(
            database_url=database.url(APP_ROLE, "pcn_bench"),
            owner_url=database.url(OWNER_ROLE, "pcn_bench"),
            redis_url=broker.url,
            files=files,
            port=8000,
        )
        environment |= worker_environment(files=files)
        return subprocess.call([sys.executable, "-m", "benches", *arguments], env=environment)


def main() -> int:
    # A polite kill ends like Ctrl-C: through the finally clauses that stop what was started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # A shell that starts us in the background has us ignore Ctrl-C; listen all the same.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(ROOT)
    command, *arguments = sys.argv[1:]
    try:
        if command == "run":
            return run(arguments, installation)
        return {"manage": manage, "test": test, "bench": bench}[command](arguments)
    except LocalError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
