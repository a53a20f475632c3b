"""Phones that vote while a session of 5,000 notes is written in every format: `python tests/benchmarks/bench_exports.py [notes]`

Prints how long each format takes, and how long a vote waits meanwhile, beside how long one waits before. Nothing is
asserted. Phones, host and exports share the same cores.
"""

from __future__ import annotations

import asyncio
import csv
import itertools
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "benchmarks")]

from bench_phones import Phone, told, way_in  # noqa: E402

from running import attached, free_port, program, stop  # noqa: E402
from sessions.live import Live  # noqa: E402
from sessions.scribe import parse  # noqa: E402
from sessions.writing import FORMATS  # noqa: E402

PHONES, RATE = 60, 20.0
BEFORE = 10.0
"""Seconds of votes before anything is written."""
SAID = (
    "Nobody answers the falls phone at night, and the register is kept in three places",
    "Mae'r llythyrau'n cyrraedd wedi i'r claf syrthio eto",
    "Łukasz rings the family on the day",
    "王小明：我们每周四晚上都需要值班的人",
    "One number that families can ring, day and night, and somebody who knows the plan",
)


async def typed(live: Live, by: object, lines: str) -> None:
    """Type lines."""
    for line in lines.splitlines():
        await live.submit(parse(line, live.session), by)  # type: ignore[arg-type]


async def voting(phones: list[Phone], until: asyncio.Event) -> list[float]:
    """Votes, so many a second, until told to end; how long each answer took in ms."""
    took: list[asyncio.Task[float]] = []

    async def vote(phone: Phone, number: int) -> float:
        start = time.perf_counter()
        status, _, body = await phone.post(
            f"/{phone.code}/acts/vote",
            {"target": "ABC"[number % 3], "value": str(number // len(phones) % 2), "key": f"v{number}"},
        )
        assert status in (200, 201), body
        return (time.perf_counter() - start) * 1000

    begun = time.perf_counter()
    for number in itertools.count():
        took.append(asyncio.create_task(vote(phones[number % len(phones)], number)))
        await asyncio.sleep(max(0.0, begun + (number + 1) / RATE - time.perf_counter()))
        if until.is_set():
            return list(await asyncio.gather(*took))
    return []


async def measured(data: Path, session_id: str) -> None:
    """Vote, first with nothing else going on, then while one format after another is written."""
    address, code = await way_in(data, session_id)
    live, by = await attached(data, session_id, "one")
    await typed(
        live,
        by,
        "/go practice\n/theme nights 3\n/theme registers 2\n/theme families 1\n/reveal\n/meet 14 jan 10:00\n/go choose\n/release",
    )
    print(f"{len(live.session.notes):,} notes")
    url = urlsplit(address)
    phones = [Phone(url.hostname or "", url.port or 80, code) for _ in range(PHONES)]
    for number, phone in enumerate(phones):
        await phone.join(number)
    over = asyncio.Event()
    asyncio.get_running_loop().call_later(BEFORE, over.set)
    told("a vote, nothing else going on", await voting(phones, over))
    over = asyncio.Event()
    votes = asyncio.create_task(voting(phones, over))
    for format in FORMATS:
        start = time.perf_counter()
        job = (await live.ask("export", formats=format))["job"]
        while not (stands := await live.ask("exporting", job=job))["over"]:
            pass
        print(f"  {format:<10} {time.perf_counter() - start:6.1f} s  {'; '.join(stands['problems'])[:60]}")
    over.set()
    told("a vote while they were written", await votes)
    await live.detach()


def main(notes: int) -> None:
    """Run and print."""
    with tempfile.TemporaryDirectory() as temporary:
        data = Path(temporary) / "data"
        done = program(data, "new", "--community", "Falls prevention", "--plan", "launch")
        session_id = done.stdout.strip()
        file = Path(temporary) / "notes.csv"
        with file.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.writer(opened)
            writer.writerow(["text", "lane"])
            writer.writerows(
                [f"{SAID[n % len(SAID)]} {n}", ("Risk", "Challenge", "Solution")[n % 3]] for n in range(notes)
            )
        asyncio.run(served(data, session_id))
        program(data, "import", session_id, str(file), "--activity", "practice")
        print(f"{PHONES} phones, {RATE:g} votes a second")
        asyncio.run(measured(data, session_id))
        stop(data)


async def served(data: Path, session_id: str) -> None:
    """Start the host with its site, and the clock."""
    live, by = await attached(data, session_id, "first", web=True, port=free_port())
    while not live.pulse.address:
        await live.changed(live.version)
    await typed(live, by, "/here 60\n/next")
    await live.detach()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
