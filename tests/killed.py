"""A session that is killed again and again: `python killed.py DATA KILLS SEED`.

One process forks a writer, kills it at a random instant, looks at what it left, and forks the next on the
same folder. It prints one line of JSON: how often it killed, how much was acknowledged, and what was wrong.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import select
import signal
import sys
import time
from pathlib import Path

from sessions import journal, library, records
from sessions.actors import Actor
from sessions.commands import AddNote, EraseNote
from sessions.events import NoteAdded, NoteErased
from sessions.live import LiveSession

ONE = Actor("terminal", "one")


async def write(folder: Path, out: int, run: int) -> None:
    """Add, erase, and write record and library without end, saying each time what was acknowledged."""
    live = LiveSession(folder)
    data = folder.parent.parent
    for turn in range(1_000_000):
        words = [f"said-{run}-{turn}-{one}-end" for one in range(3)]
        await asyncio.gather(*(live.submit(AddNote(text=text), ONE) for text in words))
        os.write(out, "".join(f"kept {text}\n" for text in words).encode())
        if turn % 5 == 1:
            secret = f"secret-{run}-{turn}-end"
            receipt = await live.submit(AddNote(text=secret), ONE)
            event = receipt.entry.events[0]
            assert isinstance(event, NoteAdded)
            recording = asyncio.ensure_future(live.record()) if turn % 10 == 1 else None
            os.write(out, f"erasing {secret}\n".encode())
            await live.submit(EraseNote(note=event.note.number), ONE)
            os.write(out, f"erased {secret}\n".encode())
            if recording:
                await recording
        if turn % 7 == 3:
            await live.record()
            await asyncio.to_thread(library.keep, data, library.Row.of(live.session, turn))


def kill_one(folder: Path, run: int, after: float) -> list[list[str]]:
    """Fork a writer, kill it so many seconds after its first word, and return what it said."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        try:
            asyncio.run(write(folder, theirs, run))
        finally:
            os._exit(1)
    os.close(theirs)
    select.select([ours], [], [], 30)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    said = b""
    while part := os.read(ours, 1 << 16):
        said += part
    os.close(ours)
    if not os.WIFSIGNALED(status):
        raise SystemExit(f"the writer ended by itself with {status}")
    return [line.split() for line in said.decode().splitlines()]


def bytes_of(folder: Path) -> bytes:
    """Everything in a folder."""
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def faults(folder: Path, said: list[list[str]], kept: set[str]) -> list[str]:
    """What is wrong with what a killed writer left."""
    found = []
    everything = bytes_of(folder)
    erased = {words for what, words in said if what == "erased"}
    found += [f"{words} was erased and is there" for words in erased if words.encode() in everything]
    session = records.current(folder)
    if [row.id for row in library.rows(folder.parent.parent)] != [folder.name]:
        found.append("the library does not have the session")
    live = LiveSession(folder)
    live._vault.journal.let_go()
    if live.session != session:
        found.append("the session reads otherwise once it is open")
    found += [finding for finding in live.findings if "half written" not in finding]
    texts = {note.text for note in live.session.notes.values()}
    found += [f"{words} was acknowledged and is lost" for words in kept - texts]
    gone = {event.number for entry in live.entries for event in entry.events if isinstance(event, NoteErased)}
    if {number for number, note in live.session.notes.items() if note.erased} != gone:
        found.append("a tombstone without its event")
    everything = bytes_of(folder)
    for words in {words for what, words in said if what == "erasing"}:
        if words not in texts and words.encode() in everything:
            found.append(f"{words} has gone and is there")
    return found


def main(data: Path, kills: int, seed: int) -> None:
    """Kill so many writers."""
    chance = random.Random(seed)
    folder = LiveSession.create(data, community="Falls", plan="hour").folder
    wrong: list[str] = []
    kept: set[str] = set()
    for run in range(kills):
        said = kill_one(folder, run, chance.uniform(0.005, 0.08))
        kept |= {words for what, words in said if what == "kept"}
        wrong += faults(folder, said, kept)
        if run % 25 == 24:
            check(folder, wrong)
            folder, kept = LiveSession.create(data / str(run), community="Falls", plan="hour").folder, set()
    print(json.dumps({"kills": kills, "kept": len(kept), "wrong": wrong}))


def check(folder: Path, wrong: list[str]) -> None:
    """Look once more at a session that is left behind."""
    reading = journal.read(folder / records.JOURNAL)
    if journal.fold(reading.entries) != records.current(folder):
        wrong.append("the record is not the journal")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
