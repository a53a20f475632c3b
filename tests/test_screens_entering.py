"""On the way into a session nothing that is typed is lost, and nothing of another community is on the wall."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from screen_room import SIZES, Room, Seat, seat
from sessions.errors import Problem
from sessions.live import LiveSession
from sessions.protocols import Live


class SlowRoom(Room):
    """A lobby that lets nobody in until it is told to."""

    def __init__(self, data: Path, clock: Any) -> None:
        super().__init__(data, clock)
        self.open = asyncio.Event()
        self.problem: Problem | None = None

    async def enter(self, session_id: str) -> Live:
        await self.open.wait()
        if self.problem:
            raise self.problem
        return await super().enter(session_id)


@pytest.fixture
async def room(data: Path, clock: Any) -> AsyncIterator[SlowRoom]:
    room = SlowRoom(data, clock)
    yield room
    await room.close()


def texts(live: LiveSession) -> list[str]:
    return [note.text for note in live.session.notes.values()]


async def let_in(one: Seat, room: SlowRoom) -> None:
    room.open.set()
    await one.until(lambda: type(one.page).__name__ == "ActivityScreen")
    await one.settle()


async def test_what_is_typed_before_the_session_is_there_comes_to_it_in_order(room: SlowRoom) -> None:
    live = room.add()
    async with seat(room, live, waits=False) as one:
        await one.press(*"late letters", "enter", *"no onn", "backspace", *"e rings", "enter", *"half")
        assert "› half" in one.text and "opening the session" in one.text, "a key is on screen at once"
        await let_in(one, room)
        await one.press(*" a word")
        assert texts(live) == ["late letters", "no one rings"]
        assert one.page.capture.text == "half a word"


async def test_keys_that_act_and_what_is_pasted_wait_too(room: SlowRoom) -> None:
    live = room.add()
    async with seat(room, live, waits=False) as one:
        await one.press("pagedown")
        await one.paste("one\ntwo")
        await one.press(*"?")
        await let_in(one, room)
        assert live.session.started
        assert one.page.capture.text == "one two?"


@pytest.mark.parametrize("size", SIZES)
async def test_a_session_that_is_named_at_the_shell_shows_no_library_on_the_way(
    room: SlowRoom, size: tuple[int, int]
) -> None:
    live = room.add()
    room.add("Wound care")
    async with seat(room, live, waits=False, size=size) as one:
        assert type(one.page).__name__ == "EnteringScreen"
        assert not any(word in one.text for word in ("Wound", "Falls", "Communities"))
        assert "›" in one.text


async def test_from_the_library_the_library_stays_in_sight_and_cannot_be_clicked(room: SlowRoom) -> None:
    room.add()
    async with seat(room) as one:
        await one.until(lambda: "Falls prevention" in one.text)
        await one.press("enter", *"next")
        assert "Falls prevention" in one.text and "› next" in one.text
        assert type(one.page).__name__ == "EnteringScreen" and "find" not in one.text
        assert [act for _, act in one.page.draw().hits] == ["depart"]
        await let_in(one, room)
        assert one.page.capture.text == "next"


async def test_a_new_session_takes_what_was_typed_while_it_was_made(room: SlowRoom) -> None:
    async with seat(room) as one:
        await one.press("ctrl+n", *"Wound care", "enter", *"the first note", "enter")
        await let_in(one, room)
        (live,) = room.lives.values()
        assert texts(live) == ["the first note"]


async def test_where_it_cannot_be_opened_the_library_says_why_and_the_words_are_kept(room: SlowRoom) -> None:
    live = room.add()
    room.problem = Problem("The journal cannot be read.")
    async with seat(room, live, waits=False) as one:
        await one.press(*"half a word")
        room.open.set()
        await one.until(lambda: type(one.page).__name__ == "LibraryScreen")
        await one.settle()
        assert "The journal cannot be read." in one.text
        assert one.page.capture.text == "half a word"


async def test_a_session_that_never_comes_can_be_left_and_a_line_is_not_left_by_mistake(
    room: SlowRoom,
) -> None:
    live = room.add()
    async with seat(room, live, waits=False) as one:
        await one.press("x", "ctrl+d")
        assert not one.app._exit
        await one.press("backspace", "ctrl+d")
        assert one.app._exit
