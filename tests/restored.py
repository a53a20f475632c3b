"""Sessions led by chance, and their exports brought back, for the tests of importing."""

from __future__ import annotations

import contextlib
from pathlib import Path
from random import Random

import laws
from conftest import Clock
from cop_tui.export import json as export
from cop_tui.importing import restoring
from sessions import commands, journal, records
from sessions.errors import Refused
from sessions.live import LiveSession
from sessions.steps import blocks, line, offers
from sessions.summary import detail, page_one

FIRST = (
    commands.AddPerson(name="Amina", profession="nurse", sector="acute"),
    commands.AddPerson(name="Bo Li"),
    commands.AddPerson(name="Dee"),
    commands.AddNote(text="No single list", ref="c1"),
    commands.AddNote(text="Beds are “far” away ŵ"),
    commands.AddNote(text="Letters come late\nand wet"),
    commands.AddTheme(name="Letters", cards=3),
    commands.CountHere(present=12, no_phone=2),
)


async def led(data: Path, seed: int, acts: int = 80, clock: Clock | None = None) -> LiveSession:
    """A session with every kind of activity, led by chance; what is refused changes nothing."""
    clock = clock or Clock()
    live = laws.made(data, clock, changed=laws.CHANGED)
    for command in FIRST:
        await live.submit(command, laws.ONE)
    await led_on(live, clock, seed, acts)
    return live


async def led_on(live: LiveSession, clock: Clock, seed: int, acts: int) -> None:
    """Go on by chance."""
    random = Random(seed)
    for _ in range(acts):
        by, command, seconds = laws.drawn(random.getrandbits(32), live.session)
        clock.advance(seconds)
        if isinstance(command, commands.CarryOver) and not command.found.participants[0].number:
            continue  # the host gives every person a number
        with contextlib.suppress(Refused):
            await live.submit(command, by)


def drawn_everywhere(live: LiveSession) -> None:
    """Draw every step of a session for every audience, its summary, what it offers, and its export."""
    session = live.session
    for activity in session.activities.values():
        for audience in ("wall", "facilitator", "participant", "reader"):
            assert blocks(session, activity, audience)
    offers(session)
    line(session)
    assert page_one(session, "wall")
    detail(session)
    assert export.render(session)


def brought_back(content: bytes, data: Path, clock: Clock | None = None) -> LiveSession:
    """The session of an export, in another data folder."""
    return LiveSession.restore(data, restoring.read(content, "export.json").tables, clock=clock or Clock())


async def check_kept(live: LiveSession) -> None:
    """What is on disk is what is seen, by journal and by record."""
    await live.record()
    kept = records.load(live.folder / records.RECORD)[0]
    assert journal.fold(journal.read(live.folder / records.JOURNAL).entries) == live.session == kept
