"""A line is for what stood before it when it was begun: where somebody else moves on meanwhile, nothing lands elsewhere."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from screen_room import Room, seat, wishes
from test_screens_asking import grouping
from test_screens_questions import at, label, walking


@pytest.fixture
async def room(data: Path, clock: Any) -> AsyncIterator[Room]:
    room = Room(data, clock)
    yield room
    await room.close()


def said(text: str) -> str:
    """What is on the screen, without its line breaks."""
    return " ".join(line.strip() for line in text.splitlines())


async def test_an_answer_does_not_settle_the_next_promise(room: Room) -> None:
    live = await walking(room)
    two = wishes(live, "two")
    await two("/tried I1 a; b; adapt")
    async with seat(room, live) as one:
        await one.type("done they answered", enter=False)
        await two("/drop D1 somebody else has it")
        await one.press("enter")
        assert not live.session.actions[2].told_on and one.page.capture.text == "done they answered"
        assert (
            "This was begun as “D1: done, still, dropped”. Enter again takes it as “D2: done, still, dropped”."
            in said(one.text)
        )
        await one.press("enter")
        assert live.session.actions[2].status == "done" and one.page.capture.text == ""


async def test_what_happened_with_one_promise_is_not_kept_of_another(room: Room) -> None:
    live = await walking(room)
    async with seat(room, live) as one:
        await one.type("four nights of seven", enter=False)
        await wishes(live, "two")("/tried I1 a; b; adapt")
        await one.press("enter")
        assert "as “I1 what happened”" in said(one.text) and not live.session.actions[1].update
        assert one.page.capture.text == "four nights of seven"


async def test_a_letter_does_not_place_the_next_note(room: Room) -> None:
    live = await grouping(room)
    async with seat(room, live) as one:
        await one.type("a", enter=False)
        await wishes(live, "two")("/group A 2")
        await one.press("enter")
        assert not live.session.notes[3].theme and "“theme for 3”" in said(one.text)
        await wishes(live, "two")("/group A 3")
        await one.press("enter")
        assert "takes it as a note" in said(one.text) and len(live.session.notes) == 3, (
            "it moved on once more"
        )


async def test_a_note_does_not_land_in_the_next_activity(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.type("Late letters", enter=False)
        await wishes(live, "two")("/go practice")
        await one.press("enter")
        assert not live.session.notes
        assert "begun as a note in Domain. Enter again takes it as a note in Practice." in said(one.text)
        await one.press("enter")
        assert live.session.notes[1].activity == "practice"


async def test_pasted_lines_do_not_land_in_the_next_activity(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.paste("Late letters\nCar parking")
        await wishes(live, "two")("/go practice")
        await one.press("enter")
        assert not live.session.notes and "a note in Practice" in said(one.text)
        await one.press("enter")
        assert [note.activity for note in live.session.notes.values()] == ["practice", "practice"]


async def test_a_person_is_not_noted_as_something_else(room: Room) -> None:
    live = await at(room, "community")
    async with seat(room, live) as one:
        await one.type("Dee; Age Support", enter=False)
        await wishes(live, "two")("/next")
        await one.press("enter")
        assert not live.session.participants and not live.session.ties and not live.session.notes
        assert one.page.capture.text == "Dee; Age Support"


async def test_what_the_line_itself_names_is_done(room: Room) -> None:
    live = await walking(room)
    two = wishes(live, "two")
    await two("/tried I1 a; b; adapt")
    async with seat(room, live) as one:
        await one.type("+ a thought", enter=False)
        await two("/drop D1 somebody else has it")
        await one.press("enter")
        assert live.session.notes[1].text == "a thought", "a note is one whatever is asked"
        await one.type("+ another", enter=False)
        await two("/still D2 fri")
        await one.press("enter")
        assert live.session.notes[2].text == "another", "and where nothing is asked any more"
        await one.type("/done D2 they answered", enter=False)
        await two("/tried I1 a; b; adopt")
        await one.press("enter")
        assert live.session.actions[2].status == "done"


async def test_ones_own_choice_of_another_promise_is_no_surprise(room: Room) -> None:
    live = await walking(room)
    await wishes(live, "two")("/tried I1 a; b; adapt")
    async with seat(room, live) as one:
        await one.type("dropped no need", enter=False)
        await one.press("down")
        assert await label(one) == "D2: done, still, dropped"
        await one.press("enter")
        assert live.session.actions[2].status == "dropped"


async def test_a_reveal_asks_nobody_again(room: Room) -> None:
    live = room.add()
    await wishes(live)("/go practice")
    async with seat(room, live) as one:
        await one.type("Nights alone", enter=False)
        await wishes(live, "two")("/reveal")
        await one.press("enter")
        assert live.session.notes[1].text == "Nights alone"
