"""What a host and its terminals meet that nobody planned: strangers, copies, damage, and lines that end."""

from __future__ import annotations

import asyncio
import json
import os
import pty
import shutil
import signal
import socket
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from cop_tui import paths
from cop_tui.commands import making
from cop_tui.host import wire
from cop_tui.host.client import RemoteLive
from cop_tui.host.door import Door, SiteOptions
from cop_tui.host.doorway import Doorway
from running import (
    PROGRAM,
    attached,
    door,
    environment,
    folder_of,
    host_pids,
    new_session,
    options,
    program,
    stop,
    until,
)
from sessions import journal, records
from sessions.actors import Actor
from sessions.appending import Journal
from sessions.commands import AddNote, EraseNote
from sessions.errors import Busy, Malformed, NotFound, Problem
from sessions.live import LiveSession


@pytest.fixture
async def session_id(data: Path) -> AsyncIterator[str]:
    yield await asyncio.to_thread(new_session, data)
    await asyncio.to_thread(stop, data)


async def test_a_stale_secret_whose_port_somebody_else_has_keeps_nobody_out(
    data: Path, session_id: str
) -> None:
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()
        secret = msgspec.json.encode(Door(stranger.getsockname()[1], "old"))
        (data / "host.secret").write_bytes(secret)
        live, amina = await attached(data, session_id, "one")
        await live.submit(AddNote(text="in"), amina)
        await live.detach()


async def test_a_secret_that_is_nonsense_keeps_nobody_out(data: Path, session_id: str) -> None:
    for secret in (b"", b"[]", b'{"port":99999,"secret":"x"}', b"\xff", b"[" * 100_000):
        await asyncio.to_thread(stop, data)
        (data / "host.secret").write_bytes(secret)
        done = await asyncio.to_thread(program, data, "open", session_id, "--plain", "--no-web", typed="in\n")
        assert done.stdout.startswith("ok"), done.stderr


