"""``bin/bench`` lists the benches, ``bin/bench NAME [--json]`` runs one. Ends with 1 where a target is missed."""

import argparse
import fcntl
import importlib
import os
import sys
from pathlib import Path

import django

from pcnportal.local.places import VAR, LocalError

MODULES = {
    "pages": "pages",
    "england": "england",
    "import": "organisations",
    "ballots": "ballots",
    "crowd": "crowd",
    "inviting": "inviting",
    "report": "report",
    "registers": "registers",
    "memory": "memory",
    "pack": "pack",
    "batch": "batch",
}


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def summary(name: str) -> str:
    """The first line of a bench's module, read as text: importing it would need Django and a database."""
    first, _, _ = Path(__file__).with_name(f"{MODULES[name]}.py").read_text().partition("\n")
    return first.strip('"').removeprefix(f"{name}: ")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bin/bench", description="Measure the portal.")
    parser.add_argument("name", nargs="?", choices=MODULES)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--all", action="store_true", help="with all England (batch)")
    options = parser.parse_args(arguments)
    if options.all and options.name != "batch":
        parser.error("--all is for batch alone")
    if options.name is None:
        for name in MODULES:
            say(f"{name:<8} {summary(name)}")
        return 0
    with (VAR / "bench" / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LocalError("Another bench is running here: they would measure each other.") from None
        return run(options.name, as_json=options.json, everything=options.all)


def run(name: str, *, as_json: bool, everything: bool = False) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "benches.settings"
    django.setup()
    missed = 0
    module = importlib.import_module(f"benches.{MODULES[name]}")
    for figure in module.figures(**({"everything": True} if everything else {})):
        say(figure.json() if as_json else figure.line())
        missed += figure.ok is False
    return 1 if missed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except LocalError as problem:
        sys.exit(str(problem))
