"""Ripples and Improve: what is named by a letter is in sight where it is typed about, in few rows too."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from screen_room import Room, seat, wishes
from test_screens_questions import at

NAMES = (
    "nights alone",
    "late letters",
    "one list",
    "kit that walks off",
    "waiting for classes",
    "who lives alone",
)


@pytest.fixture
async def room(data: Path, clock: Any) -> AsyncIterator[Room]:
    room = Room(data, clock)
    yield room
    await room.close()


@pytest.mark.parametrize("size", [(60, 18), (80, 22), (120, 40)])
async def test_letters_are_in_sight_beside_ripples(room: Room, size: tuple[int, int]) -> None:
    live = await at(room, "practice", *(f"/theme {name} 2" for name in NAMES[:3]))
    for line in (
        *(f"/theme {name} 2" for name in NAMES[:3]),
        "/go ripples",
        *(f"/ripple {a} > {b} + because" for a, b in ("AB", "BC", "AC", "CA")),
    ):
        await wishes(live)(line)
    async with seat(room, live, size=size) as one:
        for letter, name in zip("ABC", NAMES, strict=False):
            assert f"{letter} {name}" in one.text


async def test_names_that_do_not_fit_are_on_a_page(room: Room) -> None:
    live = await at(room, "practice")
    for line in (*(f"/theme {name} 2" for name in NAMES), "/go ripples", "/ripple A > B +"):
        await wishes(live)(line)
    async with seat(room, live, size=(60, 18)) as one:
        assert "more" in one.text and "A nights alone" in one.text and "who lives alone" not in one.text
        for _ in range(5):
            await one.press("right")
            if "who lives alone" in one.text:
                return
        raise AssertionError(one.text)