async def answering(data: Path, *messages: wire.Message) -> asyncio.Server:
    """Somebody at the host's door who says this to whoever comes."""

    async def attend(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        for message in messages:
            writer.write(wire.encode(message))
        await writer.drain()
        await reader.read()
        writer.close()

    server = await asyncio.start_server(attend, "127.0.0.1", 0)
    door = Door(server.sockets[0].getsockname()[1], "x")
    (data / "host.secret").write_bytes(msgspec.json.encode(door))
    return server


async def test_a_host_that_stops_while_one_attaches_leaves_nobody_waiting(data: Path) -> None:
    server = await answering(data, wire.Welcome(SiteOptions()), wire.Bye())
    live = RemoteLive(Doorway(options(data)), "some", "one")
    with pytest.raises(Busy, match="stopped"):
        await live.attach()
    server.close()


async def test_a_host_that_says_what_nobody_knows_leaves_nobody_waiting(data: Path) -> None:
    class Riddle(wire.Message, frozen=True):
        """A message of a later version."""

    server = await answering(data, wire.Welcome(SiteOptions()), Riddle())
    live = RemoteLive(Doorway(options(data)), "some", "one")
    with pytest.raises(Busy, match="does not know"):
        await live.attach()
    server.close()


async def test_half_a_letter_is_refused_and_the_terminal_goes_on(data: Path, session_id: str) -> None:
    live, amina = await attached(data, session_id, "one")
    with pytest.raises(Malformed, match="no text"):
        await live.submit(AddNote(text="caf\udce9"), amina)
    await live.submit(AddNote(text="café"), amina)
    assert [note.text for note in live.session.notes.values()] == ["café"]
    await live.detach()


async def test_a_terminal_that_knows_more_than_its_host_begins_anew(data: Path, session_id: str) -> None:
    live, amina = await attached(data, session_id, "one")
    await live.submit(AddNote(text="before"), amina)
    ahead = RemoteLive(Doorway(options(data)), session_id, "two")
    ahead._reading_of, ahead.session.revision = "1.0", 50
    await ahead.attach()
    await live.submit(AddNote(text="after"), amina)
    await until(lambda: ahead.session.revision == live.session.revision)
    assert ahead.session == live.session
    await ahead.detach()
    await live.detach()


async def test_a_copied_session_harms_neither(data: Path, session_id: str) -> None:
    await asyncio.to_thread(program, data, "open", session_id, "--plain", "--no-web", typed="one\n")
    copy = folder_of(data, f"{session_id}-copy")
    await asyncio.to_thread(
        subprocess.run, ["cp", "-r", str(folder_of(data, session_id)), str(copy)], check=True
    )
    assert len(json.loads((await asyncio.to_thread(program, data, "list", "--json")).stdout)) == 1
    with pytest.raises(Problem, match="is a copy of"):
        await attached(data, copy.name, "one")
    live, _ = await attached(data, session_id, "two")
    assert len(live.session.notes) == 1
    await live.detach()


async def test_the_host_runs_no_file_that_lies_where_it_was_started(
    data: Path, session_id: str, tmp_path: Path
) -> None:
    (tmp_path / "ifaddr.py").write_text("open('ran', 'w').close()", encoding="utf-8")
    (tmp_path / "tinydb").mkdir()
    (tmp_path / "tinydb" / "__init__.py").write_text("open('ran', 'w').close()", encoding="utf-8")
    command = ["cop-tui"]
    script = Path(PROGRAM[0]).with_name("cop-tui")
    if not script.is_file():
        pytest.skip("the program is not installed")
    command = [str(script), "open", session_id, "--plain"]
    done = await asyncio.to_thread(
        subprocess.run,
        command,
        input=b"in\n",
        capture_output=True,
        cwd=tmp_path,
        env={**environment(data), "PYTHONPATH": ""},
    )
    assert done.stdout.startswith(b"ok"), done.stderr
    assert not (tmp_path / "ran").exists() and not (data / "ran").exists()


async def test_sessions_made_at_the_same_instant_are_all_made(data: Path) -> None:
    made = await asyncio.gather(
        *(asyncio.to_thread(program, data, "new", "--community", f"c{number}") for number in range(5))
    )
    assert [done.returncode for done in made] == [0] * 5, [done.stderr for done in made]
    assert len(json.loads((await asyncio.to_thread(program, data, "list", "--json")).stdout)) == 5


async def test_erasing_removes_the_words_from_what_was_put_aside_too(data: Path) -> None:
    live = LiveSession.create(data, community="Falls")
    amina = Actor("terminal", "one")
    await live.submit(AddNote(text="Mrs Jones of ward 4"), amina)
    await live.submit(AddNote(text="a note"), amina)
    await live.close()
    path = live.folder / records.JOURNAL
    path.write_bytes(path.read_bytes() + b"0badc0de Mrs Jones again\n")
    live = LiveSession(live.folder)
    assert b"Jones" in (live.folder / journal.ASIDE).read_bytes()
    await live.submit(EraseNote(note=1), amina)
    for file in live.folder.iterdir():
        assert b"Jones" not in file.read_bytes(), file
    await live.close()


async def test_an_erasing_that_fails_after_its_rename_loses_no_later_note(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = LiveSession.create(data, community="Falls")
    amina = Actor("terminal", "one")
    await live.submit(AddNote(text="Mrs Jones " * 20), amina)
    real = Journal._open
    fails = iter([True])

    def fail_once(self: Journal) -> object:
        if next(fails, False):
            raise OSError(24, "Too many open files")
        return real(self)

    monkeypatch.setattr(Journal, "_open", fail_once)
    with pytest.raises(Problem):
        await live.submit(EraseNote(note=1), amina)
    kept = []
    for number in range(3):
        try:
            await live.submit(AddNote(text=f"after {number}"), amina)
            kept.append(f"after {number}")
        except Problem:
            pass
    await live.close()
    session = records.current(live.folder)
    assert [note.text for note in session.notes.values() if not note.erased] == kept
    assert not journal.read(live.folder / records.JOURNAL).damaged


def test_deep_nesting_is_told_as_damage(data: Path) -> None:
    session_id = new_session(data)
    path = folder_of(data, session_id) / records.JOURNAL
    path.write_bytes(path.read_bytes() + journal.seal(b"[" * 100_000))
    (data / "library.json").write_bytes(b"[" * 100_000)
    for words in (("list",), ("show", session_id), ("open", session_id, "--plain", "--no-web")):
        done = program(data, *words, typed="in\n")
        assert "Traceback" not in done.stderr and done.returncode == 0, done.stderr
    stop(data)


def test_a_journal_without_its_beginning_is_told_as_damage(data: Path) -> None:
    session_id = new_session(data)
    path = folder_of(data, session_id) / records.JOURNAL
    path.write_bytes(path.read_bytes().split(b"\n")[0] + b"\n")
    done = program(data, "show", session_id)
    assert done.returncode == 0 and "Falls prevention" in done.stdout
    assert done.stderr.startswith(f"The beginning of {session_id} is missing or damaged: this is its record")
    done = program(data, "open", session_id, "--plain", "--no-web")
    assert done.returncode == 4 and f"cop-tui export {session_id} --to json" in done.stderr
    done = program(data, "export", session_id, "--to", "json", "--out", str(data))
    path.parent.rename(data / "aside")
    done = program(data, "import", "new", done.stdout.strip())
    assert done.stdout.strip() == session_id, done.stderr
    (path.parent / records.RECORD).unlink()
    path.write_bytes(path.read_bytes().split(b"\n")[0] + b"\n")
    done = program(data, "show", session_id)
    assert done.returncode == 4 and "is missing or damaged" in done.stderr
    stop(data)


@pytest.mark.parametrize("words", [(), ("open", "last", "--plain"), ("list",)])
def test_a_closed_stdin_is_no_traceback(data: Path, words: tuple[str, ...]) -> None:
    new_session(data)
    command = " ".join([*PROGRAM, *words]) + " <&-"
    done = subprocess.run(
        command, shell=True, capture_output=True, text=True, env=environment(data), timeout=60
    )
    assert "Traceback" not in done.stderr
    stop(data)


def test_any_name_comes_out_of_any_pipe(data: Path) -> None:
    new_session(data, community="日本 Ŵŷ")
    done = program(data, "list", env=environment(data, PYTHONIOENCODING="cp1252"))
    assert done.returncode == 0 and "日本 Ŵŷ" in done.stdout


def test_ctrl_c_ends_plain_mode_at_once(data: Path) -> None:
    new_session(data)
    running = subprocess.Popen(
        [*PROGRAM, "open", "last", "--plain", "--no-web"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(data),
    )  # fmt: skip
    assert running.stdin and running.stdout
    running.stdin.write(b"one\n")
    running.stdin.flush()
    assert running.stdout.readline() == b"ok 1\n"
    running.send_signal(signal.SIGINT)
    assert running.wait(30) == 130
    running.stdin.close()
    running.stdout.close()
    stop(data)


def test_a_screen_whose_line_is_gone_without_a_signal_ends(data: Path) -> None:
    new_session(data)
    parent, child = pty.openpty()
    running = subprocess.Popen(
        [*PROGRAM, "open", "last", "--no-web"],
        stdin=child,
        stdout=child,
        stderr=child,
        env=environment(data, TERM="xterm-256color"),
    )
    os.close(child)
    seen = b""
    while b"What matters" not in seen:
        seen += os.read(parent, 65536)
    os.close(parent)
    assert running.wait(30) == 129
    assert len(host_pids(data)) == 1
    stop(data)


# Which host, and how it goes


async def test_a_copy_of_a_folder_whose_host_runs_has_a_host_of_its_own(
    data: Path, session_id: str, tmp_path: Path
) -> None:
    live, amina = await attached(data, session_id, "one")
    copy = tmp_path / "copy"
    shutil.copytree(
        data, copy, ignore=shutil.ignore_patterns(".*.new")
    )  # what is being written as it is copied
    there, bo = await attached(copy, session_id, "two")
    await live.submit(AddNote(text="said here"), amina)
    await there.submit(AddNote(text="said there"), bo)
    assert [note.text for note in live.session.notes.values()] == ["said here"]
    assert [note.text for note in there.session.notes.values()] == ["said there"]
    assert len(host_pids(copy)) == 1
    await there.detach()
    await live.detach()
    await asyncio.to_thread(stop, copy)
    assert len(host_pids(data)) == 1, "and stopping the one leaves the other"


async def test_another_way_to_a_folder_leads_to_its_host(data: Path, session_id: str, tmp_path: Path) -> None:
    live, amina = await attached(data, session_id, "one")
    await live.submit(AddNote(text="said here"), amina)
    way = tmp_path / "way"
    way.symlink_to(data)
    there, _ = await attached(way, session_id, "two")
    assert [note.text for note in there.session.notes.values()] == ["said here"]
    assert not host_pids(way)
    await there.detach()
    await live.detach()


async def test_a_plan_that_a_running_host_does_not_know_is_told_at_once(
    data: Path, session_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    live, _ = await attached(data, session_id, "one")
    monkeypatch.setattr(making, "TRIES", 1)
    wanted = {"community": "Falls", "plan": "typo", "title": "", "date": ""}
    with pytest.raises(NotFound, match="There is no plan 'typo'"):
        await asyncio.to_thread(making.make, data, wanted)
    with pytest.raises(Malformed, match="is no date"):
        await asyncio.to_thread(making.make, data, {**wanted, "plan": "hour", "date": "someday"})
    await live.detach()


async def test_a_host_that_stops_says_nothing_of_its_own_end(data: Path, session_id: str) -> None:
    lives = [(await attached(data, session_id, name, web=True))[0] for name in ("one", "two")]
    _, silent = await asyncio.open_connection("127.0.0.1", json.loads(door(data))["port"])
    done = await asyncio.to_thread(program, data, "stop")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    silent.close()
    log = await asyncio.to_thread(paths.host_log(data).read_text)
    assert "Traceback" not in log and "Cancelled" not in log, log
    for live in lives:
        await live.detach()
