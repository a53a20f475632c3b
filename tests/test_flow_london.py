"""A real workshop through the program: 26 people, 39 statements, 640 votes, from keyboard to summary.

It runs where the data stands beside the project. Notes, people and themes go through plain mode as scribe
lines; the votes of each person through the wire, the later of a repeated vote counting; and what the
summary says is held against what the files say.
"""

from __future__ import annotations

import asyncio
import contextlib
import csv
import json
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import cast

import httpx
import msgspec
import pytest
import zxingcpp
from playwright.async_api import async_playwright

from ptys import Terminal
from running import attached, folder_of, free_port, new_session, program, stop
from sessions import records
from sessions.commands import CastVote, Command
from sessions.scribe import parse

DATA = Path(__file__).parents[2] / "shared" / "data" / "london-youth-policing"
TITLE = "Engaging more young people in local scrutiny of policing"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the workshop's data is not beside the project")

THEMES = {
    "Young people decide": r"decision|autonomy|stakeholders|forefront",
    "Open talk with the police": r"dialogue|talks|speak their mind|rapport|discussions|debate",
    "Transparency and facts": r"transparen|investigations|truth|briefs|history",
    "Fair hiring": r"bias|diversity|cadets|abusers",
    "Something in return": r"incentive",
}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return sorted(csv.DictReader(file), key=lambda row: int(row["timestamp"]))


def who(number: str) -> str:
    return "Organiser" if number == "0" else f"Participant {number}"


@pytest.fixture
def session_id(data: Path) -> Iterator[str]:
    yield new_session(
        data, "--plan", "ground", "--title", TITLE, "--date", "2022-07-27", community="Young Londoners"
    )
    stop(data)


async def taken_down(data: Path, session_id: str) -> None:
    """People, statements, votes, themes, a statement of the whole: all of the workshop."""
    comments, votes = rows("comments"), rows("votes")
    people = sorted({row["voter-id"] for row in votes} | {row["author-id"] for row in comments}, key=int)
    lines = ["/here 26", *(f"/person {who(one)}" for one in people)]
    for number, row in enumerate(comments, 1):
        lines.append(f"{who(row['author-id'])}: {' '.join(row['comment-body'].split())}")
        if row["moderated"] != "1":
            lines.append(f"/hide {number}")
    done = program(data, "open", session_id, "--plain", "--no-web", typed="\n".join(lines))
    assert done.returncode == 0, [line for line in done.stdout.splitlines() if line.startswith("no")]
    notes = {row["comment-id"]: str(number) for number, row in enumerate(comments, 1)}

    importer, by = await attached(data, session_id, "votes", kind="import")
    numbers = {person.name: person.number for person in importer.session.participants.values()}
    for row in votes:
        voter = msgspec.structs.replace(by, participant=numbers[who(row["voter-id"])])
        await importer.submit(CastVote(target=notes[row["comment-id"]], value=int(row["vote"])), voter)
    await importer.detach()

    ideas = [row for row in comments if row["moderated"] == "1"]
    lines = ["/next", "/next"]
    for theme, words in THEMES.items():
        members = [
            notes[row["comment-id"]] for row in ideas if re.search(words, row["comment-body"], re.IGNORECASE)
        ]
        lines.append(f"/group {' '.join(members)} = {theme}")
    lines += [
        "/next",
        "/reveal",
        "/next",
        "/next",
        "/say Young people help to decide how they are policed, and see what came of it",
    ]
    lines += ["/scores 5x14 4x9 3x3", "/agree", "/release"]
    done = program(data, "open", session_id, "--plain", "--no-web", typed="\n".join(lines))
    assert done.returncode == 0, done.stdout


async def test_the_london_workshop_from_the_keyboard_to_the_summary(
    data: Path, session_id: str, tmp_path: Path
) -> None:
    await taken_down(data, session_id)
    latest = {(row["comment-id"], row["voter-id"]): int(row["vote"]) for row in rows("votes")}
    counted = Counter(latest.values())

    session = records.current(folder_of(data, session_id))
    assert len(session.notes) == len(rows("comments")) == 39
    assert sum(note.hidden for note in session.notes.values()) == 3
    assert {session.participants[note.author or 0].name for note in session.notes.values()} == {
        who(row["author-id"]) for row in rows("comments")
    }
    by_note = Counter(comment for comment, _ in latest)
    notes = {str(number): row["comment-id"] for number, row in enumerate(rows("comments"), 1)}
    for tally in session.tallies.values():
        assert tally.sum.total == by_note[notes[tally.target]]
    sentence = (
        f"{len(latest)} votes on 36 notes: {counted[1]} agree, {counted[0]} pass, {counted[-1]} disagree."
    )

    with Terminal(data, "open", session_id, "--bind", "127.0.0.1") as terminal:
        terminal.until("Together")
        terminal.line("/summary")
        terminal.until("127.0.0.1")
        codes = zxingcpp.read_barcodes(terminal.picture())
        assert len(codes) == 1, terminal.text
        async with async_playwright() as driver:
            browser = await driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            page = await browser.new_page(java_script_enabled=False, viewport={"width": 390, "height": 844})
            answer = await page.goto(codes[0].text)
            assert answer and answer.status == 200
            text = await page.inner_text("body")
            await browser.close()
    assert sentence in " ".join(text.split())
    assert "Young people help to decide how they are policed" in text
    for row in rows("comments"):
        words = " ".join(row["comment-body"].split())
        assert (words in " ".join(text.split())) == (row["moderated"] == "1")
    for theme in THEMES:
        assert theme in text

    done = program(data, "export", session_id, "--to", "json", "--to", "markdown", "--out", str(tmp_path))
    exported = json.loads(Path(done.stdout.splitlines()[0]).read_text(encoding="utf-8"))
    totals = Counter(
        {way: sum(note["tally"][way] for note in exported["notes"]) for way in ("for", "pass", "against")}
    )
    assert totals == Counter({"for": counted[1], "pass": counted[0], "against": counted[-1]})
    assert sentence in Path(done.stdout.splitlines()[1]).read_text(encoding="utf-8")


