"""The health of a data folder: what its journals, records and library hold, and mending what can be mended.

Nothing that can be read is lost by mending: what a journal lost and its record has is taken from there, and lines that
do not add up are copied aside first. The journal is replaced whole, so that a crash leaves the old one or the new one.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from sessions import journal, library, records
from sessions.disk import replace_file, sweep
from sessions.errors import Damaged, NotFound, Problem
from sessions.events import Entry, Restored
from sessions.journal import Header, Reading, fold
from sessions.session import Session

LIBRARY = "library"
STALE = "The record was not that of the journal's end"
CUT_OFF = "The journal ends before its record does, so its end was lost."
BEYOND = "It cannot be opened as it is, and nothing here can mend it. Its files were left as they are."


@dataclass
class Report:
    """What was found of a session, or of the library."""

    id: str
    found: list[str] = field(default_factory=list)
    """What is wrong, in sentences,"""
    mended: list[str] = field(default_factory=list)
    """and what was done about it."""
    lost: bool = False
    """Whether something stays wrong."""

    @property
    def well(self) -> bool:
        """Whether nothing was wrong."""
        return not self.found


def examined(data: Path, *, mend: bool) -> Iterable[Report]:
    """Look at every session of a data folder, and at the library last.

    Args:
        data: The data folder. Where anything is mended nobody else may write to it.
        mend: Whether what can be mended is.
    """
    folder = data / library.SESSIONS
    for one in sorted(folder.iterdir()) if folder.is_dir() else []:
        if one.is_dir():
            yield _session(one, mend=mend)
    yield _library(data, mend=mend)


def _session(folder: Path, *, mend: bool) -> Report:
    """Look at one session."""
    report = Report(folder.name)
    if mend:
        sweep(folder)
    path = folder / records.JOURNAL
    if not path.is_file():
        report.found.append("There is no journal in it, so it is no session.")
        report.lost = True
        return report
    recorded, stamp = _recorded(folder, report)
    try:
        reading = journal.read(path)
    except Damaged as error:
        _without_beginning(path, report, error, recorded, stamp, mend=mend)
        return report
    report.found += reading.findings()
    if _of_another(reading, folder.name):
        report.found.append("It is a copy of another session, and is left alone.")
        report.lost = True
        return report
    session = fold(reading.entries)
    if recorded and recorded.id == folder.name and _knows_more(recorded, stamp, reading, session):
        report.found += [] if reading.damaged else [CUT_OFF]
        report.lost = not mend
        if mend:
            _record(folder, _rebuilt(path, reading, recorded, stamp, report), report, mend=True)
        return report
    if not session.activities:
        report.found.append(BEYOND)
        report.lost = True
        return report
    if reading.damaged or reading.torn:
        reading = _mended(path, reading, report) if mend else reading
        report.lost = not mend
    _record(folder, reading, report, mend=mend)
    return report


def _knows_more(recorded: Session, stamp: records.Stamp, reading: Reading, session: Session) -> bool:
    """Whether the record has what the journal lost: lines of it, its beginning, or its end."""
    headless = any(number == 1 for number, _ in reading.damaged)
    if not (headless or stamp.epoch >= reading.header.epoch):
        return False  # the journal was rewritten since, so as to lose something
    return bool(reading.damaged) or not session.activities or stamp.sequence > session.revision


def _recorded(folder: Path, report: Report) -> tuple[Session | None, records.Stamp]:
    """The record, where it can be read."""
    try:
        return records.load(folder / records.RECORD)
    except NotFound:
        pass
    except Problem as problem:
        report.found.append(problem.sentence)
    return None, records.Stamp(0, 0, 0)


def _of_another(reading: Reading, name: str) -> bool:
    """Whether a journal is that of another session."""
    first = fold(reading.entries[:1])
    return bool(first.id and first.id != name)


def _without_beginning(
    path: Path,
    report: Report,
    error: Damaged,
    recorded: Session | None,
    stamp: records.Stamp,
    *,
    mend: bool,
) -> None:
    """A journal that does not begin like one: its record, and what it holds since, make a new one."""
    report.found.append(error.sentence)
    newer = "newer" in error.sentence
    if recorded is None or newer or recorded.id != path.parent.name:
        report.found += [] if newer else [BEYOND]
        report.lost = True
        return
    if not mend:
        report.lost = True
        return
    lines = path.read_bytes().split(b"\n")
    entries, damaged = [], []
    for number, line in enumerate(lines, 1):
        payload = journal.unseal(line)
        try:
            entries.append(journal.decode(payload or b""))
        except (msgspec.DecodeError, RecursionError):
            damaged += [(number, line)] if line and number > 1 else []
    reading = Reading(Header(recorded.id, epoch=stamp.epoch), entries, 0, b"", tuple(damaged))
    _record(path.parent, _rebuilt(path, reading, recorded, stamp, report), report, mend=True)


def _mended(path: Path, reading: Reading, report: Report) -> Reading:
    """Write a journal without its damaged lines."""
    journal.put_aside(path, reading)
    report.mended.append(
        "The journal was written anew without what does not add up; a copy of that is beside it."
    )
    return journal.rewrite(path, lambda entry: entry)


def _rebuilt(
    path: Path, reading: Reading, recorded: Session, stamp: records.Stamp, report: Report
) -> Reading:
    """Write a journal that begins with the record, and goes on with what was said since."""
    journal.put_aside(path, reading)
    header = Header(recorded.id, epoch=max(reading.header.epoch, stamp.epoch) + 1)
    begun = Entry(stamp.sequence, time.time_ns() // 1_000_000, "host", (Restored(recorded.tables()),))
    entries = [begun, *(entry for entry in reading.entries if entry.sequence > stamp.sequence)]
    content = journal.seal(msgspec.json.encode(header))
    content += b"".join(journal.seal(journal.encode(entry)) for entry in entries)
    replace_file(path, content)
    report.mended.append("What the journal lost was taken from the record; votes stand in it as totals.")
    return journal.read(path)


def _record(folder: Path, reading: Reading, report: Report, *, mend: bool) -> None:
    """Hold the record against the journal, and write it anew where they differ."""
    session = fold(reading.entries, report.found)
    stamp = records.Stamp(reading.header.epoch, session.revision, reading.size)
    with contextlib.suppress(Problem):
        kept, known = records.load(folder / records.RECORD)
        if known == stamp and kept.tables() == session.tables():
            return
        if not report.found and (known.epoch, known.sequence) < (stamp.epoch, stamp.sequence):
            report.found.append(f"{STALE}; it can always be made again.")
        elif not report.found:
            report.found.append("The record says something else than the journal, which stands.")
    if not (folder / records.RECORD).is_file() and not report.found:
        report.found.append("There is no record yet; it can always be made again.")
    if mend:
        records.save(folder / records.RECORD, session.tables(), stamp)
        report.mended.append("The record was written anew from the journal.")


def _library(data: Path, *, mend: bool) -> Report:
    """Hold the library against the records."""
    report = Report(LIBRARY)
    made = {row.id: row for row in library.from_records(data)}
    kept = library.kept(data)
    if kept is None:
        report.found.append("The library is missing or cannot be read; it can always be made again.")
    else:
        differ = [
            name for name in made.keys() | kept.keys() if _bare(made.get(name)) != _bare(kept.get(name))
        ]
        if differ:
            report.found.append(
                f"The library says something else of {', '.join(sorted(differ))} than the records."
            )
    if report.found and mend:
        library.rebuild(data)
        report.mended.append("The library was written anew from the records.")
    return report


def _bare(row: library.Row | None) -> library.Row | None:
    """A row without when it was changed, which a record does not say."""
    return msgspec.structs.replace(row, changed=0) if row else None
