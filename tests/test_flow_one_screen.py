"""One-screen mode: the terminal is on the wall, so no screen of it shows what is private or another community's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from conftest import Clock
from screen_room import Room, Seat, seat
from sessions.commands import AddNote, Command
from sessions.errors import Refused
from sessions.live import LiveSession, Pulse
from sessions.measuring import shared
from sessions.session import Session
from whole import lead, participant, said, submit, whole

OTHER = "Quixotic"
"""Said wherever somebody's words are in the session of another community."""
RANK, WAITS, PRIVATE = "Brigadier", "Zeppelin", "Xylophone"
"""A rank of somebody in the room, a note that waits to be let on the board, and a promise kept from the room."""
SIZES = [(60, 18), (80, 22), (160, 50)]


class Still:
    """A session as a terminal sees it that goes nowhere, but where it is put."""

    def __init__(self, session: Session) -> None:
        self.session, self.version, self.pulse = session, 1, Pulse(terminals=1)
        self._never = asyncio.Event()

    def put(self, activity: str, step: int) -> None:
        """Have this step of this activity on."""
        self.session.activity = activity
        self.session.now.step = step
        self.version += 1

    async def changed(self, since: int) -> int:
        await self._never.wait()
        return since

    async def submit(self, command: Command, by: Any) -> Any:
        raise Refused("Nothing changes here.")

    async def ask(self, what: str, **details: Any) -> dict[str, Any]:
        raise Refused("There is nobody to ask.")

    async def close(self) -> None:
        pass


@pytest.fixture
async def ours(data: Path, clock: Clock) -> AsyncIterator[LiveSession]:
    """A session with everything in it, and with what nobody in the room may read."""
    live = await whole(data, clock, close=False)
    await lead(live, clock, f"/person Tom Reed; Hill Surgery; nurse; {RANK}\n/do ring {PRIVATE}; Bo; 3 dec")
    promised = max(live.session.actions)
    await lead(live, clock, f"/hide D{promised}\n/go welcome")
    await submit(live, participant(2), AddNote(text=f"{WAITS} is here"))
    waiting = [note for note in live.session.notes.values() if WAITS in note.text]
    assert waiting and waiting[0].waiting and live.session.actions[promised].visibility == "private"
    yield live
    await live.close()


@pytest.fixture
def room(data: Path, clock: Clock, ours: LiveSession) -> Room:
    """Our session, and a closed one of another community whose every word is another's."""
    room = Room(data, clock)
    theirs = said(ours.session.tables(), OTHER)
    theirs.id, theirs.title, theirs.community.name = "theirs", "Meeting 3", "Wound care"
    theirs.closed = theirs.started + 1
    room.lives = {ours.session.id: Still(ours.session.copied()), "theirs": Still(theirs)}  # type: ignore[dict-item]
    return room


def forbidden(session: Session) -> tuple[str, ...]:
    """What may not be read on the wall, besides the words of the others."""
    cues = [measure.sentence for measure in shared(session)]
    assert cues and all(cues)
    return (OTHER, RANK, WAITS, PRIVATE, *cues)


def check(one: Seat, never: tuple[str, ...]) -> None:
    text = " ".join(one.text.split())
    for words in never:
        assert words not in text, f"{words!r} is on the wall:\n{one.text}"


async def looked(one: Seat) -> None:
    """Wait until what is known of the chosen session is read."""
    await one.until(lambda: one.page.found and one.page.found[one.page.at].id in one.page.known)
    one.page.redraw()


@pytest.mark.parametrize("size", SIZES)
async def test_every_step_and_every_screen_over_it(
    room: Room, ours: LiveSession, size: tuple[int, int]
) -> None:
    never, still = forbidden(ours.session), room.lives[ours.session.id]
    assert isinstance(still, Still)
    async with seat(room, still, size=size) as one:  # type: ignore[arg-type]
        steps = 0
        for screen in ("ActivityScreen", "LedRoomScreen"):
            assert type(one.page).__name__ == screen
            for activity in still.session.activities.values():
                for shown in (True, False):
                    activity.notes_shown = activity.votes_shown = shown
                    for step in range(len(activity.steps)):
                        still.put(activity.id, step)
                        one.page.redraw()
                        check(one, never)
                        steps += 1
                activity.step = 0
            await one.press("f5")
        assert steps > 100
        await one.press("escape")
        for key, screen in (("f1", "HelpScreen"), ("f3", "PlanDialog"), ("ctrl+p", "CommandsDialog"), ("f2", "SummaryScreen")):  # fmt: skip
            await one.press(key)
            assert type(one.page).__name__ == screen
            for _ in range(4):
                check(one, never)
                await one.press("right")
            await one.press("escape")
        for begun in (
            "/person ",
            "/person T",
            "/do x; ",
            "/tie ",
            "/hide ",
            "/ok ",
            "/edit ",
            "/person Tom Reed; ",
            "@",
        ):
            await one.type(begun, enter=False)
            check(one, never)
            one.page.capture.put("")


