"""What opening a meeting costs for the sake of earlier ones: `python tests/benchmarks/bench_thread.py`.

Prints medians in milliseconds, in interleaved rounds: what is open is looked for among 10 and among 1,000
sessions of other communities, with so many earlier meetings of its own.
"""

from __future__ import annotations

import asyncio
import compileall
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
compileall.compile_dir(str(ROOT / "sessions"), quiet=1)

import msgspec  # noqa: E402

from sessions import library, records, thread  # noqa: E402
from sessions.actors import Actor  # noqa: E402
from sessions.commands import AddAction, AddNote, AddPerson, Next  # noqa: E402
from sessions.live import LiveSession  # noqa: E402
from sessions.moves import shown  # noqa: E402
from sessions.session import Session  # noqa: E402

FEW, MANY, ROUNDS, NOTES, PEOPLE, ACTIONS = 10, 1_000, 15, 60, 24, 6


async def held(data: Path, community: str, date: str) -> LiveSession:
    """A meeting that has begun, as large as a real one."""
    live = LiveSession.create(data, community=community, plan="meeting", date=date)
    by = Actor("import")
    now = live.session.now
    await live.submit(Next(activity=now.id, step=now.step, shown=shown(live.session)), by)
    for number in range(PEOPLE):
        await live.submit(AddPerson(name=f"Person {number}", profession="nurse"), by)
    for number in range(NOTES):
        await live.submit(AddNote(text=f"{number} something that somebody said, as long as most of it"), by)
    for number in range(ACTIONS):
        await live.submit(AddAction(text=f"{date} {number}", owner="Person 1"), by)
    await live.record()
    await live.close()
    return live


async def prepared(data: Path, others: int, meetings: int) -> Session:
    """A data folder with so many sessions of another community and of this one; returns the next of this one."""
    other = await held(data, "Sepsis", "2026-01-01")
    rows = [library.Row.of(other.session, 1)]
    for number in range(1, others):
        one = msgspec.structs.replace(rows[0], id=f"sepsis-{number:04}", changed=number)
        shutil.copytree(other.folder, library.folder_of(data, one.id))
        rows.append(one)
    for month in range(1, meetings + 1):
        rows.append(library.Row.of((await held(data, "Falls", f"2026-{month:02}-01")).session, 1))
    following = LiveSession.create(data, community="Falls", plan="meeting", date="2027-01-14")
    await following.close()
    with records.database(data / library.LIBRARY) as db:
        db.table(library.SESSIONS).insert_multiple([msgspec.to_builtins(row) for row in rows])
        db.table(library.SESSIONS).insert(msgspec.to_builtins(library.Row.of(following.session, 1)))
    return following.session


def looked(data: Path, session: Session, meetings: int) -> float:
    """Milliseconds until it is known what is open."""
    started = time.perf_counter_ns()
    found = thread.carried(data, session)
    took = (time.perf_counter_ns() - started) / 1e6
    assert (found is None) == (meetings == 0)
    return took


def main() -> None:
    """Print the table."""
    print(f"{'ms, median':24}{f'{FEW} others':>14}{f'{MANY:,} others':>14}")
    for meetings in (0, 1, 12):
        with tempfile.TemporaryDirectory() as folder:
            few, many = Path(folder) / "few", Path(folder) / "many"
            one = asyncio.run(prepared(few, FEW, meetings))
            two = asyncio.run(prepared(many, MANY, meetings))
            rounds = [(looked(few, one, meetings), looked(many, two, meetings)) for _ in range(ROUNDS)]
            a, b = median(one for one, _ in rounds), median(two for _, two in rounds)
            print(f"{f'{meetings} earlier meetings':24}{a:>14.2f}{b:>14.2f}")


if __name__ == "__main__":
    main()
