"""The library: every session of a data folder, a row each, in one TinyDB file that the host writes.

Rows are what a list of sessions shows, so that opening it reads one file however many sessions there
are. They can always be made again from the records.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import msgspec
from tinydb import where

from sessions import records
from sessions.clean import cleaned
from sessions.errors import Damaged, NotFound, Problem
from sessions.passes import letters
from sessions.rows import Action, Improvement
from sessions.seeing import comments
from sessions.session import Session

LIBRARY, SESSIONS = "library.json", "sessions"
PROMISES = (Improvement, Action)


class Row(msgspec.Struct, frozen=True):
    """A session as the library shows it."""

    id: str
    community: str
    plan: str
    title: str
    date: str
    state: str
    """planned, open or closed."""
    activity: str
    people: int
    notes: int
    token: str
    changed: int = 0
    promises: int = 0
    """Promises that are open, as far as this meeting knows."""
    comments: int = 0
    """Comments of readers that wait until the facilitator has read them."""
    burnt: bool = False
    """Whether only its counts are left."""

    @classmethod
    def of(cls, session: Session, changed: int) -> Row:
        """The row of a session, changed at this time (milliseconds)."""
        return cls(
            id=session.id,
            community=session.community.name,
            plan=session.plan,
            title=session.title,
            date=session.date,
            state="closed" if session.closed else "open" if session.started else "planned",
            activity=session.now.title,
            people=session.here,
            notes=len(session.notes),
            token=session.token,
            changed=changed,
            promises=sum(row.still_open for kind in PROMISES for row in session.kept(kind)),
            comments=len(comments(session, waiting=True)),
            burnt=bool(session.burnt),
        )


def folder_of(data: Path, session_id: str) -> Path:
    """The folder of a session."""
    return data / SESSIONS / session_id


def rows(data: Path) -> list[Row]:
    """Every session that has a folder, the one changed last first. What the library lacks is read from records."""
    known = kept(data) or {}
    names = _names(data)
    found = [known[name] for name in names if name in known]
    found += _read(data, [name for name in names if name not in known])
    return sorted(found, key=lambda row: row.changed, reverse=True)


def kept(data: Path) -> dict[str, Row] | None:
    """The rows of the library by id; None where it is missing or cannot be read."""
    try:
        content = (data / LIBRARY).read_bytes()
        with records.database(data / LIBRARY) as db:
            found = msgspec.convert([dict(one) for one in db.table(SESSIONS).all()], list[Row])
    except (OSError, Damaged, msgspec.ValidationError, AttributeError, TypeError, ValueError):
        return None
    if not content.isascii() or b"\\" in content:
        found = [cleaned(row) for row in found]
    return {row.id: row for row in found}


def from_records(data: Path) -> list[Row]:
    """The rows as the records have them; a session that cannot be read has none."""
    return list(_read(data, _names(data)))


def _names(data: Path) -> list[str]:
    """The folders of sessions."""
    folder = data / SESSIONS
    return sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []


def _read(data: Path, names: Iterable[str]) -> Iterable[Row]:
    for one in (folder_of(data, name) for name in names):
        try:
            session = records.current(one)
            if session.id == one.name:  # a folder that was copied is no session of its own
                yield Row.of(session, int((one / records.JOURNAL).stat().st_mtime * 1000))
        except (Problem, KeyError):
            continue


def keep(data: Path, row: Row) -> None:
    """Put a session's row in the library; when it changed is never put back. The host alone calls this.

    Raises:
        OSError: if it cannot be written; the old library then stands.
    """
    if (known := kept(data)) is None:
        rebuild(data)
    elif row.id in known:
        row = msgspec.structs.replace(row, changed=max(row.changed, known[row.id].changed))
    with records.database(data / LIBRARY) as db:
        db.table(SESSIONS).upsert(msgspec.to_builtins(row), where("id") == row.id)


def complete(data: Path) -> None:
    """Make the library anew where it is missing, or lacks a session that has a folder. The host does so at its start."""
    known = kept(data)
    if known is None or set(_names(data)) - set(known):
        rebuild(data)


def rebuild(data: Path) -> list[Row]:
    """Write the library anew from the records. A session that cannot be read keeps the row that it had."""
    names, known = _names(data), kept(data) or {}
    found = list(_read(data, names))
    read = {row.id for row in found}
    found += [known[name] for name in names if name in known and name not in read]
    with records.database(data / LIBRARY) as db:
        db.drop_tables()  # unread: it may be what cannot be read
        db.table(SESSIONS).insert_multiple([msgspec.to_builtins(row) for row in found])
    return found


def find(data: Path, name: str) -> Row:
    """The session that `name` means: an id, a unique beginning of one, or `last`.

    Raises:
        NotFound: if none does, or more than one.
    """
    found = rows(data)
    if not found:
        raise NotFound('There is no session yet. cop-tui new --community "Falls prevention" makes one.')
    if name == "last":
        return found[0]
    hits = [row for row in found if row.id == name] or [row for row in found if row.id.startswith(name)]
    if len(hits) == 1:
        return hits[0]
    if hits:
        raise NotFound(
            f"{name!r} begins {len(hits)} sessions: {', '.join(row.id for row in hits[:5])}. Type more of it."
        )
    raise NotFound(f"There is no session {name!r}. cop-tui list shows what there is.")


def new_id(community: str, date: str) -> str:
    """An id for a new session: the community, the day, and three letters by chance."""
    return f"{slug(community)}-{date.replace('-', '')[2:]}-{letters(3)}"


def slug(community: str) -> str:
    """A community's name as the beginning of a file's."""
    plain = unicodedata.normalize("NFKD", community).encode("ascii", "ignore").decode().casefold()
    return "-".join(re.findall("[a-z0-9]+", plain))[:24].strip("-") or "session"
