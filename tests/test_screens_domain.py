"""Where words are agreed: what they are to cover stands with them, each note once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from screen_room import Room, seat, wishes
from test_screens_questions import at


@pytest.fixture
async def room(data: Path, clock: Any) -> AsyncIterator[Room]:
    room = Room(data, clock)
    yield room
    await room.close()


async def test_each_note_is_counted_where_it_lies(room: Room) -> None:
    live = await at(room, "domain")
    typed = wishes(live)
    for line in (
        "one number",
        "an alarm",
        "@not car parks",
        "a list",
        "/next",
        "/group 1 = ringing",
        "/group A 3",
        "/next",
    ):
        await typed(line)
    async with seat(room, live) as one:
        rows = [line.split() for line in one.text.splitlines()]
        assert ["A", "ringing", "1", "3", "car", "parks"] in rows, "note 3 is not ours, whatever its theme"
        assert ["in", "no", "theme", "2"] in rows
        await typed("/say We ring each other")
        await one.until(lambda: "We ring each other" in one.text)
        assert "in no theme" in one.text and "car parks" in one.text


async def test_notes_stand_there_to_be_taken_until_words_are_proposed(room: Room) -> None:
    live = await at(room, "identity")
    typed = wishes(live)
    for line in ("we ring each other", "/next"):
        await typed(line)
    async with seat(room, live) as one:
        assert "1 we ring each other" in one.text and "a note's number" in one.page.typing().hint
        await one.type("1")
        assert live.session.statement(live.session.now).text == "we ring each other"
        assert "1 we ring each other" not in one.text
