"""The mouse: what a key chooses or does with something that can be seen, a click on it does too; the wheel turns pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from screen_room import Room, Seat, seat, wishes
from screens.activity import ActivityScreen
from screens.dialogs.commands import CommandsDialog
from screens.dialogs.plan import PlanDialog
from screens.help import HelpScreen
from screens.new import NewScreen
from screens.sheet import Area, Sheet
from test_screens_questions import walking


@pytest.fixture
async def room(data: Path, clock: Any) -> AsyncIterator[Room]:
    room = Room(data, clock)
    yield room
    await room.close()


async def click(one: Seat, words: str, last: bool = False) -> None:
    """Click where these words stand."""
    rows = one.text.split("\n")
    found = [(row.index(words), y) for y, row in enumerate(rows) if words in row]
    assert found, one.text
    await one.pilot.click(offset=found[-1 if last else 0])
    await one.settle()


async def roll(one: Seat, by: int, times: int = 1) -> None:
    """Turn the wheel."""
    kind = MouseScrollDown if by > 0 else MouseScrollUp
    for _ in range(times):
        one.app.screen.post_message(
            kind(None, 5, 5, 0, by, 0, shift=False, meta=False, ctrl=False, screen_x=5, screen_y=5)
        )
    await one.settle()


async def full(room: Room, notes: int = 30) -> Any:
    live = room.add()
    await wishes(live)("/next")
    for number in range(notes):
        await wishes(live)(f"{'@not ' if number % 3 == 0 else ''}Thought number {number}")
    return live


async def test_notes_and_lanes_are_chosen(room: Room) -> None:
    live = await full(room, 6)
    async with seat(room, live) as one:
        lanes = live.session.now.lanes
        await click(one, lanes[1])
        assert one.page.lane == lanes[1]
        await click(one, "Thought number 2")
        assert one.page.looking.chosen == "3" and one.page.lane == lanes[0]


async def test_pages_are_turned_by_wheel_and_by_their_marks(room: Room) -> None:
    live = await full(room)
    async with seat(room, live) as one:
        one.page.capture.put("half a thought")
        newest = one.text
        assert "earlier" in newest
        await roll(one, -1)
        assert one.text != newest and "later" in one.text
        await roll(one, 1, times=3)
        assert "Thought number 29" in one.text
        await click(one, "earlier")
        assert "later" in one.text and "Thought number 29" not in one.text
        await click(one, "later")
        assert "Thought number 29" in one.text and one.page.capture.text == "half a thought"


async def test_a_click_disarms_what_was_announced_and_brings_a_blanked_wall_back(room: Room) -> None:
    live = await full(room, 3)
    async with seat(room, live) as one:
        await one.type("/go practice")
        await one.type("Risky")
        one.clock.advance(2)
        await click(one, "PgDn next")
        assert "PgDn again" in one.text
        await click(one, "F1 help")
        await one.press("escape")
        assert "PgDn again" not in one.text, "a click elsewhere disarms, as a key does"
        await one.press("f4")
        assert "Any key brings" in one.text
        await one.pilot.click(offset=(10, 5))
        await one.settle()
        assert "Any key brings" not in one.text and type(one.page) is ActivityScreen


async def test_the_keys_row_the_palette_and_help_are_clicked(room: Room) -> None:
    live = await full(room, 3)
    async with seat(room, live, size=(120, 40)) as one:
        await click(one, "Ctrl+P commands")
        assert type(one.page) is CommandsDialog
        first = one.page.at
        await roll(one, 1)
        assert one.page.at == first + 1
        await click(one, "Esc back", last=True)
        await click(one, "F1 help")
        assert type(one.page) is HelpScreen
        await roll(one, 1)
        assert one.page.page == min(1, one.page.pages - 1)
        await click(one, "Esc back")
        assert type(one.page) is ActivityScreen
        await click(one, "F3 time")
        await click(one, "Esc back", last=True)
        assert type(one.page) is ActivityScreen


async def test_library_rows_and_plans_are_clicked(room: Room) -> None:
    for name in ("Falls prevention", "Wound care"):
        room.add(name)
    async with seat(room) as one:
        await one.until(lambda: bool(one.page.found))
        other = next(row.community for number, row in enumerate(one.page.found) if number != one.page.at)
        await click(one, other)
        assert one.page.found[one.page.at].community == other
        await roll(one, -1)
        assert one.page.at == 0
        await click(one, "Ctrl+N new")
        assert type(one.page) is NewScreen
        taken = one.page.taken
        await click(one, "○ ")
        assert one.page.taken != taken
        at = one.page.at
        await click(one, one.page.activities[at + 1].title)
        assert one.page.at == at + 1


def test_what_is_pasted_can_be_clicked_where_it_lies() -> None:
    long, sheet = Sheet(20, 50), Sheet(40, 10)
    long.hit(Area(2, 11, 30, 3), "far")
    long.hit(Area(0, 1, 5, 1), "gone")
    sheet.paste(long, Area(5, 2, 20, 6), first=12)
    assert sheet.hit_at(7, 2) == "far" and sheet.hit_at(24, 3) == "far"
    assert sheet.hit_at(7, 4) == "" and sheet.hit_at(26, 2) == ""
    assert [action for _, action in sheet.hits] == ["far"]


async def test_a_promise_is_chosen_and_a_line_is_begun(room: Room) -> None:
    live = await walking(room)
    async with seat(room, live) as one:
        await click(one, "D2 one number")
        assert one.page.looking.chosen == "D2" and "D2: done, still, dropped" in one.text
        await one.press("f2")
        await click(one, "/release")
        assert one.page.capture.text == "/release"


@pytest.mark.parametrize("words", ["Launch", "min left"])
async def test_the_clock_opens_the_plan(room: Room, words: str) -> None:
    live = room.add(plan="launch")
    await wishes(live)("/next")
    async with seat(room, live) as one:
        await click(one, words)
        assert type(one.page) is PlanDialog
