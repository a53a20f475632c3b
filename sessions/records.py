"""The record of a session in TinyDB: what is read once the session is not live.

TinyDB's own storage writes over the live file, which a kill can leave unreadable; so it runs on
`AtomicStorage`, where a reader meets the old record or the new one. A record is written whole, as one
write, and stamped with the journal that it came from. Where the stamp does not fit, the journal is read
instead: the record can always be made again.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import msgspec
from tinydb import TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import Storage

from sessions import journal
from sessions.disk import replace_file
from sessions.errors import Damaged, NotFound
from sessions.session import Session
from sessions.state import SHELVES

VERSION = 2
RECORD, JOURNAL, SEATS, LED = "record.json", "journal.jsonl", "seats", "led"
"""The record, the journal, the secret of a session that is not sealed, and of a closed one what its codes were."""


class Stamp(msgspec.Struct, frozen=True):
    """Which journal a record was made from: its epoch, its last entry, its bytes."""

    epoch: int
    sequence: int
    size: int
    version: int = VERSION


class AtomicStorage(Storage):
    """TinyDB's storage as one file that is replaced whole."""

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The tables; None where there is no file.

        Raises:
            Damaged: if the file is not JSON.
        """
        try:
            tables = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return None
        except (ValueError, RecursionError) as error:
            raise Damaged(f"{self._path.name} in {self._path.parent.name} cannot be read.") from error
        if not isinstance(tables, dict):
            raise Damaged(f"{self._path.name} in {self._path.parent.name} is not a record.")
        return tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Put the tables in the place of what was there."""
        replace_file(self._path, json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())


class OneWrite(CachingMiddleware):
    """Keeps every write of a `with` in memory and writes once, at its end."""

    WRITE_CACHE_SIZE = 1 << 62


def database(path: Path) -> TinyDB:
    """A TinyDB on a file that is replaced whole, written once when it is closed."""
    storage: Any = OneWrite
    return TinyDB(path, storage=storage(AtomicStorage))


def save(path: Path, tables: dict[str, list[dict[str, Any]]], stamp: Stamp) -> None:
    """Write a session's tables as its record.

    Raises:
        OSError: if it cannot be written; the old record then stands.
    """
    with database(path) as db:
        db.drop_tables()
        db.table("stamp").insert(msgspec.to_builtins(stamp))
        for name, documents in tables.items():
            db.table(name).insert_multiple(documents)


def load(path: Path) -> tuple[Session, Stamp]:
    """Read a record through TinyDB.

    Raises:
        NotFound: if there is none.
        Damaged: if it cannot be read, or a newer program wrote it.
    """
    if not path.is_file():
        raise NotFound(f"There is no record in {path.parent.name} yet.")
    with database(path) as db:
        try:
            stamp = msgspec.convert(dict(db.table("stamp").all()[0]), Stamp)
            if stamp.version > VERSION:
                raise Damaged(
                    f"{path.parent.name} was recorded by a newer cop-tui (format {stamp.version}). Update this one to open it."
                )
            tables = {name: [dict(one) for one in db.table(name).all()] for name in ("session", *SHELVES)}
            session = Session.from_tables(tables)
        except (msgspec.ValidationError, ValueError, TypeError, LookupError, AttributeError) as error:
            raise Damaged(f"{path.name} in {path.parent.name} is not a record of this program.") from error
    session.revision = stamp.sequence
    return session, stamp


def current(folder: Path, findings: list[str] | None = None) -> Session:
    """A session as its folder has it: from the record where that is current, else from the journal.

    Where the beginning of the journal is lost, it is the record and what the journal holds since, which is
    said in `findings`.

    Raises:
        NotFound: if there is no session in the folder.
        Damaged: if neither can be read.
    """
    log = folder / JOURNAL
    if not log.is_file():
        raise NotFound(f"There is no session {folder.name}.")
    recorded, stamp = None, Stamp(0, 0, 0)
    with contextlib.suppress(NotFound, Damaged):
        recorded, stamp = load(folder / RECORD)
        if (stamp.size, stamp.version) == (log.stat().st_size, VERSION):
            return recorded
    reading = journal.read(log)
    session = journal.fold(reading.entries)
    if session.activities:
        return session
    if recorded is None or (stamp.epoch, stamp.version) != (reading.header.epoch, VERSION):
        raise Damaged(f"The beginning of {folder.name} is missing or damaged, so it cannot be read.")
    for entry in reading.entries:
        if entry.sequence > stamp.sequence:
            journal.fold_one(recorded, entry)
    if findings is not None:
        findings.append(
            f"The beginning of {folder.name} is missing or damaged: this is its record, and what its journal holds since."
        )
    return recorded
