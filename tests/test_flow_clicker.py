"""A presentation clicker leads the launch from the doors to its end, and alone it reveals, ends and loses nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ptys import KEYS, Terminal
from running import folder_of, new_session, program, stop
from screen_room import Room, seat, wishes
from sessions import records
from sessions.live import LiveSession
from sessions.moves import next_move

KEYS.update({"f5": "\x1b[15~", "ctrl+d": "\x04"})
IDLE = ("f5", ".", "pagedown", "escape", "f5", "escape")
"""What a clicker sends by its other buttons: the room view, the wall blanked and brought back, and the line again."""
DRAFT = "half a sentence"


def standing(live: LiveSession) -> tuple[Any, ...]:
    """What a press may not change unless it was announced: where the session is, and what is shown and closed."""
    session = live.session
    return (
        session.activity,
        bool(session.closed),
        tuple((one.id, one.step, one.notes_shown, one.votes_shown) for one in session.activities.values()),
    )


async def test_the_launch_is_walked_by_a_clicker_and_nothing_happens_without_the_second_press(
    data: Path, clock: Any
) -> None:
    room = Room(data, clock)
    live = room.add(plan="launch")
    await wishes(live)("/here 24")
    armed = pressed = 0
    async with seat(room, live) as one:
        await one.type(DRAFT, enter=False)
        while type(one.page).__name__ != "SummaryScreen":
            assert pressed < 200, one.text
            move, before = next_move(live.session), standing(live)
            clock.advance(2)
            await one.press("pagedown")
            pressed += 1
            if not move.armed:
                continue
            armed += 1
            assert standing(live) == before, f"{move.label} was done at once"
            assert f"Next: {move.label}. PgDn again" in one.text
            assert type(one.page).__name__ in ("ActivityScreen", "LedRoomScreen")
            await one.press("pagedown")  # a bounce
            assert standing(live) == before
            for key in IDLE[: random.Random(pressed).randint(1, len(IDLE))]:
                await one.press(key)
                assert standing(live) == before, f"{key} did something"
            if one.page.blanked:
                await one.press("pagedown")
            clock.advance(2)
            await one.press("pagedown")
            assert standing(live) == before, "another key came between: it is announced anew"
            clock.advance(2)
            await one.press("pagedown")
        assert armed > 12 and live.session.now.id == "close"
        for key in ("pagedown", "pagedown", "f5", "escape", "f5", ".", "pagedown", "pageup"):
            clock.advance(2)
            await one.press(key)
        assert not live.session.closed, "only /close ends it"
        while type(one.page).__name__ != "ActivityScreen":
            clock.advance(2)
            await one.press("escape")
        assert one.page.capture.text == DRAFT
    await room.close()


async def test_at_the_end_a_clicker_shows_nothing_but_the_thanks(data: Path, clock: Any) -> None:
    room = Room(data, clock)
    live = room.add()
    room.add("Another community")
    await wishes(live)("/next")
    async with seat(room, live) as one:
        await wishes(live)("/close")
        assert live.session.closed
        await one.until(lambda: type(one.page).__name__ == "SummaryScreen")
        for key in (
            "pagedown",
            "f5",
            "escape",
            "f5",
            "escape",
            ".",
            "pageup",
            "pageup",
            "f5",
            "escape",
            "pagedown",
        ):
            clock.advance(2)
            await one.press(key)
            assert "Another community" not in one.text and type(one.page).__name__ == "SummaryScreen"
    await room.close()


async def test_in_the_library_and_at_the_thank_you_a_clicker_opens_and_ends_nothing(
    data: Path, clock: Any
) -> None:
    room = Room(data, clock)
    live = room.add()
    async with seat(room, live) as one:
        await one.press("ctrl+d")
        await one.until(lambda: type(one.page).__name__ == "LibraryScreen")
        for key in ("pagedown", "pageup", "f5", "escape", "escape"):
            await one.press(key)
        assert type(one.page).__name__ == "LibraryScreen"
        await one.press("ctrl+d")
        await one.until(lambda: type(one.page).__name__ == "FarewellScreen")
        for key in ("pagedown", "pageup", "f5", "escape", ".", "escape", "b", "space"):
            await one.press(key)
        assert "Thank you." in one.text and not one.app._exit
        await one.press("enter")
        await one.until(lambda: bool(one.app._exit))
    await room.close()


@pytest.fixture
def session_id(data: Path) -> Iterator[str]:
    yield new_session(data)
    stop(data)


def test_a_room_view_of_its_own_is_led_by_a_clicker_at_the_other_terminal(
    data: Path, session_id: str
) -> None:
    with Terminal(data, "open", session_id, "--no-web") as one:
        one.until("What matters to all")
        with Terminal(data, "attach", "--room", columns=120, rows=40) as wall:
            wall.until("What matters to all")
            assert "F1 help" not in wall.text and "›" not in wall.text
            one.press("pgdn")
            one.until("Gather")
            one.line("late letters")
            wall.until("late letters")
            wall.press("pgdn", "pgdn", "hello\r", "f5", "esc")
            wall.until("Esc again leaves the room view")
            one.press("f5")
            one.until(lambda text: "F1 help" not in text and "late letters" in text)
            one.press("a whole sentence\r")  # in one burst, from within the room view
            wall.until("a whole sentence")
            wall.press("q")
            assert wall.ended() == 0
            assert "late letters" not in wall.text
    notes = records.current(folder_of(data, session_id)).notes
    assert [note.text for note in notes.values()] == ["late letters", "a whole sentence"]


def test_no_shell_stands_behind_the_end(data: Path, session_id: str) -> None:
    with Terminal(data, "open", session_id, "--no-web") as one:
        one.until("What matters to all")
        one.press("ctrl+d")
        one.until("Communities of practice")
        one.press("ctrl+d")
        one.until("Thank you.")
        one.press("pgdn", "f5", "esc", ".")
        one.until("Thank you.")
        one.press("enter")
        assert one.ended() == 0
        one.read()
        assert one.text.strip() == "", "what the shell held before is not on the wall again"


def test_a_room_view_needs_a_session_that_runs_and_a_screen(data: Path, session_id: str) -> None:
    both = program(data, "attach", "--room", "--plain")
    assert both.returncode == 2 and "take one of them" in both.stderr
    alone = program(data, "attach", "--room")
    assert alone.returncode == 1 and "No host is running" in alone.stderr
