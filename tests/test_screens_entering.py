"""On the way into a session nothing that is typed is lost, and nothing of another community is on the wall."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key

from screen_room import SIZES, Room, Seat, seat, wishes
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
        await one.press(*"first", "enter", *"second")
        await one.paste("third")
        room.open.set()
        await one.until(lambda: type(one.page).__name__ == "LibraryScreen")
        await one.settle()
        assert "The journal cannot be read." in one.text
        assert one.page.capture.text == "first secondthird", "lines that were ended included"


async def test_what_is_pasted_on_the_way_is_seen_once(room: SlowRoom) -> None:
    live = room.add()
    async with seat(room, live, waits=False) as one:
        await one.paste("a thought")
        assert one.text.count("a thought") == 1
        await let_in(one, room)
        assert one.page.capture.text == "a thought"


async def test_a_session_that_was_made_and_cannot_be_entered_waits_in_the_library(room: SlowRoom) -> None:
    room.problem = Problem("The host does not answer.")
    async with seat(room) as one:
        await one.press("ctrl+n", *"Wound care", "enter", *"the first note")
        room.open.set()
        await one.until(lambda: type(one.page).__name__ == "LibraryScreen")
        await one.settle()
        assert "The host does not answer." in one.text and one.page.capture.text == "the first note"
        assert len(room.lives) == 1


async def test_a_session_that_cannot_be_made_leaves_its_form_and_says_what_was_typed(room: SlowRoom) -> None:
    async def fails(*_: str) -> str:
        await room.open.wait()
        raise Problem("The disk is full.")

    room.new = fails  # type: ignore[method-assign]
    async with seat(room) as one:
        await one.press("ctrl+n", *"Wound care", "enter", *"a note")
        room.open.set()
        await one.until(lambda: type(one.page).__name__ == "NewScreen")
        await one.settle()
        assert "The disk is full." in one.text and one.page.community == "Wound care"
        assert "You typed meanwhile: a note" in one.text


async def test_keys_in_one_burst_with_the_choice_wait_for_the_session_too(room: SlowRoom) -> None:
    live = room.add()
    async with seat(room) as one:
        await one.until(lambda: "Falls prevention" in one.text)
        for key, letter in (("enter", None), *((letter, letter) for letter in "no beds"), ("enter", None)):
            one.page.post_message(Key("space" if key == " " else key, letter))
        await let_in(one, room)
        assert texts(live) == ["no beds"]


async def test_two_choices_in_one_burst_open_one_session(room: SlowRoom) -> None:
    room.add()
    room.problem = Problem("It cannot be read.")
    async with seat(room) as one:
        await one.until(lambda: "Falls prevention" in one.text)
        for _ in range(3):
            one.page.post_message(Key("enter", None))
        await one.settle()
        room.open.set()
        await one.until(lambda: type(one.page).__name__ == "LibraryScreen")
        assert "It cannot be read." in one.text
        room.problem = None
        await one.press("backspace", "enter")
        await one.until(lambda: type(one.page).__name__ == "ActivityScreen")


@pytest.mark.parametrize("key", ["ctrl+p", "f1", "f2", "f3", "f5", "ctrl+z", "ctrl+t", "escape"])
async def test_a_key_whose_meaning_is_not_known_yet_does_nothing(room: SlowRoom, key: str) -> None:
    live = room.add()
    async with seat(room, live, waits=False) as one:
        await one.press(*"late", key, *" letters", "enter")
        assert type(one.page).__name__ == "EnteringScreen"
        await let_in(one, room)
        assert texts(live) == ["late letters"]


async def test_words_for_a_closed_session_stand_on_its_thanks(room: SlowRoom) -> None:
    live = room.add()
    for line in ("/next", "/go identity", "/close"):
        await wishes(live)(line)
    async with seat(room, live, waits=False) as one:
        await one.press(*"hello", "enter", *"again")
        room.open.set()
        await one.until(lambda: type(one.page).__name__ == "SummaryScreen")
        await one.settle()
        assert one.page.capture.text == "hello again" and not texts(live)


async def test_a_session_that_never_comes_can_be_left_but_not_what_was_typed(room: SlowRoom) -> None:
    live = room.add()
    async with seat(room, live, waits=False) as one:
        await one.press("x", "enter", "ctrl+d")
        assert not one.app._exit and "waits for the session" in one.text
    async with seat(room, live, waits=False) as one:
        await one.press("ctrl+d")
        assert one.app._exit


async def test_who_leaves_on_the_way_is_not_pulled_in_afterwards(room: SlowRoom) -> None:
    live = room.add()
    async with seat(room, live, waits=False) as one:
        one.app.visited = "Falls prevention"
        await one.press("ctrl+d")
        await one.until(lambda: type(one.page).__name__ == "FarewellScreen")
        room.open.set()
        await one.settle()
        assert type(one.page).__name__ == "FarewellScreen"
