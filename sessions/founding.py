"""Beginning a session: its folder, its secret, and the first entry of its journal."""

from __future__ import annotations

import contextlib
import secrets
import time
from pathlib import Path
from typing import Any

from sessions import clean, journal, plans, records
from sessions.disk import private_folder, replace_file
from sessions.errors import Malformed, Refused
from sessions.events import Entry, Restored, SessionMade
from sessions.library import SESSIONS, folder_of, new_id
from sessions.objects import Community
from sessions.passes import TOKEN_LETTERS, letters

Tables = dict[str, list[dict[str, Any]]]
"""The documents of a record, a list for each table."""


def begun(data: Path, session_id: str, fact: SessionMade | Restored, at: int) -> Path:
    """Make a session's folder, and its journal with this fact at the time `at`; returns the folder.

    The journal comes last, whole or not at all: a folder without one is no session.

    Raises:
        OSError: if it cannot be written.
    """
    folder = folder_of(data, session_id)
    try:
        private_folder(folder)
        replace_file(folder / records.SEATS, secrets.token_bytes(32))
        journal.create(folder / records.JOURNAL, session_id, Entry(1, at, "host", (fact,)))
    except OSError:
        with contextlib.suppress(OSError):  # one that held something before stays
            (folder / records.SEATS).unlink(missing_ok=True)
            folder.rmdir()
        raise
    return folder


def made(data: Path, community: str, plan: str, title: str, date: str, now: int) -> Path:
    """Make a new session; returns its folder. What it is made of is as `LiveSession.create` has it.

    Raises:
        NotFound: if there is no such plan.
        Malformed: if the name or the date is none, or the plan cannot be used.
        OSError: if the folder cannot be written.
    """
    name, (planned, _) = clean.name(community), plans.usable(plan, data / plans.FOLDER)
    on = day(date, now)
    session_id = new_id(name, on)
    while (data / SESSIONS / session_id).exists():
        session_id = new_id(name, on)
    fact = SessionMade(
        id=session_id,
        community=Community(id=name.casefold(), name=name),
        plan=planned.name,
        title=clean.name(title or planned.title),
        date=on,
        token=letters(TOKEN_LETTERS),
        activities=plans.activities(planned),
        joining=planned.join,
    )
    return begun(data, session_id, fact, now)


def restored(data: Path, tables: Tables, at: int) -> Path:
    """Make a session of the tables that an export held, under a token of its own; returns the folder.

    Raises:
        Refused: if there is a session of this id.
        OSError: if the folder cannot be written.
    """
    (own,) = tables["session"]
    if (folder_of(data, own["id"]) / records.JOURNAL).exists():
        raise Refused(f"{own['id']} is here already. Nothing was imported.")
    fresh = {**own, "token": letters(TOKEN_LETTERS)}
    return begun(data, own["id"], Restored({**tables, "session": [fresh]}), at)


def day(date: str, now: int) -> str:
    """The day of a new session, from what was asked for; today, where nothing was.

    Raises:
        Malformed: if it is no date.
    """
    if not date:
        return time.strftime("%Y-%m-%d", time.localtime(now / 1000))
    try:
        return time.strftime("%Y-%m-%d", time.strptime(date, "%Y-%m-%d"))
    except ValueError as error:
        raise Malformed(f"{clean.clean(date)!r} is no date; write it as 2026-11-26.") from error
