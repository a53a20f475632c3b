"""What an event costs in a long session against a short one: `python tests/benchmarks/bench_events.py`.

Prints medians in microseconds, in interleaved rounds, and the ratio of longest to shortest. Deciding, applying
and encoding are timed apart from the disk; a durable submit is one command at a time, and a hundred together.
What a participant wishes goes through all that a phone's wish does: whether it is on offer, and its caps.
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
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
compileall.compile_dir(str(ROOT / "sessions"), quiet=1)

from sessions import journal, records  # noqa: E402
from sessions.actors import Actor  # noqa: E402
from sessions.commands import (  # noqa: E402
    AddNote,
    AddPerson,
    AddTheme,
    CastVote,
    Command,
    CountSlip,
    EditNote,
    GroupNotes,
    SetHands,
    Undo,
)
from sessions.events import Entry, NoteAdded  # noqa: E402
from sessions.journal import encode, fold, seal  # noqa: E402
from sessions.live import LiveSession  # noqa: E402
from sessions.objects import Count, Note  # noqa: E402

SIZES, ROUNDS, EACH = (1_000, 10_000, 100_000), 9, 60
ONE, PHONE = Actor("terminal", "one"), Actor("participant", "p1", 1)
OWN = 3
"""The note that the participant said."""


def prepared(data: Path, events: int) -> LiveSession:
    """A session with so many events, half of them notes of an activity with themes; and somebody who is here."""
    live = LiveSession.create(data, community="Falls", plan="hour")
    path = live.folder / records.JOURNAL
    asyncio.run(live.close())
    now = live.session.created
    with path.open("ab") as file:
        for number in range(1, events + 1):
            note = Note(
                number=number, activity=("practice", "domain")[number % 2], text=f"What people say, {number}",
                lane=("Risk", "Concerns")[number % 2],
                author=1 if number == OWN else None, at=now,
            )  # fmt: skip
            file.write(seal(encode(Entry(number + 1, now, "terminal:two", (NoteAdded(note),)))))
    live = LiveSession(live.folder)

    async def furnish() -> None:
        await live.submit(AddPerson(name="Amina"), ONE)
        for name in ("late letters", "no beds", "nights", "doors"):
            await live.submit(AddTheme(name=name), ONE)

    asyncio.run(furnish())
    return live


class Timed(NamedTuple):
    """A wish that is granted whenever it comes: who wishes it, in which step, and of which kind the vote is."""

    make: Callable[[], Command]
    by: Actor = ONE
    step: str = "gather"
    vote: str = "dots"
    activity: str = "domain"


def commands() -> dict[str, Timed]:
    """What is timed."""
    letters, hands, dots = itertools.cycle("AB"), itertools.cycle((3, 4)), itertools.cycle((1, 0))
    return {
        "add a note": Timed(lambda: AddNote(text="Nobody has a single list of who fell")),
        "edit a note": Timed(lambda: EditNote(note=1, text=f"other words {time.perf_counter_ns()}")),
        "group a note": Timed(lambda: GroupNotes(notes=(5,), letter=next(letters))),
        "undo": Timed(Undo),
        "count hands for a theme": Timed(lambda: SetHands(target="A", hands=Count(for_=next(hands)))),
        "count a slip for themes": Timed(lambda: CountSlip(targets=("A", "B"))),
        "count a slip for notes": Timed(
            lambda: CountSlip(targets=("2", "4")), step="vote", activity="choose"
        ),
        "a participant's note, with a cap": Timed(lambda: AddNote(text="Nobody has a list"), PHONE),
        "a participant edits a note": Timed(
            lambda: EditNote(note=OWN, text=f"other words {time.perf_counter_ns()}"), PHONE
        ),
        "a participant's dot on a theme": Timed(
            lambda: CastVote(target="A", value=next(dots)), PHONE, "vote"
        ),
        "a participant's dot on a note": Timed(
            lambda: CastVote(target="2", value=next(dots)), PHONE, "vote", activity="choose"
        ),
        "a participant's vote on a note": Timed(
            lambda: CastVote(target="7", value=1), PHONE, "vote", "agree"
        ),
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


def stand(live: LiveSession, timed: Timed) -> None:
    """Stand in the step that a wish is for, its vote by dots on themes, or by agree and disagree on every note."""
    for session in (live.session, live._ahead):
        session.activity = timed.activity
        session.activities["practice"].notes_shown = True
        session.now.vote = timed.vote
        session.now.caps = {"notes": 10**9}
        session.now.step = [step.kind for step in session.now.steps].index(timed.step)


def line(name: str, rounds: list[list[float]]) -> None:
    """One row of the table."""
    middle = [median(one) for one in zip(*rounds, strict=True)]
    print(f"{name:34}" + "".join(f"{one:>12.1f}" for one in middle) + f"{middle[-1] / middle[0]:>9.2f}")


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        lives = [prepared(Path(folder) / str(size), size) for size in SIZES]
        print(f"{'µs each, median':34}" + "".join(f"{f'{size:,}':>12}" for size in SIZES) + f"{'ratio':>9}")
        for name, timed in commands().items():
            for live in lives:
                stand(live, timed)
            line(name, [[decided(live, timed.make, timed.by) for live in lives] for _ in range(ROUNDS)])
        for live in lives:
            live._go_back()
            live._vault.journal.let_go()
        lives = [LiveSession(live.folder) for live in lives]
        for together in (1, 100):
            with asyncio.Runner() as runner:
                rounds = [[runner.run(durable(live, together)) for live in lives] for _ in range(ROUNDS)]
            line(f"durable submit, {together} together", rounds)
        path = lives[-1].folder / records.JOURNAL
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
