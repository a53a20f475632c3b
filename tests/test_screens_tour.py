"""The tour of one minute: at the first start alone, over the real screen, and never in the way of what is typed."""

from __future__ import annotations

import stat
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key

from screen_room import Room, Seat, seat
from screens.activity import ActivityScreen
from screens.library import LibraryScreen
from screens.new import NewScreen
from screens.tour import PANELS, TourScreen


@pytest.fixture
async def room(data: Path, clock: Any) -> AsyncIterator[Room]:
    data.mkdir(exist_ok=True)
    room = Room(data, clock)
    yield room
    await room.close()


async def begun(one: Seat) -> None:
    await one.until(lambda: type(one.app.screen) is TourScreen)
    await one.settle()


async def test_the_first_start_shows_it_and_no_other(room: Room, data: Path) -> None:
    mark = data / "toured"
    async with seat(room, toured=mark) as one:
        await begun(one)
        assert PANELS[0].name in one.text and f"1 of {len(PANELS)}" in one.text
        await one.press("escape")
        assert type(one.page) is LibraryScreen
        await one.press("f1", "escape")
        assert type(one.page) is LibraryScreen, "nor when the library comes back"
    assert mark.is_file() and stat.S_IMODE(mark.stat().st_mode) & 0o077 == 0
    async with seat(room, toured=mark) as one:
        await one.settle()
        await one.settle()
        assert type(one.page) is LibraryScreen


async def test_where_there_are_sessions_it_is_not_shown(room: Room, data: Path) -> None:
    room.add()
    async with seat(room, toured=data / "toured") as one:
        await one.until(lambda: one.page.all is not None)
        await one.settle()
        assert type(one.page) is LibraryScreen
    assert not (data / "toured").exists()


async def test_a_folder_that_cannot_be_marked_gets_no_tour_each_time(room: Room, data: Path) -> None:
    async with seat(room, toured=data / "nowhere" / "toured") as one:
        await one.settle()
        await one.settle()
        assert type(one.page) is LibraryScreen


@pytest.mark.parametrize("key", ["enter", "pagedown"])
@pytest.mark.parametrize("size", [(60, 18), (80, 22), (120, 40)])
async def test_every_panel_is_whole_and_the_last_one_ends_it(
    room: Room, key: str, size: tuple[int, int]
) -> None:
    live = room.add()
    async with seat(room, live, size=size) as one:
        await one.type("/tour")
        for number, panel in enumerate(PANELS, 1):
            text = one.text.replace("│", " ")
            assert f"{number} of {len(PANELS)}" in text and panel.name in text
            for word in panel.says.split():
                assert word in text
            assert " ›" in text, "the line is plain to see"
            await one.press(key)
        assert type(one.page) is ActivityScreen
        assert live.session.revision == 1, "nothing was moved by it"


async def test_back_shows_the_panel_before(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.type("/tour")
        await one.press("pageup", "enter", "enter", "pageup")
        assert f"2 of {len(PANELS)}" in one.text


async def test_what_is_typed_ends_it_and_is_not_lost(room: Room, data: Path) -> None:
    async with seat(room, toured=data / "toured") as one:
        await begun(one)
        tour = one.page
        for letter in "Falls":  # in one burst: they are all on their way to the tour before the first is done
            tour.post_message(Key(letter, letter))
        await one.settle()
        assert type(one.page) is LibraryScreen and one.page.capture.text == "Falls"
        await one.press("enter")
        assert type(one.page) is NewScreen and one.page.capture.text == "Falls"


async def test_a_line_typed_over_it_is_done(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.type("/tour")
        await one.press(*"late letters", "enter")
        assert type(one.page) is ActivityScreen
        assert [note.text for note in live.session.notes.values()] == ["late letters"]


async def test_what_is_pasted_over_it_goes_to_the_line(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.type("/tour")
        await one.paste("from the chat")
        assert type(one.page) is ActivityScreen and one.page.capture.text == "from the chat"


async def test_other_keys_do_what_they_always_do(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        for key, name in (("f3", "PlanDialog"), ("f1", "HelpScreen"), ("ctrl+p", "CommandsDialog")):
            await one.type("/tour")
            await one.press(key)
            assert type(one.page).__name__ == name
            await one.press("escape")
            assert type(one.page) is ActivityScreen
        await one.type("/tour")
        await one.press("full_stop")
        assert one.page.blanked, "a name is off the wall at once"


async def test_the_library_and_the_palette_ask_for_it(room: Room) -> None:
    live = room.add()
    async with seat(room) as one:
        await one.type("/tour")
        assert type(one.page) is TourScreen
        await one.press("escape")
        assert type(one.page) is LibraryScreen and one.page.capture.text == ""
    async with seat(room, live) as one:
        await one.press("ctrl+p", *"tour", "enter")
        assert type(one.page) is TourScreen
