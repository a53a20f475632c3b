"""What an event costs in a long session against a short one: `python tests/benchmarks/bench_events.py`.

Prints medians in microseconds, in interleaved rounds, and the ratio of long to short. Deciding, applying and
encoding are timed apart from the disk; a durable submit is one command at a time, and a hundred together.
"""

from __future__ import annotations

import asyncio
import compileall
import itertools
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
compileall.compile_dir(str(ROOT / "sessions"), quiet=1)

from sessions import journal, records  # noqa: E402
from sessions.actors import Actor  # noqa: E402
from sessions.commands import AddNote, AddPerson, AddTheme, CastVote, Command, EditNote, GroupNotes, Undo  # noqa: E402
from sessions.events import Entry, NoteAdded  # noqa: E402
from sessions.journal import encode, fold, seal  # noqa: E402
from sessions.live import LiveSession  # noqa: E402
from sessions.objects import Note  # noqa: E402

SHORT, LONG, ROUNDS, EACH = 1_000, 100_000, 9, 60
ONE, PHONE = Actor("terminal", "one"), Actor("import", participant=1)


def prepared(data: Path, events: int) -> LiveSession:
    """A session with so many events, themes, and people."""
    live = LiveSession.create(data, community="Falls", plan="hour")
    path = live.folder / records.JOURNAL
    asyncio.run(live.close())
    now = live.session.created
    with path.open("ab") as file:
        for number in range(1, events + 1):
            note = Note(
                number=number, activity="domain", lane="Concerns", text=f"What people say, {number}", at=now
            )
            file.write(seal(encode(Entry(number + 1, now, "terminal:two", (NoteAdded(note),)))))
    live = LiveSession(live.folder)

    async def furnish() -> None:
        await live.submit(AddPerson(name="Amina"), ONE)
        for name in ("late letters", "no beds", "nights", "doors"):
            await live.submit(AddTheme(name=name), ONE)

    asyncio.run(furnish())
    return live


def commands() -> dict[str, tuple[Callable[[], Command], Actor]]:
    """What is timed, each as a wish that is granted whenever it comes."""
    letters = itertools.cycle("AB")
    return {
        "add a note": (lambda: AddNote(text="Nobody has a single list of who fell"), ONE),
        "edit a note": (lambda: EditNote(note=1, text=f"other words {time.perf_counter_ns()}"), ONE),
        "group a note": (lambda: GroupNotes(notes=(2,), letter=next(letters)), ONE),
        "undo": (Undo, ONE),
        "vote for a theme": (lambda: CastVote(target="A", value=1), PHONE),
        "vote for a note": (lambda: CastVote(target="7", value=1), PHONE),
    }


def decide(live: LiveSession, command: Command, by: Actor) -> float:
    """Microseconds to decide, apply twice and encode one command, without the disk."""
    started = time.perf_counter_ns()
    entry = live._decide(command, by, "")
    seal(encode(entry))
    live._ahead.apply(entry)
    live._acts.note(entry)
    journal.fold_one(live.session, entry)
    return (time.perf_counter_ns() - started) / 1000


def decided(live: LiveSession, make: Callable[[], Command], by: Actor) -> float:
    """The median of many; before each undo there is something to undo."""
    spent = []
    for _ in range(EACH):
        command = make()
        if isinstance(command, Undo):
            decide(live, AddNote(text="to be undone"), by)
        spent.append(decide(live, command, by))
    return median(spent)


async def durable(live: LiveSession, together: int) -> float:
    """Microseconds for each durable submit, so many at once."""
    spent = []
    for _ in range(max(1, EACH // together)):
        started = time.perf_counter_ns()
        await asyncio.gather(*(live.submit(AddNote(text="said and kept"), ONE) for _ in range(together)))
        spent.append((time.perf_counter_ns() - started) / 1000 / together)
    return median(spent)


def about_notes(live: LiveSession, yes: bool) -> None:
    """Let the vote be by agree, pass and disagree on every note, or by dots on themes."""
    for session in (live.session, live._ahead):
        session.now.vote = "agree" if yes else "dots"


def line(name: str, short: list[float], long: list[float]) -> None:
    """One row of the table."""
    a, b = median(short), median(long)
    print(f"{name:34}{a:>12.1f}{b:>12.1f}{b / a:>9.2f}")


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        short, long = prepared(Path(folder) / "short", SHORT), prepared(Path(folder) / "long", LONG)
        print(f"{'µs each, median':34}{f'{SHORT:,} events':>12}{f'{LONG:,}':>12}{'ratio':>9}")
        for name, (make, by) in commands().items():
            for live in (short, long):
                about_notes(live, name == "vote for a note")
            rounds = [(decided(short, make, by), decided(long, make, by)) for _ in range(ROUNDS)]
            line(name, [one for one, _ in rounds], [two for _, two in rounds])
        for live in (short, long):
            live._go_back()
            live._journal.let_go()
        short, long = LiveSession(short.folder), LiveSession(long.folder)
        for together in (1, 100):
            rounds = []
            with asyncio.Runner() as runner:
                for _ in range(ROUNDS):
                    rounds.append((runner.run(durable(short, together)), runner.run(durable(long, together))))
            line(
                f"durable submit, {together} together", [one for one, _ in rounds], [two for _, two in rounds]
            )
        path = long.folder / records.JOURNAL
        read, folded = [], []
        for _ in range(3):
            started = time.perf_counter()
            entries = journal.read(path).entries
            read.append(time.perf_counter() - started)
            started = time.perf_counter()
            fold(entries)
            folded.append(time.perf_counter() - started)
        print(
            f"\n{len(entries):,} events, {path.stat().st_size / 1e6:.1f} MB: read {median(read):.2f} s, folded {median(folded):.2f} s"
        )
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
