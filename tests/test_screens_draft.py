"""What is typed and not sent comes back at the next terminal: the line, answers, what was pasted, and lines that wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostile import HOSTILE
from screen_room import Room, seat, wishes
from screens.draft import ROOM, Draft, read
from sessions.live import LiveSession
from test_screens_questions import at, label, walking

lines = st.text(max_size=40)


class Kept:
    """What a host keeps of the terminals of one session, where each that comes is another."""

    def __init__(self, live: LiveSession) -> None:
        self.text = ""
        self.given: asyncio.Event | None = None
        live.answer = self  # type: ignore[assignment]

    async def __call__(self, what: str, details: dict[str, Any]) -> dict[str, Any]:
        assert what == "draft"
        if "text" in details:
            self.text = details["text"]
            return {}
        if self.given:
            await self.given.wait()
        text, self.text = self.text, ""
        return {"text": text}


@pytest.fixture
async def room(data: Path, clock: Any) -> AsyncIterator[Room]:
    room = Room(data, clock)
    yield room
    await room.close()


async def test_answers_given_so_far_come_back_with_the_line(room: Room) -> None:
    live = await at(room, "improve")
    kept = Kept(live)
    async with seat(room, live) as one:
        await one.type("/do")
        await one.type("write to the trust")
        await one.type("Bo of the hi", enter=False)
        await one.until(lambda: "Bo of the hi" in kept.text)
    async with seat(room, live, name="two") as two:
        await two.until(lambda: two.page.capture.text == "Bo of the hi")
        assert await label(two) == "who" and "What was left unsent is back." in two.text
        await two.type("ll")
        await two.type("fri")
    row = live.session.actions[1]
    assert (row.text, row.owner, row.due) == ("write to the trust", "Bo of the hill", "2026-11-27")


async def test_a_walk_goes_on_where_it_was(room: Room) -> None:
    live = await walking(room)
    kept = Kept(live)
    async with seat(room, live) as one:
        await one.type("four nights of seven")
        await one.until(lambda: "four nights" in kept.text)
    async with seat(room, live, name="two") as two:
        await two.until(lambda: "I1 what we learned ›" in two.text)
        await two.type("needs the site manager")
        await two.type("adapt")
    assert live.session.improvements[1].cycles[0].observations == "four nights of seven"


async def test_pasted_lines_and_lines_that_wait_come_back(room: Room) -> None:
    live = room.add()
    kept = Kept(live)
    async with seat(room, live) as one:
        one.page.capture.put("/hide 9")
        one.page.action_keep()
        one.page.capture.put("the next thought")
        await one.settle()
        await one.paste("first\nsecond")
        await one.until(lambda: "second" in kept.text and "/hide 9" in kept.text)
    async with seat(room, live, name="two") as two:
        await two.until(lambda: "Keep 3 notes?" in two.text)
        assert "↑ on an empty line brings back" in two.text
        await two.press("enter")
        assert [note.text for note in live.session.notes.values()] == ["the next thought", "first", "second"]
        await two.press("up")
        assert two.page.capture.text == "/hide 9"


async def test_a_line_that_comes_back_is_for_what_it_was_begun_for(room: Room) -> None:
    live = await walking(room)
    two_says = wishes(live, "two")
    await two_says("/tried I1 a; b; adapt")
    kept = Kept(live)
    async with seat(room, live) as one:
        await one.type("done they answered", enter=False)
        await one.until(lambda: "answered" in kept.text)
    await two_says("/drop D1")
    async with seat(room, live, name="three") as three:
        await three.until(lambda: three.page.capture.text == "done they answered")
        await three.press("enter")
        assert not live.session.actions[2].told_on and "as “D1: done, still, dropped”" in three.text


async def test_what_comes_back_overwrites_nothing(room: Room) -> None:
    live = room.add()
    kept = Kept(live)
    kept.text, kept.given = Draft(text="left behind").written(), asyncio.Event()
    async with seat(room, live) as one:
        await one.type("typed at once", enter=False)
        kept.given.set()
        await one.until(lambda: "What was left unsent is back." in one.text)
        assert one.page.capture.text == "typed at once"
        await one.press("enter", "up")
        assert one.page.capture.text == "left behind"


async def test_leaving_keeps_the_last_letters_and_those_on_the_summary(room: Room) -> None:
    live = room.add()
    kept = Kept(live)
    async with seat(room, live) as one:
        await one.until(lambda: bool(one.page.pane.sheet))
        await one.type("half a thought", enter=False)
        one.page.action_join()
        await one.until(lambda: type(one.page).__name__ == "SummaryScreen")
        await one.type("half a line", enter=False)
        await one.press("pageup")
        assert type(one.page).__name__ == "SummaryScreen", "its line would be lost"
        one.page.action_leave()
        await one.until(lambda: type(one.page).__name__ == "LibraryScreen")
    draft = read(kept.text)
    assert (draft.text, draft.held) == ("half a thought", ("half a line",))


async def test_a_draft_that_was_sent_is_no_draft(room: Room) -> None:
    live = room.add()
    kept = Kept(live)
    async with seat(room, live) as one:
        await one.type("a thought", enter=False)
        await one.until(lambda: "a thought" in kept.text)
        await one.press("enter")
        await one.until(lambda: not kept.text)


@given(st.builds(Draft, text=lines, pasted=st.lists(lines).map(tuple), held=st.lists(lines).map(tuple)))
def test_what_is_read_is_text_and_reads_the_same_again(draft: Draft) -> None:
    once = read(draft.written())
    assert read(once.written()) == once


def test_a_long_draft_keeps_what_fits_the_line_first() -> None:
    many = tuple(f"{number:06} {'x' * 93}" for number in range(3000))
    draft = read(Draft(text="the line", pasted=many, held=("held",)).written())
    assert draft.text == "the line" and 900 < len(draft.pasted) < 1000 and draft.pasted[0] == many[0]
    held = read(Draft(text="x" * 2 * ROOM, held=("held",)).written())
    assert len(held.text) == ROOM and not held.held


@pytest.mark.parametrize("written", ["half a line", "{", "[]", '{"text": 4}', '{"held": "x"}', "null"])
def test_what_cannot_be_read_is_empty(written: str) -> None:
    assert read(written) == Draft()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_cleaned_as_it_is_read(text: str) -> None:
    from sessions.clean import clean

    said = text.encode("utf-8", "replace").decode()
    draft = read(Draft(text=said, answers=(said, None), pasted=(said,), held=(said,)).written())
    for line in (draft.text, *draft.pasted, *draft.held, draft.answers[0] or ""):
        assert line.rstrip() == clean(line) and "\x1b" not in line
