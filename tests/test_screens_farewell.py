"""The end on the wall: thanks, and nothing of a shell until somebody at the keyboard wants it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from screen_room import SIZES, Room, Seat, seat
from screens.messages import Departed


@pytest.fixture
async def room(data: Path, clock: Any) -> AsyncIterator[Room]:
    room = Room(data, clock)
    yield room
    await room.close()


async def ended(one: Seat) -> None:
    """Come to the end, as from the library after a workshop."""
    one.app.visited = "Falls prevention " * 6
    one.app.screen.post_message(Departed())
    await one.until(lambda: type(one.page).__name__ == "FarewellScreen")


@pytest.mark.parametrize("size", SIZES)
async def test_it_thanks_in_the_middle_of_every_window(room: Room, size: tuple[int, int]) -> None:
    async with seat(room, size=size) as one:
        await ended(one)
        if size[0] < 60:
            assert "Make the window bigger" in one.text
            return
        lines = one.text.split("\n")
        at = next(number for number, line in enumerate(lines) if "Thank you." in line)
        assert abs(at - size[1] // 2) <= 2 and "Falls prevention" in lines[at + 2]
        assert "Everything is kept." in lines[at + 3] and lines[at].index("T") == (size[0] - 10) // 2


async def test_nothing_but_its_key_leaves_it(room: Room) -> None:
    async with seat(room) as one:
        await ended(one)
        await one.press("pagedown", "escape", "x", "ctrl+p", "f5", ".")
        await one.paste("what somebody had copied")
        assert type(one.page).__name__ == "FarewellScreen" and not one.app._exit
        assert "x" not in one.page.capture.text and "copied" not in one.text
        await one.press("enter")
        assert one.app._exit


async def test_it_can_be_clicked_away(room: Room) -> None:
    async with seat(room) as one:
        await ended(one)
        area = next(area for area, action in one.page.draw().hits if action == "keep")
        await one.pilot.click(offset=(area.x + 1, area.y))
        await one.settle()
        assert one.app._exit
