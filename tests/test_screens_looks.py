"""Every screen at every size: its frame stands where it should, in colours that can be read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from screen_room import Room, Seat, seat, wishes
from screens.theme import WORDS
from sessions.live import LiveSession, Pulse

LINES = set("─━│┌┐└┘▄▀▖▘▌ ")
"""What may be drawn in any colour: rules, bars and blanks."""


@pytest.fixture
async def room(data: Path, clock: Any) -> AsyncIterator[Room]:
    room = Room(data, clock)
    yield room
    await room.close()


async def busy(room: Room) -> LiveSession:
    """A session with something of everything."""
    live = room.add()
    live.pulse = Pulse(
        address="http://192.168.1.20:8642", trouble="The disk is full.", notices=("Port taken.",)
    )
    for line in ("/here 24", "/next", "Letters", "Register", "@not Parking", "Nights alone"):
        await wishes(live)(line)
    return live


STAGES = {
    "gather": (),
    "group": ("/next", "/group 1 = Late letters"),
    "vote": ("/next", "/next", "/vote 1 7", "/vote 2 5"),
    "shown": ("/next", "/next", "/vote 1 7", "/vote 2 5", "/reveal"),
    "agree": ("/next", "/next", "/reveal", "/next", "/say Nobody falls twice", "/scores 5x9 4x10 2"),
    "hidden": ("/go practice", "Risky", "@sol Huddles"),
    "late": ("/time -19",),
}


def unreadable(one: Seat) -> set[tuple[str, str, str]]:
    """Words in a colour that nobody measured."""
    return {
        (text, look.ink, look.on)
        for row in one.page.draw().rows
        for text, look in row
        if text and text not in LINES and not look.veiled and (look.ink, look.on) not in WORDS
    }


@pytest.mark.parametrize("size", [(60, 18), (80, 22), (110, 29), (120, 40), (160, 50)])
@pytest.mark.parametrize("stage", list(STAGES))
async def test_every_step_stands_in_the_frame(room: Room, stage: str, size: tuple[int, int]) -> None:
    live = await busy(room)
    for line in STAGES[stage]:
        await wishes(live)(line)
    width, height = size
    async with seat(room, live, size=size) as one:
        if stage == "late":
            one.clock.advance(50)
        await one.type("/vo", enter=False)
        rows = one.text.split("\n")
        tall = height >= 30
        margin = 2 if not tall else 6 if width >= 150 else 4
        assert rows[tall].startswith(" " * margin + "Falls prevention")
        assert set(rows[tall + 1].strip()) <= {"─", "━"} and len(rows[tall + 1]) == width - margin
        assert rows[height - 1 - tall].endswith("F1 help") and len(rows[height - 1 - tall]) == width - margin
        assert rows[tall + 3] == "" and rows[tall + 4].strip(), "a blank row before the question"
        assert "› /vo" in rows[height - 2 - 3 * tall]
        assert ("Plan" in one.text) == (width >= 110)
        assert not unreadable(one)


@pytest.mark.parametrize("size", [(60, 18), (80, 22), (120, 40)])
@pytest.mark.parametrize(
    "keys", [("f1",), ("f2",), ("f3",), ("f5",), ("ctrl+p",), ("f4",), ("ctrl+d", "ctrl+d")]
)
async def test_every_other_screen_is_readable(
    room: Room, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    live = await busy(room)
    async with seat(room, live, size=size) as one:
        await one.press(*keys)
        assert one.text.strip() and not unreadable(one)
        assert all(len(row) == size[0] for row in one.page.draw().rows)


@pytest.mark.parametrize("size", [(60, 18), (80, 22), (120, 40)])
async def test_library_and_new_session_are_readable(room: Room, size: tuple[int, int]) -> None:
    await busy(room)
    room.add("Wound care")
    async with seat(room, size=size) as one:
        await one.until(lambda: bool(one.page.found))
        assert not unreadable(one) and one.text.rstrip().endswith("F1 help")
        await one.press("ctrl+n")
        assert not unreadable(one) and one.text.rstrip().endswith("F1 help")
