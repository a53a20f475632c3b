"""Nothing said is lost: hosts and terminals killed at random while lines stream in, and a disk that fills up."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from running import (
    PROGRAM,
    attached,
    environment,
    folder_of,
    host_pids,
    kill_host,
    new_session,
    program,
    stop,
    until,
)
from sessions import journal, library, records
from sessions.commands import AddNote, GoTo, Undo
from sessions.errors import DiskFull

KILLS_OF_HOSTS = KILLS_OF_TERMINALS = int(os.environ.get("COP_TUI_KILLS", "20"))
SEED = 20261126


@pytest.fixture
async def session_id(data: Path) -> AsyncIterator[str]:
    yield await asyncio.to_thread(new_session, data)
    await asyncio.to_thread(stop, data)


def kept(data: Path, session_id: str) -> list[str]:
    """The notes that a new reader finds; it checks that every file can be read."""
    folder = folder_of(data, session_id)
    reading = journal.read(folder / records.JOURNAL)
    assert not reading.damaged
    session = journal.fold(reading.entries)
    if (folder / records.RECORD).exists():
        records.load(folder / records.RECORD)
    assert [row.id for row in library.rows(data)] == [session_id]
    return [note.text for note in session.notes.values()]


async def test_hosts_killed_at_random_lose_nothing_that_was_acknowledged(data: Path, session_id: str) -> None:
    chance = random.Random(SEED)
    acknowledged: list[str] = []
    live, amina = await attached(data, session_id, "one")

    async def stream(scribe: int) -> None:
        for number in range(1_000_000):
            text = f"{scribe}/{number}"
            await live.submit(AddNote(text=text), amina)
            acknowledged.append(text)
            if number % 10 == 0:
                # moving writes the record and the library, so that kills meet those too
                await live.submit(
                    GoTo(activity="practice" if live.session.activity == "domain" else "domain"), amina
                )

    scribes = [asyncio.create_task(stream(0))]
    for _ in range(KILLS_OF_HOSTS):
        seen = len(acknowledged)
        await until(lambda seen=seen: len(acknowledged) > seen)
        await asyncio.sleep(chance.random() * 0.05)
        promised = set(acknowledged)
        kill_host(data)
        assert promised <= set(kept(data, session_id))
    for scribe in scribes:
        scribe.cancel()
    await asyncio.gather(*scribes, return_exceptions=True)
    texts = kept(data, session_id)
    assert len(texts) == len(set(texts)), "what was sent again counted once"
    await live.detach()


async def test_terminals_killed_at_random_lose_nothing_that_was_acknowledged(
    data: Path, session_id: str
) -> None:
    chance = random.Random(SEED)
    witness, amina = await attached(data, session_id, "witness")
    await witness.submit(AddNote(text="before"), amina)
    acknowledged: list[str] = []

    async def one(number: int) -> None:
        """Stream lines into a plain terminal, kill it at a random moment, and note what it answered."""
        terminal = await asyncio.create_subprocess_exec(
            *PROGRAM, "open", "last", "--plain", "--no-web",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(data),
        )  # fmt: skip
        assert terminal.stdin and terminal.stdout
        texts = [f"{number}/{line}" for line in range(2000)]
        terminal.stdin.write("\n".join(texts).encode())
        heard = await terminal.stdout.readline()
        await asyncio.sleep(chance.random() * 0.1)
        terminal.kill()
        answers = [heard, *(await terminal.stdout.read()).splitlines(keepends=True)]
        acknowledged.extend(
            texts[: sum(answer.startswith(b"ok") and answer.endswith(b"\n") for answer in answers)]
        )
        await terminal.wait()
        terminal._transport.close()  # type: ignore[attr-defined]

    for batch in range(KILLS_OF_TERMINALS // 4):
        await asyncio.gather(*(one(batch * 4 + place) for place in range(4)))
    assert len(acknowledged) > KILLS_OF_TERMINALS
    assert set(acknowledged) <= set(kept(data, session_id))
    await witness.submit(AddNote(text="after"), amina)
    assert len(host_pids(data)) == 1, "the host outlived every one of them"
    await witness.detach()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte, where one may be made."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512k,mode=0700", "tmpfs", str(place)], capture_output=True
    )
    if made.returncode:
        pytest.skip("no file system may be mounted here")
    yield place
    for _ in range(50):
        if subprocess.run(["umount", str(place)], capture_output=True).returncode == 0:
            return
    subprocess.run(["umount", "-l", str(place)], check=True)


async def test_a_full_disk_is_said_loses_nothing_and_goes_on_when_there_is_room(small_disk: Path) -> None:
    session_id = await asyncio.to_thread(new_session, small_disk)
    live, amina = await attached(small_disk, session_id, "one")
    other, bo = await attached(small_disk, session_id, "two")
    film = small_disk / "film"
    film.write_bytes(b"x" * 300_000)
    acknowledged = []
    refusal = ""
    for number in range(2000):
        try:
            await live.submit(AddNote(text=f"{number} " + "x" * 200), amina)
        except DiskFull as problem:
            refusal = problem.sentence
            break
        acknowledged.append(number)
    assert refusal.startswith("The disk is full, so this was not kept."), (
        "the disk was filled and it was said"
    )
    await until(lambda: other.pulse.trouble == refusal)
    with pytest.raises(DiskFull):
        await other.submit(AddNote(text="y" * 900), bo)
    assert [int(note.text.split()[0]) for note in live.session.notes.values()] == acknowledged
    film.unlink()
    await live.submit(AddNote(text="-1 there is room again"), amina)
    await until(lambda: other.pulse.trouble == "" and other.session.revision == live.session.revision)
    assert other.session == live.session
    await live.submit(Undo(), amina)
    assert [int(text.split()[0]) for text in kept(small_disk, session_id)] == acknowledged
    kill_host(small_disk)
    await live.detach()
    await other.detach()
    await until(lambda: host_pids(small_disk) == [])


async def test_a_host_that_hangs_up_is_not_stopped_by_it(data: Path, session_id: str) -> None:
    live, amina = await attached(data, session_id, "one")
    for pid in host_pids(data):
        os.kill(pid, signal.SIGHUP)
    await live.submit(AddNote(text="still here"), amina)
    assert live.pulse.trouble == ""
    await live.detach()


async def test_a_host_told_to_end_writes_everything_and_lets_go(data: Path, session_id: str) -> None:
    live, amina = await attached(data, session_id, "one")
    await live.submit(AddNote(text="kept"), amina)
    for pid in host_pids(data):
        os.kill(pid, signal.SIGTERM)
    await until(lambda: host_pids(data) == [])
    session, stamp = records.load(folder_of(data, session_id) / records.RECORD)
    assert session.notes[1].text == "kept" and stamp.sequence == session.revision
    await live.detach()


async def test_a_host_that_is_stopped_for_a_while_loses_nothing(data: Path, session_id: str) -> None:
    live, amina = await attached(data, session_id, "one")
    (pid,) = host_pids(data)
    os.kill(pid, signal.SIGSTOP)
    waiting = asyncio.create_task(live.submit(AddNote(text="said meanwhile"), amina))
    await asyncio.sleep(0.2)
    assert not waiting.done(), "it is not acknowledged before it is kept"
    os.kill(pid, signal.SIGCONT)
    await waiting
    assert kept(data, session_id) == ["said meanwhile"]
    await live.detach()


def test_a_torn_end_and_a_flipped_byte_are_told_and_survived(data: Path) -> None:
    session_id = new_session(data)
    program(data, "open", "last", "--plain", "--no-web", typed="one\ntwo\nthree\n")
    path = folder_of(data, session_id) / records.JOURNAL
    content = bytearray(path.read_bytes())
    content[content.index(b'"two"') + 1] ^= 0x01
    path.write_bytes(bytes(content) + b'0badc0de {"sequence":9,"at"')
    done = program(data, "open", "last", "--plain", "--no-web", typed="four\n")
    assert done.returncode == 0
    assert "half written" in done.stderr and "Line 4 of the journal is damaged" in done.stderr
    assert kept_after_damage(data, session_id) == ["one", "three", "four"]
    assert b"uwo" in (path.parent / "journal.damaged").read_bytes()
    stop(data)


def kept_after_damage(data: Path, session_id: str) -> list[str]:
    return [note.text for note in records.current(folder_of(data, session_id)).notes.values()]
