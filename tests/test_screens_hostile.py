"""What people type is only ever text, on every screen, at every size."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from hostile import HOSTILE
from screen_room import SIZES, Room, seat, wishes
from sessions.actors import Actor
from sessions.clean import clean
from sessions.commands import AddNote
from sessions.errors import Refused
from sessions.live import Pulse


@pytest.fixture
async def room(data: Path, clock: Any) -> AsyncIterator[Room]:
    room = Room(data, clock)
    yield room
    await room.close()


SCREENS = ((), ("f2",), ("f3",), ("f1",), ("ctrl+p",))


def obeyed(page: Any) -> list[str]:
    """What is drawn that a terminal would obey."""
    drawn = "".join(segment.text for y in range(page.size.height) for segment in page.pane.row(y))
    return [
        letter for letter in drawn if not letter.isprintable() and letter not in "\u200d\u200b\u200c\ufe0f"
    ]


async def test_hostile_lines_are_kept_as_text_and_drawn_as_text(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        for text in HOSTILE:
            one.page.capture.paste(text)
            one.page.typed()
            assert not set(obeyed(one.page)) & {"\x1b", "\x07", "\x9b", "\x00"}
            one.page.capture.join()
            if one.page.capture.text.startswith("/"):
                one.page.capture.put("/" + one.page.capture.text)
            one.page.action_keep()
            one.page.capture.put("")
        await one.paste("\x1b]52;c;ZXZpbA==\x07 clipboard")
        assert one.page.capture.text == "]52;c;ZXZpbA== clipboard"
        await one.page.sending.through()
        kept = {note.text for note in live.session.notes.values()}
        assert len(kept) > len(HOSTILE) // 2 and one.app.is_running
        assert not set(obeyed(one.page)) & {"\x1b", "\x07", "\x9b", "\x00"}


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_notes_harm_no_screen_of_any_size(room: Room, size: tuple[int, int]) -> None:
    live = room.add()
    live.pulse = Pulse(address="http://192.168.1.20:8642", trouble="[/b] trouble")
    for text in HOSTILE:
        try:
            await live.submit(AddNote(text=text), Actor("import"))
        except Refused:
            continue
    number = next(iter(live.session.notes))
    for line in (f"/group {number} = [/b] theme", "/say [@click=app.quit]words[/]", "/scores 5x3"):
        await wishes(live)(line)
    async with seat(room, live, size=size) as one:
        for step in range(4):
            for keys in SCREENS:
                await one.press(*keys)
                assert not set(obeyed(one.page)) & {"\x1b", "\x07", "\x9b", "\x00"}
                if keys:
                    await one.press("escape")
            await one.press("left", "left", "left")
            await one.next()
            assert one.app.is_running, step


async def test_hostile_names_and_titles_are_shown_as_text(room: Room) -> None:
    made = 0
    for text in HOSTILE[:60]:
        name = clean(text)[:80]
        if name.strip():
            room.add(name, title=name)
            made += 1
    async with seat(room, size=(120, 40)) as one:
        await one.until(lambda: bool(one.page.found))
        assert len(one.page.found) == made
        for _ in range(made):
            await one.pilot.press("down")
        await one.press("ctrl+n")
        assert not set(obeyed(one.page)) & {"\x1b", "\x07", "\x9b", "\x00"}


async def test_markup_is_text(room: Room) -> None:
    live = room.add()
    async with seat(room, live) as one:
        await one.type("[/b] [@click=app.quit]bye[/] [red]x")
        assert "[/b] [@click=app.quit]bye[/] [red]x" in one.text


@pytest.mark.parametrize("size", SIZES)
async def test_no_size_loses_what_is_typed(room: Room, size: tuple[int, int]) -> None:
    live = room.add()
    async with seat(room, live, size=(120, 40)) as one:
        await one.type("half a thought", enter=False)
        await one.pilot.resize_terminal(*size)
        await one.settle()
        if size < (60, 18):
            assert "Make the window bigger: 60 × 18 at least" in " ".join(one.text.split())
        else:
            assert "half a thought" in one.text
        await one.press("enter")
        assert [note.text for note in live.session.notes.values()] == ["half a thought"]