@pytest.mark.parametrize("size", SIZES)
async def test_the_library_before_between_and_after_and_the_end(
    room: Room, ours: LiveSession, size: tuple[int, int]
) -> None:
    never, still = forbidden(ours.session), room.lives[ours.session.id]
    assert isinstance(still, Still)
    quoted = [one.text for one in still.session.statements.values() if one.slot == "identity_statement"]
    async with seat(room, size=size) as one:
        await one.until(lambda: bool(one.page.found))
        for _ in range(len(one.page.found)):
            await looked(one)
            check(one, (*never, *quoted))  # nobody was entered yet: numbers alone
            assert "Wound care" in one.text and "Meeting 3" in one.text, "the list has names"
            await one.press("down")
        await one.press("ctrl+n")
        assert "Wound care" not in one.text and "Falls" not in one.text, "no name before typing begins"
        check(one, never)
        await one.press("escape")
        await one.type("falls")
        await one.until(lambda: type(one.page).__name__ == "ActivityScreen")
        check(one, never)
        await one.press("ctrl+d")
        await one.until(lambda: type(one.page).__name__ == "LibraryScreen")
        one.page.capture.put("")
        one.page.typed()
        seen = ""
        for _ in range(2):
            await looked(one)
            check(one, never)
            seen += " ".join(one.text.split())
            await one.press("down")
        assert any(words.split()[0] in seen for words in quoted), "its own words may be read again"
        await one.press("enter")
        await one.until(lambda: type(one.page).__name__ in ("ActivityScreen", "SummaryScreen"))
        while type(one.page).__name__ != "LibraryScreen":
            await one.press("ctrl+d")
        for _ in range(2):
            await one.press("up")
        await one.press("ctrl+d")
        await one.until(lambda: type(one.page).__name__ == "FarewellScreen")
        check(one, never)


async def test_another_communitys_words_never_come_late(room: Room, ours: LiveSession) -> None:
    """What was asked for while one community was with us is not shown once another is."""
    held, asked = asyncio.Event(), []
    plain = room.preview
    loop = asyncio.get_running_loop()

    def slow(session_id: str, *, words: bool) -> Any:
        asked.append((session_id, words))
        asyncio.run_coroutine_threadsafe(held.wait(), loop).result(10)
        return plain(session_id, words=words)

    room.preview = slow  # type: ignore[method-assign]
    async with seat(room, size=(120, 40)) as one:
        await one.until(lambda: bool(one.page.found))
        one.page.entered("Wound care")
        one.page.at = next(at for at, row in enumerate(one.page.found) if row.id == "theirs")
        one.page.redraw()
        await one.until(lambda: ("theirs", True) in asked)
        one.page.entered("Falls prevention")
        held.set()
        await one.settle()
        await asyncio.sleep(0.05)
        one.page.redraw()
        check(one, (OTHER,))


async def test_private_panels_come_only_with_a_room_view_elsewhere_and_never_into_the_room_view(
    room: Room, ours: LiveSession
) -> None:
    still = room.lives[ours.session.id]
    assert isinstance(still, Still)
    async with seat(room, still, size=(160, 50)) as one:  # type: ignore[arg-type]
        still.put("welcome", 0)
        one.page.redraw()
        check(one, (WAITS, RANK))
        still.pulse = Pulse(terminals=1, rooms=1)
        still.version += 1
        one.page.redraw()
        assert WAITS in one.text
        await one.press("f5")
        check(one, forbidden(ours.session))


def test_the_seed_is_everywhere(ours: LiveSession) -> None:
    theirs = said(ours.session.tables(), OTHER)
    assert all(OTHER in note.text for note in theirs.notes.values() if not note.erased)
    assert SimpleNamespace(name=OTHER).name == theirs.community.name
