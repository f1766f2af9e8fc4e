"""import: all England from the published files into a fresh database, and once more."""

import os
import subprocess
import sys
import time

from pcnportal.local.places import LocalError

from .figures import Figure
from .portal import ROOT, england, fresh_database

SECONDS, MEGABYTES = 30, 500


def figures():
    fresh_database()
    seconds, megabytes = import_measured()
    yield Figure("import of all England", seconds, "s", target=SECONDS)
    yield Figure("import of all England, peak memory", megabytes, "MB", target=MEGABYTES)
    seconds, megabytes = import_measured()
    yield Figure("import again, nothing changed", seconds, "s")
    yield Figure("import again, peak memory", megabytes, "MB")


def import_measured() -> tuple[float, float]:
    """Seconds and the highest resident memory (MB) of the whole command, start of Python included."""
    log = ROOT / "var" / "bench" / "import.log"
    began = time.perf_counter()
    with log.open("w") as output:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "manage.py", "import_organisations", str(england())],
            cwd=ROOT, env=os.environ, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise LocalError(f"The import failed; {log} says why.")
    return time.perf_counter() - began, usage.ru_maxrss / 1024
