"""The community page on a screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from conftest import Clock
from ptys import Terminal
from running import new_session, program, stop
from screen_room import SIZES, Room, seat, wishes
from screens.growth import GrowthScreen
from screens.library import LibraryScreen


@pytest.fixture
async def room(data: Path, clock: Clock) -> AsyncIterator[Room]:
    made = Room(data, clock)
    yield made
    await made.close()


LINES = (
    "/next", "/person Amina Khan; Royal Infirmary; nurse", "/person Bo; Ambulance trust; paramedic", "/tie amina bo",
    "/say Nobody falls twice", "/scores 5x9", "/agree", "/theme nights 3", "/improve A; fewer falls; a huddle at 20:00; falls; Amina; 1 feb",
)  # fmt: skip


async def test_the_community_of_the_chosen_session_is_shown(room: Room) -> None:
    first = room.add(date="2026-11-26")
    await wishes(first)("/next")
    for line in LINES[1:]:
        await wishes(first)(line)
    await wishes(room.add(date="2026-12-24"))("/next")
    async with seat(room) as one:
        await one.until(lambda: "Falls prevention" in one.text)
        await one.press("f3")
        await one.until(lambda: "2 meetings" in one.text or "Stage" in one.text)
        assert type(one.page) is GrowthScreen
        seen = one.text
        while one.page.looking.page + 1 < one.page.looking.pages:
            await one.press("pagedown")
            seen += one.text
        for words in (
            "Nobody falls twice",
            "Amina Khan",
            "fewer falls",
            "This is a suggestion to talk about",
        ):
            assert words in seen, words
        await one.press("pageup", "escape")
        assert type(one.page) is LibraryScreen
        await one.type("/community")
        await one.until(lambda: type(one.page) is GrowthScreen)


async def test_a_community_that_never_met_says_so(room: Room) -> None:
    room.add()
    async with seat(room) as one:
        await one.until(lambda: "Falls prevention" in one.text)
        await one.press("f3")
        await one.until(lambda: "has no meeting that began" in one.text)


async def test_the_line_is_for_writing_it_and_says_so(room: Room) -> None:
    await wishes(room.add())("/next")
    async with seat(room) as one:
        await one.until(lambda: "Falls prevention" in one.text)
        await one.press("f3")
        await one.until(lambda: "/export word pdf writes it to files" in one.text)
        await one.type("hello")
        assert "Here /export word pdf writes the community to files" in one.text
        await one.press("left")
        assert one.page.capture.at == 4, "what is typed is mended, and no page is turned"
        one.page.capture.put("")
        await one.type("/export word")
        await one.until(lambda: "There is no host here." in one.text)
        await one.type("/help export")
        assert type(one.page).__name__ == "HelpScreen" and "as a PDF" in one.text
        await one.press("escape", "enter")
        assert type(one.page) is LibraryScreen


async def test_a_real_terminal_writes_it_by_its_host(data: Path) -> None:
    new = new_session(data)
    program(
        data,
        "open",
        new,
        "--plain",
        "--no-web",
        typed="/next\n/person Amina Khan; Royal Infirmary; nurse\n/release\n",
    )
    with Terminal(data, "--theme", "light", columns=100, rows=30) as terminal:
        terminal.until("Falls prevention")
        terminal.press("f3")
        terminal.until("Amina Khan")
        terminal.line("/export markdown papyrus")
        terminal.until("There is no format 'papyrus'. /export and one or more of word, pdf, html, markdown.")
        terminal.line("/export markdown html")
        terminal.until("and 1 more in")
    stop(data)
    written = {one.name: one.read_text(encoding="utf-8") for one in (data.parent / "documents").iterdir()}
    assert set(written) == {"falls-prevention-community.md", "falls-prevention-community.html"}
    for words in written.values():
        assert "Amina Khan" in words and "The community over its meetings" in words
    shown = program(
        data, "community", "Falls prevention", "--to", "markdown", "--out", str(data.parent / "cli")
    )
    assert Path(shown.stdout.strip()).read_text(encoding="utf-8") == written["falls-prevention-community.md"]


@pytest.mark.parametrize("size", SIZES[1:])
async def test_it_fits_every_window(room: Room, size: tuple[int, int]) -> None:
    live = room.add()
    for line in LINES:
        await wishes(live)(line)
    async with seat(room, size=size) as one:
        await one.until(lambda: "Falls prevention" in one.text)
        await one.press("f3")
        await one.until(lambda: "Stage" in one.text or "together" in one.text or "matters" in one.text)
        lines = one.text.split("\n")
        assert len(lines) == size[1] and all(len(line) <= size[0] for line in lines)
