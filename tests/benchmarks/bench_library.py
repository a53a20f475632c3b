"""What opening the library costs with many sessions against few: `python tests/benchmarks/bench_library.py`.

Prints medians in milliseconds, in interleaved rounds: all rows, and the first page of them drawn as text.
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

from sessions import library, records  # noqa: E402
from sessions.live import LiveSession  # noqa: E402

FEW, MANY, ROUNDS, PAGE = 10, 1_000, 15, 20


def prepared(data: Path, sessions: int) -> Path:
    """A data folder with so many sessions."""
    live = LiveSession.create(data, community="Falls prevention", plan="hour")
    asyncio.run(live.record())
    asyncio.run(live.close())
    rows = [library.Row.of(live.session, 1)]
    for number in range(1, sessions):
        one = msgspec.structs.replace(rows[0], id=f"falls-{number:04}", changed=number)
        shutil.copytree(live.folder, library.folder_of(data, one.id))
        rows.append(one)
    with records.database(data / library.LIBRARY) as db:
        db.table(library.SESSIONS).insert_multiple([msgspec.to_builtins(row) for row in rows])
    return data


def opened(data: Path) -> tuple[float, float]:
    """Milliseconds until the rows are there, and until a page of them is text."""
    started = time.perf_counter_ns()
    rows = library.rows(data)
    there = time.perf_counter_ns()
    page = "\n".join(
        f"{row.date}  {row.community:30} {row.title:20} {row.notes:4} {row.state}" for row in rows[:PAGE]
    )
    assert page
    return (there - started) / 1e6, (time.perf_counter_ns() - started) / 1e6


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = prepared(Path(folder) / "few", FEW), prepared(Path(folder) / "many", MANY)
        rounds = [(opened(few), opened(many)) for _ in range(ROUNDS)]
        print(f"{'ms, median':24}{f'{FEW} sessions':>14}{f'{MANY:,}':>10}{'ratio':>9}")
        for name, which in (("library.rows", 0), ("rows and first page", 1)):
            a, b = median(one[which] for one, _ in rounds), median(two[which] for _, two in rounds)
            print(f"{name:24}{a:>14.2f}{b:>10.2f}{b / a:>9.1f}")
        kept = []
        row = library.rows(many)[0]
        for _ in range(ROUNDS):
            started = time.perf_counter_ns()
            library.keep(many, row)
            kept.append((time.perf_counter_ns() - started) / 1e6)
        print(f"{'keeping a row':24}{'':>14}{median(kept):>10.2f}")


if __name__ == "__main__":
    main()