PACE = 60
"""Times as fast as it was."""


async def sent(phone: httpx.AsyncClient, where: str, fields: dict[str, object]) -> None:
    """Send something as a phone's script does: what comes too fast waits as long as it is told to, and what met an
    idle connection as the site closed it is sent once more under its key."""
    while True:
        try:
            answer = await phone.post(where, json=fields, headers={"accept": "application/json"})
        except httpx.ReadError:
            continue
        if answer.status_code != 429:
            break
        await asyncio.sleep(float(answer.headers["retry-after"]) / 4)
    assert answer.status_code in (200, 201), answer.text


async def paced(work: list[tuple[int, Callable[[], Awaitable[None]]]]) -> None:
    """Do everything at its time, so many times as fast; nobody waits through a pause of more than a minute."""
    begun, due, before = asyncio.get_running_loop().time(), 0.0, work[0][0]

    async def one(due: float, do: Callable[[], Awaitable[None]]) -> None:
        await asyncio.sleep(max(0.0, begun + due - asyncio.get_running_loop().time()))
        await do()

    doing = []
    for at, do in work:
        due += min(60_000, at - before) / 1000 / PACE
        before = at
        doing.append(one(due, do))
    await asyncio.gather(*doing)


async def test_the_same_from_phones_at_sixty_times_its_pace(data: Path, tmp_path: Path) -> None:
    """Every person on a phone of their own: their notes, then their votes, as fast as the files have them."""
    comments, votes = rows("comments"), rows("votes")
    session_id = new_session(data, "--plan", "ground", community="Young Londoners")
    live, by = await attached(data, session_id, "leads", web=True, port=free_port(), bind="127.0.0.1")
    while not live.pulse.joinable:
        await live.changed(live.version)
    base, code = live.pulse.address, live.pulse.doors.join
    people = sorted({row["voter-id"] for row in votes} | {row["author-id"] for row in comments}, key=int)
    async with contextlib.AsyncExitStack() as stack:
        phones = {}
        for one in people:
            phone = await stack.enter_async_context(
                httpx.AsyncClient(base_url=base, headers={"origin": base})
            )
            answer = await phone.post(f"/{code}/join", data={"name": who(one), "consent": "yes"})
            assert answer.status_code == 303
            phones[one] = phone
        await live.submit(cast(Command, parse("/next", live.session)), by)
        await paced(
            [
                (
                    int(row["timestamp"]),
                    partial(
                        sent, phones[row["author-id"]], f"/{code}/acts/add-note",
                        {"text": " ".join(row["comment-body"].split())[:280], "key": row["comment-id"]},
                    ),
                )
                for row in comments
            ]
        )  # fmt: skip
        by_text = {note.text: str(number) for number, note in live.session.notes.items()}
        notes = {row["comment-id"]: by_text[" ".join(row["comment-body"].split())[:280]] for row in comments}
        while live.session.now.at.kind != "vote":
            await live.submit(cast(Command, parse("/next", live.session)), by)
        latest: dict[tuple[str, str], int] = {}
        work = []
        for number, row in enumerate(votes):
            latest[row["voter-id"], row["comment-id"]] = int(row["vote"])
            fields = {"target": notes[row["comment-id"]], "value": int(row["vote"]), "key": f"v{number}"}
            work.append(
                (int(row["timestamp"]), partial(sent, phones[row["voter-id"]], f"/{code}/acts/vote", fields))
            )
        await paced(work)
        for line in ("/reveal", "/close"):
            while not live.session.closed:
                await live.submit(cast(Command, parse(line, live.session)), by)
                if line == "/reveal":
                    break
    await live.detach()
    stop(data)
    session = records.current(folder_of(data, session_id))
    assert sorted(note.text for note in session.notes.values()) == sorted(
        " ".join(row["comment-body"].split())[:280] for row in comments
    )
    wanted: dict[str, Counter[int]] = {}
    for (_, comment), value in latest.items():
        wanted.setdefault(notes[comment], Counter())[value] += 1
    found = {
        tally.target: Counter(
            {1: tally.by.phones.for_, 0: tally.by.phones.pass_, -1: tally.by.phones.against}
        )
        for tally in session.tallies.values()
    }
    assert {target: +counts for target, counts in found.items()} == wanted
    assert sum(counts.total() for counts in found.values()) == len(latest)
    assert not (folder_of(data, session_id) / records.SEATS).exists()
