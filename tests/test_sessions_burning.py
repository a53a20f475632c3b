"""Burning: of a session only its counts stay; no word that anybody said is anywhere in the data folder."""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import Clock
from meetings import Meetings
from running import attached, new_session, program, stop
from sessions import growth, library, records
from sessions.blanking import ERASED
from sessions.errors import Refused
from sessions.journal import fold
from sessions.live import LiveSession
from sessions.measuring import measured
from sessions.rows import KINDS
from sessions.scribe import parse
from sessions.summary import detail, page_one
from web_room import Rooms, reader, typed, workshop
from whole import whole

KILLS = 3 * int(os.environ.get("COP_TUI_KILLS", "20"))
OURS = {"Falls prevention", "falls prevention", "Second meeting", "coalescing"}
"""What names the session stays: its community, its title, its stage."""


async def burn(live: LiveSession) -> None:
    await live.rewrite(lambda vault: vault.burn(live.clock()))
    await live.record()
    library.keep(live.folder.parent.parent, library.Row.of(live.session, 1))


def words(value: Any, place: str = "") -> Iterator[str]:
    """Every text of some tables but those of the plan, of handles and of what kinds of things there are."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from words(one, place)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in ("activities", "made", "plan", "joining", "id", "measures"):
                yield from words(one, key)


def counts(live: LiveSession) -> object:
    session = live.session
    return (
        session.here, session.attendance.no_phone, session.attendance.remote, len(session.notes), len(session.themes),
        [(one.title, one.planned, one.actual) for one in session.activities.values()],
        {key: tally.sum.total for key, tally in session.tallies.items()},
        {kind.table: [getattr(row, "status", "") for row in getattr(session, kind.table).values()] for kind in KINDS},
        [(one.version, one.scores, one.agreed) for one in session.statements.values()],
        {one.name: (one.value, one.n) for one in measured(session) if one.name != "ripples"},
        session.date, session.created, session.started,
    )  # fmt: skip


async def test_no_word_stays_and_every_count_does(data: Path, clock: Clock) -> None:
    live = await whole(data, clock)
    await live.record()
    before = counts(live)
    said = {text for text in words(live.session.tables()) if len(text) > 3 and " " in text} - OURS
    assert len(said) > 100
    await burn(live)
    assert counts(live) == before
    told = b"".join(file.read_bytes() for file in live.folder.rglob("*") if file.is_file()).decode()
    told += (data / "library.json").read_text(encoding="utf-8")
    planned = {prompt for one in live.session.activities.values() for step in one.steps for prompt in (step.prompt, *step.questions)}  # fmt: skip
    planned |= {lane for one in live.session.activities.values() for lane in one.lanes}
    assert not [text for text in said - planned if text in told]
    assert {file.name for file in live.folder.iterdir()} == {"journal.jsonl", "record.json"}
    assert len(live.entries) == 1 and fold(live.entries).tables() == live.session.tables()
    await live.close()


async def test_what_is_left_is_closed_unnamed_and_not_shared(data: Path, clock: Clock) -> None:
    live = await whole(data, clock, close=False)
    token = live.session.token
    await burn(live)
    session = live.session
    assert session.closed and not session.token and live.passes is None and not session.released
    assert not session.participants and not session.comments and not session.group_tallies
    assert {note.text for note in session.notes.values()} == {""}
    assert {theme.name for theme in session.themes.values()} <= {ERASED}
    for audience in ("wall", "reader", "facilitator"):
        page_one(session, audience)  # type: ignore[arg-type]
        detail(session, audience)  # type: ignore[arg-type]
    async with reader(Rooms(live)) as browser:
        assert (await browser.get(f"/s/{token}")).status_code == 404
    with pytest.raises(Refused, match="This session is closed"):
        await typed(live, "one more")
    await live.close()
    again = LiveSession(live.folder)
    assert again.session.tables() == session.tables() and not again.findings
    await again.close()


async def test_burnt_twice_is_burnt_once(data: Path) -> None:
    live = await workshop(data, "/here 9\n/next\na note")
    await burn(live)
    once = live.session.tables()
    await burn(live)
    assert live.session.tables() == once
    await live.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
async def test_killed_at_any_instant_it_is_whole_or_burnt_never_half(data: Path) -> None:
    live = await workshop(data, "/here 9\n/next\na secret note\n/do write; Bo; 10 jan")
    await live.close()
    folder, chance = live.folder, random.Random(5)
    whole_journal, seats = (folder / records.JOURNAL).read_bytes(), (folder / records.SEATS).read_bytes()
    start = time.perf_counter()
    await _burnt(folder)
    took = time.perf_counter() - start
    ended = {True: 0, False: 0}
    for turn in range(KILLS):
        (folder / records.JOURNAL).write_bytes(whole_journal)
        (folder / records.SEATS).write_bytes(seats)
        (folder / records.RECORD).unlink(missing_ok=True)
        child = os.fork()
        if child == 0:
            try:
                asyncio.events._set_running_loop(None)
                asyncio.run(_burnt(folder))
            finally:
                os._exit(0)
        time.sleep(chance.random() * took * 1.2)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        again = LiveSession(folder)
        burnt = bool(again.session.closed)
        ended[burnt] += 1
        await again.record()
        await again.close()
        everything = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
        assert (b"a secret note" in everything) is not burnt, turn
        assert not (burnt and (folder / records.SEATS).exists()), turn
    assert min(ended.values()) > 0, ended


async def _burnt(folder: Path) -> None:
    live = LiveSession(folder)
    await burn(live)
    await live.close()


async def test_the_command_asks_first_and_says_what_it_cannot_reach(data: Path) -> None:
    session_id = new_session(data)
    live, by = await attached(data, session_id, "one")
    for line in ("/here 9", "/next", "a secret note"):
        await live.submit(parse(line, live.session), by)  # type: ignore[arg-type]
    refused = program(data, "burn", session_id)
    assert refused.returncode == 1 and "Say --yes. Nothing was changed." in refused.stderr
    assert live.session.notes[1].text == "a secret note"
    exports = data.parent / "documents"
    exports.mkdir()
    (exports / f"{session_id}.docx").write_bytes(b"x")
    done = program(data, "burn", session_id, "--yes")
    assert done.returncode == 0 and re.match("Only the counts of .*Falls prevention.* are left.", done.stdout)
    assert f"{session_id}.docx, copies that readers saved" in done.stderr
    for _ in range(500):
        if live.session.closed:
            break
        await live.changed(live.version)
    assert live.session.notes[1].text == "" and live.session.here == 9
    await live.detach()
    stop(data)
    assert b"a secret note" not in b"".join(file.read_bytes() for file in data.rglob("*") if file.is_file())


async def test_what_other_meetings_promised_goes_on_without_it(data: Path, clock: Clock) -> None:
    held = Meetings(data, clock)
    first = await held.hold("2026-11-26", "/do write to the trust; Bo; 10 jan", "/charter sponsor Dr Shah")
    clock.advance(minutes=60)
    second = await held.hold("2026-12-26", "/do ring the families; Bo; 10 jan")
    await burn(second)
    third = await held.plan("2027-01-26")
    await held.carry(third)
    assert [row.text for row in third.session.actions.values()] == ["write to the trust"]
    assert third.session.community.sponsor == "Dr Shah"
    found = growth.Growth(growth.meetings(data, "Falls prevention"))
    assert [told.row.text for told in found.actions] == ["write to the trust"]  # type: ignore[attr-defined]
    for live in (first, second, third):
        await live.close()
