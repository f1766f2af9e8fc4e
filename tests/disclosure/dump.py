"""All that somebody has who took every disk, as strong as can be: the server's files as the server's owner reads
them, rows with `xmin` and `ctid`, the broker's memory and file, the key store, the portal's files."""

import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import redis
from django.conf import settings
from django.db import connection
from psycopg import sql

from pcnportal.local.environment import secret
from pcnportal.local.services import Postgres

SERVER = Postgres("scratch-postgres", scratch=True)


@dataclass
class Dump:
    """``heap``: every file of this database, by table where it is one of a table. ``wal``: what was written ahead since
    `Thief` came. ``rows``: each table's rows as text with xmin and ctid, in the order they lie on disk."""

    heap: dict[str, bytes]
    wal: bytes
    rows: dict[str, list[tuple[int, str, str]]]
    broker: bytes
    files: dict[str, bytes] = field(default_factory=dict)

    def everything(self):
        """(where, bytes) of each part."""
        yield from self.heap.items()
        yield from self.files.items()
        yield "write-ahead log", self.wal
        yield "broker", self.broker
        for table, rows in self.rows.items():
            yield f"rows of {table}", "\n".join(text for _, _, text in rows).encode()

    def holding(self, marker: bytes) -> list[str]:
        """Where ``marker`` is readable: as it is, as a hexadecimal or an escaped text."""
        forms = {marker, marker.hex().encode()}
        return sorted({where for where, raw in self.everything() if any(one in raw for one in forms)})


class Thief:
    """Comes before anything is written that is to be found, and takes a `Dump` as often as asked."""

    def __init__(self):
        self.name = connection.settings_dict["NAME"]
        with self.superuser() as cursor:
            self.began = place_in_wal(cursor)

    @contextmanager
    def superuser(self):
        with psycopg.connect(
            host=str(SERVER.socket_folder),
            user="postgres",
            password=secret(f"{SERVER.name}-superuser"),
            dbname=self.name,
            autocommit=True,
        ) as one:
            yield one.cursor()

    def take(self) -> Dump:
        with self.superuser() as cursor:
            cursor.execute("CHECKPOINT")
            folder = Path(cursor.execute("SHOW data_directory").fetchone()[0])
            oid = cursor.execute("SELECT oid FROM pg_database WHERE datname = %s", [self.name]).fetchone()[0]
            tables = dict(
                cursor.execute(
                    "SELECT pg_relation_filenode(oid)::text, relname FROM pg_class "
                    "WHERE relkind IN ('r', 't') AND pg_relation_filenode(oid) IS NOT NULL"
                ).fetchall()
            )
            rows = {}
            for (table,) in cursor.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall():
                query = sql.SQL("SELECT xmin::text::bigint, ctid::text, t::text FROM {} t").format(
                    sql.Identifier(table)
                )
                rows[table] = cursor.execute(query).fetchall()
            now = place_in_wal(cursor)
        return Dump(
            heap={
                tables.get(path.name, path.name): path.read_bytes()
                for path in (folder / "base" / str(oid)).iterdir()
            },
            wal=written_ahead(folder / "pg_wal", self.began, now),
            rows=rows,
            broker=broker(),
            files={
                str(path): path.read_bytes()
                for root in roots()
                for path in Path(root).rglob("*")
                if path.is_file()
            }
            | {"server.log": (folder / "server.log").read_bytes()},
        )


def place_in_wal(cursor) -> tuple[str, int]:
    """The file, and the byte in it, that is written next."""
    return cursor.execute("SELECT * FROM pg_walfile_name_offset(pg_current_wal_insert_lsn())").fetchone()


def written_ahead(folder: Path, began: tuple[str, int], now: tuple[str, int]) -> bytes:
    """What was written from one place to another. Not past it: files are used again, and the rest of one, or a file to
    come, holds what other tests wrote long ago."""
    names = sorted(path.name for path in folder.iterdir() if began[0] <= path.name <= now[0])
    parts = [(folder / name).read_bytes() for name in names if len(name) == len(now[0])]
    parts[-1] = parts[-1][: now[1]]
    parts[0] = parts[0][began[1] :]
    return b"".join(parts)


def roots() -> list[str]:
    """Folders that the portal writes to; the key store among them."""
    return [settings.KEYRING_DIR, str(settings.FILES_DIR), os.environ["FILES_DIR"]]


def broker() -> bytes:
    """Every key and value in the broker's memory, and its append-only files."""
    address = urlsplit(settings.CELERY_BROKER_URL)
    database = int(parse_qs(address.query).get("virtual_host", ["0"])[0])
    with redis.Redis(unix_socket_path=address.path, db=database) as valkey:
        found = [key + (valkey.dump(key) or b"") for key in valkey.scan_iter()]
        folder = Path(valkey.config_get("dir")["dir"])
    return b"\n".join(found + [path.read_bytes() for path in folder.rglob("*") if path.is_file()])


@contextmanager
def naive_table(thief: Thief, columns: str):
    """A table that a portal without an engine would have, while the block runs; gives a cursor to fill it with."""
    with thief.superuser() as cursor:
        cursor.execute(f"CREATE TABLE naive ({columns})")
        try:
            yield cursor
        finally:
            cursor.execute("DROP TABLE naive")
