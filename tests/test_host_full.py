"""A disk with no room left: whoever typed hears what happened, nothing half made stays, and what waits comes."""

from __future__ import annotations

import asyncio
import errno
import os
from pathlib import Path

import pytest

from conftest import Clock
from cop_tui import paths
from cop_tui.commands import making
from cop_tui.host import carrying
from cop_tui.host.client import RemoteLive
from running import (
    attached,
    folder_of,
    host_pids,
    hosting,
    kill_host,
    new_session,
    program,
    stop,
    until,
)
from sessions import founding, journal, library, records, thread
from sessions.actors import Actor
from sessions.commands import AddNote, Command, Next
from sessions.disk import private_folder
from sessions.errors import DiskFull, Problem
from sessions.events import CarriedOver, Restored, Started
from sessions.live import LiveSession
from sessions.scribe import parse

ONE = Actor("terminal", "one")
PAGE = 4096
PROMISES = [f"write to the trust of ward {number}" for number in range(40)]
"""What no page has room for beside what is in it."""


def fill(disk: Path, *, leave: int = 0) -> Path:
    """Leave so many pages of a disk and no more; returns what takes the rest."""
    film = disk / "film"
    with film.open("wb", buffering=0) as file:
        with pytest.raises(OSError, match="No space"):
            while True:
                file.write(b"x" * PAGE)
        file.truncate(max(0, file.tell() // PAGE - leave) * PAGE)
    return film


async def two_meetings(disk: Path, clock: Clock) -> str:
    """A meeting that promised something, and the id of the next one, which nobody has opened yet."""
    first = LiveSession.create(disk, community="Falls", plan="hour", date="2026-11-26", clock=clock)
    for line in ("/next", *(f"/do {promise}; Amina; 14 jan" for promise in PROMISES)):
        command = parse(line, first.session)
        assert isinstance(command, Command)
        await first.submit(command, ONE)
    await first.record()
    await first.close()
    next_one = LiveSession.create(disk, community="Falls", plan="meeting", date="2026-12-26", clock=clock)
    await next_one.close()
    return next_one.session.id


def promised(live: LiveSession | RemoteLive) -> list[str]:
    return [action.text for action in live.session.actions.values()]


def facts(live: LiveSession) -> list[str]:
    """What happened in a session, by the kind of event."""
    return [type(event).__name__ for entry in live.entries for event in entry.events]


# What is taken over waits for room


async def test_what_was_left_open_comes_when_there_is_room_again(
    small_disk: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "AGAIN_SECONDS", 0.01)
    session_id = await two_meetings(small_disk, clock)
    async with hosting(small_disk, clock) as host:
        film = fill(small_disk)
        live = await host.live(session_id)
        assert promised(live) == []
        assert live.pulse.trouble == carrying.NO_ROOM
        film.unlink()
        await until(lambda: promised(live) == PROMISES)
        await until(lambda: live.pulse.trouble == "")
        assert facts(live).count(CarriedOver.__name__) == 1


async def test_the_clock_starts_no_sooner_than_what_was_left_open_came(
    small_disk: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "AGAIN_SECONDS", 3600)
    session_id = await two_meetings(small_disk, clock)
    async with hosting(small_disk, clock) as host:
        film = fill(small_disk)
        terminal, amina = await attached(small_disk, session_id, "one")
        assert terminal.pulse.trouble == carrying.NO_ROOM
        film.unlink()
        await terminal.submit(Next(activity=terminal.session.activity, step=0, shown=True), amina)
        assert promised(terminal) == PROMISES and terminal.session.started
        happened = facts(host.lives[session_id])
        assert happened.index(CarriedOver.__name__) < happened.index(Started.__name__)
        await until(lambda: terminal.pulse.trouble == "")
        await terminal.detach()


async def test_a_meeting_begins_without_it_where_it_cannot_be_had_and_then_it_is_let_be(
    data: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "AGAIN_SECONDS", 0.01)
    session_id = await two_meetings(data, clock)
    looked: list[str] = []

    def fails(_: object, session: object, *__: object) -> None:
        looked.append("looked")
        raise RuntimeError("a defect")

    monkeypatch.setattr(thread, "earlier", fails)
    async with hosting(data, clock) as host:
        live = await host.live(session_id)
        assert live.pulse.trouble == carrying.NOT_YET
        await until(lambda: len(looked) > 3)
        await live.submit(Next(activity=live.session.activity, step=0, shown=True), ONE)
        await until(lambda: live.pulse.trouble == "")
        monkeypatch.undo()
        assert live.session.started and promised(live) == []
        assert not host.uncarried


async def test_what_was_left_open_is_told_to_plain_lines_too(small_disk: Path, clock: Clock) -> None:
    session_id = await two_meetings(small_disk, clock)
    async with hosting(small_disk, clock):
        fill(small_disk)
        done = await asyncio.to_thread(program, small_disk, "open", session_id, "--plain", typed="/board\n")
    assert carrying.NO_ROOM in done.stderr, done.stderr


# Starting, making and exporting with no room


def test_a_host_that_has_no_room_to_start_is_told(small_disk: Path) -> None:
    session_id = new_session(small_disk)
    fill(small_disk)
    done = program(small_disk, "open", session_id, "--plain", "--no-web", typed="a note\n")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"The disk that holds {small_disk} is full.")
    assert "Everything in it is kept" in done.stderr and "Make room" in done.stderr
    assert len(done.stderr.splitlines()) == 1 and not host_pids(small_disk)
    assert "Falls prevention" in program(small_disk, "show", session_id).stdout


async def test_a_host_that_finds_no_room_once_it_is_started_is_told(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = await asyncio.to_thread(new_session, small_disk)
    private_folder(small_disk / paths.LOG)
    fill(small_disk)
    monkeypatch.setattr(paths, "writable", lambda data: data)  # there was room when the terminal looked
    with pytest.raises(DiskFull, match="is full"):
        await attached(small_disk, session_id, "one")


async def test_a_terminal_whose_host_died_on_a_full_disk_is_told_and_goes_on_when_there_is_room(
    small_disk: Path,
) -> None:
    session_id = await asyncio.to_thread(new_session, small_disk)
    live, amina = await attached(small_disk, session_id, "one")
    film = fill(small_disk)
    kill_host(small_disk)
    await until(lambda: "is full" in live.pulse.trouble)
    film.unlink()
    await live.submit(AddNote(text="there is room"), amina)
    assert [note.text for note in live.session.notes.values()] == ["there is room"]
    await until(lambda: live.pulse.trouble == "")
    await live.detach()
    await asyncio.to_thread(stop, small_disk)


async def test_a_host_starts_although_the_list_of_sessions_cannot_be_written(
    data: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = await two_meetings(data, clock)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(library, "rebuild", full)
    async with hosting(data, clock) as host:
        assert (await host.live(session_id)).session.id == session_id


def test_a_library_that_cannot_be_written_anew_stands(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lost = new_session(data)
    (folder_of(data, lost) / records.JOURNAL).write_bytes(b"nothing")
    (folder_of(data, lost) / records.RECORD).write_bytes(b"nothing")
    private_folder(data / library.SESSIONS / "another")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(records, "replace_file", full)
    with pytest.raises(OSError, match="No space"):
        library.complete(data)
    assert [row.id for row in library.rows(data)] == [lost], "a session that cannot be read is listed still"


def sessions_in(data: Path) -> list[str]:
    folder = data / library.SESSIONS
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*")) if folder.is_dir() else []


WANTED = {"community": "Falls", "plan": "launch", "title": "", "date": "2026-11-26"}


@pytest.mark.parametrize("pages", range(9))
async def test_a_session_is_made_whole_or_not_at_all(small_disk: Path, clock: Clock, pages: int) -> None:
    """Whether the program makes it or the host, and however little room is left."""
    before = sessions_in(small_disk)
    film = fill(small_disk, leave=pages)
    try:
        made = await asyncio.to_thread(making.make, small_disk, WANTED)
    except Problem as problem:
        assert "Nothing" in problem.sentence or "Everything in it is kept" in problem.sentence
        assert sessions_in(small_disk) == before
    else:
        assert records.current(folder_of(small_disk, made)).id == made
        assert [row.id for row in library.rows(small_disk)] == [made]
        await LiveSession(folder_of(small_disk, made), clock=clock).close()
        assert pages > 1, "a journal takes room"
    film.unlink()
    async with hosting(small_disk, clock) as host:
        before = sessions_in(small_disk)
        fill(small_disk, leave=pages)
        try:
            made = await host.new(dict(WANTED))
        except Problem as problem:
            assert problem.sentence.startswith("The session cannot be made (No space left on device).")
            assert sessions_in(small_disk) == before
        else:
            assert records.current(folder_of(small_disk, made)).id == made


def test_a_folder_that_was_there_stays_where_a_session_cannot_be_brought_back(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = private_folder(data / library.SESSIONS / "falls")
    (folder / records.RECORD).write_bytes(b"{}")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(journal, "replace_file", full)
    with pytest.raises(OSError, match="No space"):
        founding.begun(data, "falls", Restored({}), 0)
    assert sessions_in(data) == ["falls", f"falls/{records.RECORD}"]


@pytest.mark.parametrize("format", ["html", "csv"])
def test_an_export_with_no_room_leaves_no_empty_folder(data: Path, small_disk: Path, format: str) -> None:
    new_session(data)
    there = private_folder(small_disk / "there")
    film = fill(small_disk)
    for out in (small_disk / "minutes" / "november", there):
        done = program(data, "export", "last", "--to", format, "--out", str(out))
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith(f"{out} cannot be written (No space left on device).")
    assert sorted(small_disk.iterdir()) == [film, there] and not list(there.iterdir())
