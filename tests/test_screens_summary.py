"""The summary: its words, and a code that really scans."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from screen_room import Room, seat, wishes
from screens import qr
from sessions import scanning
from sessions.actors import Actor
from sessions.commands import AddComment
from sessions.live import LiveSession, Pulse


@pytest.fixture
async def room(data: Path, clock: Any) -> AsyncIterator[Room]:
    room = Room(data, clock)
    yield room
    await room.close()


ADDRESS = "http://192.168.1.20:8642"


async def finished(room: Room, address: str = ADDRESS) -> LiveSession:
    live = room.add()
    lines = ("/next", "Letters", "Register", "/next", "/next", "/vote 1 7", "/vote 2 3", "/next", "/next")
    for line in (*lines, "/say Nobody falls twice", "/scores 5x9 4x10", "/agree"):
        await wishes(live)(line)
    live.pulse = Pulse(address=address)
    return live


def pixels(pane: Any) -> Image.Image:
    """The strips that go to the terminal, painted: each cell eight by sixteen."""
    width, height = pane.size
    image = Image.new("RGB", (width * 8, height * 16))
    for y in range(height):
        x = 0
        for segment in pane.row(y):
            ink, ground = segment.style.color.triplet, segment.style.bgcolor.triplet
            for letter in segment.text:
                upper, lower = {"▀": (ink, ground), "▄": (ground, ink)}.get(letter, (ground, ground))
                image.paste(tuple(upper), (x * 8, y * 16, x * 8 + 8, y * 16 + 8))
                image.paste(tuple(lower), (x * 8, y * 16 + 8, x * 8 + 8, y * 16 + 16))
                x += 1
    return image


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(80, 22), (120, 40), (160, 50)])
@pytest.mark.parametrize("address", [ADDRESS, "https://falls.example.org:8642"])
async def test_the_code_scans_from_what_is_drawn(
    room: Room, theme: str, size: tuple[int, int], address: str
) -> None:
    live = await finished(room, address)
    async with seat(room, live, size=size, theme=theme) as one:
        await one.press("f2")
        found = zxingcpp.read_barcodes(pixels(one.page.pane))
        assert [code.text for code in found] == [f"{address}/s/{live.session.token}".upper()]
        assert f"{address.removeprefix('http://')}/s/{live.session.token}"[:24] in one.text
        assert "Nobody falls twice" in one.text and "Works while we are in this room." in one.text


def test_capitals_only_where_they_are_the_same_address() -> None:
    assert scanning.payload("http://10.0.0.1:80/", "s/abc") == "HTTP://10.0.0.1:80/S/ABC"
    assert scanning.payload("https://x.example/Cop", "s/abc") == "https://x.example/Cop/s/abc"
    assert qr.size(scanning.payload(ADDRESS, "s/abcdefghij")) == (33, 17)


async def test_without_a_network_it_says_so(room: Room) -> None:
    live = await finished(room, "")
    async with seat(room, live) as one:
        await one.press("f2")
        assert "No network: the summary is kept here and can be exported." in one.text


async def test_a_window_too_low_for_the_code_says_so(room: Room) -> None:
    live = await finished(room)
    async with seat(room, live, size=(60, 18)) as one:
        await one.press("f2")
        assert "Make the window taller for its code." in one.text


async def test_page_one_is_turned_where_it_is_long(room: Room) -> None:
    live = await finished(room)
    await wishes(live)("/say " + "A long statement of many words. " * 15)
    for number in range(3):
        await wishes(live)(f"/decide decision {number} of many words that take their rows")
    async with seat(room, live) as one:
        await one.press("f2")
        assert "← → 1 of 2" in one.text or "← → 1 of 3" in one.text
        await one.press("pagedown")
        assert "2 of" in one.text
        await one.press("pageup", "pageup")
        assert type(one.page).__name__ == "ActivityScreen"


@pytest.mark.parametrize(
    ("size", "day"),
    [
        ((60, 18), "Thursday 26 November 2026"),
        ((80, 22), "Thursday 26 November"),
        ((160, 50), "Thursday 26 November 2026"),
    ],
)
async def test_the_head_has_as_much_of_the_day_as_fits(room: Room, size: tuple[int, int], day: str) -> None:
    live = room.add()
    live.pulse = Pulse(address="http://192.168.1.20:8642")
    for line in ("/here 24", "/go identity", "/close"):
        await wishes(live)(line)
    async with seat(room, live, size=size) as one:
        head = next(line for line in one.text.split("\n") if "Thank you, all 24." in line)
        assert head.split("  ")[-1].strip() == day or day in head
        assert "…" not in head.split("Thursday")[-1]


async def test_where_room_is_short_the_address_stays_and_the_advice_goes(room: Room) -> None:
    live = room.add()
    live.pulse = Pulse(address="http://192.168.1.20:8642")
    async with seat(room, live) as one:
        await one.press("f2")
        assert f"192.168.1.20:8642/s/{live.session.token}" in one.text
        assert "Works while we are in this room." in one.text and "Scans from" not in one.text
    async with seat(room, live, size=(120, 40)) as one:
        await one.press("f2")
        assert "Scans from" in one.text


async def test_release_and_close_from_the_summary(room: Room) -> None:
    live = await finished(room)
    async with seat(room, live) as one:
        await one.press("f2")
        await one.type("/release")
        assert not live.session.released and "/release again" in one.text, (
            "readers see more: it is told first"
        )
        await one.type("/release")
        assert live.session.released and "open to readers" in one.text
        await one.type("/close")
        assert "/close again" in one.text
        await one.type("/close")
        assert live.session.closed and "Thank you" in one.text
        await one.press("pageup", "pagedown", "left", "right")
        assert "Thank you" in one.text
        await one.press("escape")
        assert "Thank you" in one.text and "Esc again" in one.text
        await one.press("f5", "escape")
        assert "Thank you" in one.text, "a clicker sends the two by turns"
        await one.press("escape")
        assert type(one.page).__name__ == "LibraryScreen"


async def test_another_address_is_asked_for(room: Room) -> None:
    live = await finished(room)
    async with seat(room, live) as one:
        await one.press("f2", "f6")
        assert "There is no address here." in one.text

        async def other(what: str, details: dict[str, Any]) -> dict[str, Any]:
            live.pulse = Pulse(address="http://10.0.0.7:8642")
            return {}

        live.answer = other
        await one.press("f6")
        await one.until(lambda: "10.0.0.7:8642/s/" in one.page.pane.sheet.text())


async def test_escape_keeps_what_is_typed(room: Room) -> None:
    live = await finished(room)
    async with seat(room, live) as one:
        await one.press("f2")
        await one.type("half a line", enter=False)
        await one.press("escape")
        assert one.page.capture.text == "half a line"


async def test_a_closed_session_opens_on_its_thank_you(room: Room) -> None:
    live = await finished(room)
    await wishes(live)("/here 24, 6 no phone")
    await wishes(live)("/close")
    async with seat(room, live) as one:
        await one.until(lambda: type(one.page).__name__ == "SummaryScreen")
        assert "Thank you, all 24." in " ".join(row[:40].strip() for row in one.text.splitlines())


async def test_a_message_never_covers_the_code(room: Room) -> None:
    live = await finished(room)
    async with seat(room, live) as one:
        await one.press("f2")
        live.pulse = Pulse(address=ADDRESS, trouble="The disk is full. " * 20)
        await one.until(lambda: "! The disk" in one.page.pane.sheet.text())
        assert "Make the window taller for its code." in one.text


async def test_the_summary_blanks_at_once_like_every_wall(room: Room) -> None:
    live = await finished(room)
    async with seat(room, live) as one:
        for key in ("f4", "."):
            await one.press("f2", key)
            assert one.text.strip() == "Any key brings the wall back"
            await one.press("x")
            assert "The summary" in one.text and one.page.capture.text == ""
            await one.press("escape")


async def test_one_address_is_the_only_one(room: Room) -> None:
    live = await finished(room)
    live.pulse = Pulse(address="http://10.0.0.7:8642")

    async def same(what: str, details: dict[str, Any]) -> dict[str, Any]:
        return {"address": "http://10.0.0.7:8642"}

    live.answer = same
    async with seat(room, live) as one:
        await one.press("f2", "f6")
        await one.until(lambda: "There is no other address." in one.page.pane.sheet.text())


async def said_back(live: LiveSession, *words: str) -> None:
    for text in words:
        await live.submit(AddComment(text=text, name="Una"), Actor("reader"))


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize("size", [(60, 18), (80, 22), (120, 40)])
async def test_comments_that_wait_are_read_here_once_that_was_said_and_let_through_or_discarded(
    room: Room, closed: bool, size: tuple[int, int]
) -> None:
    live = await finished(room)
    if closed:
        await wishes(live)("/close")
    await said_back(live, "The rota is wrong", "buy pills")
    async with seat(room, live, size=size) as one:
        if not closed:
            await one.press("f2")
        assert "/summary comments: 2 wait" in one.text and "rota" not in one.text
        await one.type("/summary comments")
        assert "The room may be reading this screen." in one.text and "rota" not in one.text
        await one.type("/summary comments")
        assert "K1" in one.text and "The rota is wrong" in one.text and "/erase K1" in one.text
        await one.type("/ok K1")
        assert "rota" not in one.text and "buy pills" in one.text and not live.session.comments[1].waiting
        await one.type("/erase K2")
        await one.type("/erase K2")  # it is for good, so it is asked once
        assert live.session.comments[2].text == "" and "Nobody falls twice" in one.text
        await one.type("/summary comments")
        assert "No comment waits." in one.text


async def test_escape_puts_comments_away_before_anything_else(room: Room) -> None:
    live = await finished(room)
    await said_back(live, "The rota is wrong")
    async with seat(room, live) as one:
        await one.type("/summary comments")
        assert type(one.page).__name__ == "SummaryScreen" and "/summary comments: 1 waits" in one.text
        for _ in range(2):
            await one.type("/summary comments")
        assert "rota" in one.text
        await one.press("escape")
        assert "rota" not in one.text and type(one.page).__name__ == "SummaryScreen"
        await one.type("/summary comments")
        assert "rota" not in one.text, "it is asked again"


async def test_with_a_room_view_elsewhere_they_stand_here_at_once(room: Room) -> None:
    live = await finished(room)
    await said_back(live, "The rota is wrong")
    live.pulse = Pulse(address=ADDRESS, terminals=1, rooms=1)
    async with seat(room, live) as one:
        await one.press("f2")
        await one.type("/summary comments")
        assert "rota" in one.text
