"""How to join, as the wall shows it: beside the doors, on a screen of its own, and on the private panel who has."""

from __future__ import annotations

import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zxingcpp

from screen_room import SIZES, Room, seat, wishes
from screens import browser, digits, glyphs, joining
from screens.frame import Space
from screens.sheet import Sheet
from sessions.actors import Actor
from sessions.commands import AddNote, Join
from sessions.live import LiveSession, Pulse
from sessions.protocols import Doors
from test_screens_share import picture

DOORS = Doors(
    join="abcdefghij",
    code="482917",
    room="roomroomroomroom",
    phones=3,
    writing=2,
    arrived=True,
    canary="Phones work: 3 phones are in.",
)
HERE = Pulse(address="http://192.168.1.20:8642", terminals=1, doors=DOORS)
ADDRESS = "HTTP://192.168.1.20:8642/ABCDEFGHIJ"


@pytest.fixture
def plain_glyphs() -> Iterator[None]:
    glyphs.use(ascii_only=True)
    yield
    glyphs.use(ascii_only=False)


@pytest.fixture
def room(data: Path, clock: Any) -> Room:
    return Room(data, clock)


def scanned(sheet: Sheet) -> list[str]:
    """What a camera reads off a sheet."""
    return [one.text for one in zxingcpp.read_barcodes(picture(sheet, 6))]


@pytest.mark.parametrize("size", [size for size in SIZES if size[0] >= 60])
async def test_the_doors_show_how_to_join_until_the_clock_runs(room: Room, size: tuple[int, int]) -> None:
    live = room.add(plan="launch")
    live.pulse = HERE
    async with seat(room, live, size=size) as one:
        assert "192.168.1.20:8642" in one.text and "What would make" in one.text
        if size[0] >= 80:
            assert scanned(one.page.draw()) == [ADDRESS] and "Scan, or type" in one.text
        await one.press("pagedown")
        await one.until(lambda: "min left" in one.text)
        assert "192.168.1.20:8642" not in one.text


@pytest.mark.parametrize("size", [size for size in SIZES if size[0] >= 60])
async def test_f2_shows_how_to_join_and_what_has_arrived(room: Room, size: tuple[int, int]) -> None:
    live = room.add(plan="launch")
    live.pulse = HERE
    async with seat(room, live, size=size) as one:
        await wishes(live)("/here 24, 6 no phone")
        await one.press("f2")
        await one.until(lambda: "Join from your phone" in one.text)
        assert "192.168.1.20:8642" in one.text and "No phone? Nothing is lost" in one.text
        if size[0] >= 80:
            assert scanned(one.page.draw()) == [ADDRESS]
            assert "Phones work: 3 phones are in." in " ".join(one.text.split())
            assert "6 here without a phone." in one.text
        await one.press("escape")
        assert "Join from your phone" not in one.text


async def test_a_clicker_on_the_join_screen_goes_back_to_the_workshop(room: Room) -> None:
    live = room.add(plan="launch")
    live.pulse = HERE
    async with seat(room, live) as one:
        for key in ("pagedown", "pageup"):
            await one.press("f2")
            await one.until(lambda: "Join from your phone" in one.text)
            await one.press(key)
            assert "What would make" in one.text and not live.session.started


@pytest.mark.parametrize(
    "pulse",
    [Pulse(), Pulse(address="http://192.168.1.20:8642"), Pulse(doors=DOORS)],
    ids=["nothing", "closed", "no network"],
)
async def test_where_nobody_can_join_f2_shows_the_summary(room: Room, pulse: Pulse) -> None:
    live = room.add(plan="launch")
    live.pulse = pulse
    async with seat(room, live) as one:
        assert "Scan, or type" not in one.text
        await one.press("f2")
        await one.until(lambda: "The summary" in one.text)


async def test_the_summary_is_a_line_away_and_comes_by_itself_at_the_end(room: Room) -> None:
    live = room.add(plan="launch")
    live.pulse = HERE
    async with seat(room, live) as one:
        await one.press("f2")
        await one.type("/summary")
        await one.until(lambda: "So far" in one.text)
        await one.press("escape")
        await one.until(lambda: "Join from your phone" in one.text)
        await one.press("escape")
        await one.until(lambda: "What would make" in one.text)
        for line in ("/next", "/go close", "/next", "/next"):
            await wishes(live)(line)
        await one.until(lambda: "● Thanks" in one.text)
        await one.press("f2")
        await one.until(lambda: "The summary" in one.text)


def test_without_glyphs_the_digits_are_plain(plain_glyphs: None) -> None:
    sheet = Sheet(80, 22)
    assert joining.put_code(sheet, 2, 3, "482917") == 1 and "482 917" in sheet.text()


@pytest.mark.parametrize("large", [False, True])
def test_every_digit_is_another_shape(large: bool) -> None:
    shapes = set()
    for digit in "0123456789":
        sheet = Sheet(20, 6)
        (digits.draw if large else digits.small)(sheet, 1, 0, digit)
        shapes.add(str([list(row) for row in sheet.rows]))
    assert len(shapes) == 10


def test_beside_a_window_without_room_nothing_is_drawn_over_the_words() -> None:
    sheet, space = Sheet(80, 22), Space(80, 22)
    left, end = joining.beside(sheet, space, HERE, 9)
    assert end == 9 and left.across > 28


# Who has added, on the private panel alone


@pytest.fixture
async def phones(room: Room) -> LiveSession:
    live = room.add(plan="launch")
    await wishes(live)("/next")
    for name in ("Amina", "Bo", ""):
        await live.submit(Join(name=name, consent=True), Actor("participant"))
    await live.submit(AddNote(text="late letters"), Actor("participant", participant=1))
    return live


@pytest.mark.parametrize("rooms", [0, 1])
async def test_who_has_not_added_is_told_only_while_the_wall_is_elsewhere(
    room: Room, phones: LiveSession, rooms: int
) -> None:
    phones.pulse = Pulse(address=HERE.address, terminals=1, rooms=rooms, doors=DOORS)
    async with seat(room, phones, size=(120, 40)) as one:
        assert "1 of 3 added" in one.text
        text = " ".join(one.text.split())
        assert ("Not yet: Bo" in text) == bool(rooms) and ("2 still writing" in text) == bool(rooms)


async def test_in_an_unnamed_activity_nobody_is_named(room: Room, phones: LiveSession) -> None:
    await wishes(phones)("/go practice")
    phones.pulse = Pulse(address=HERE.address, terminals=1, rooms=1, doors=DOORS)
    async with seat(room, phones, size=(120, 40)) as one:
        assert "0 of 3 added" in one.text and "Not yet" not in one.text


# The room page in a browser


@pytest.mark.parametrize(
    ("environment", "platform", "seen"),
    [
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "w"}, "linux", True),
        ({}, "linux", False),
        ({}, "darwin", True),
        ({}, "win32", True),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "1"}, "linux", False),
        ({"SSH_CONNECTION": "1"}, "darwin", False),
    ],
)
def test_a_browser_is_opened_only_where_it_is_seen(
    environment: dict[str, str], platform: str, seen: bool
) -> None:
    assert browser.here(environment, platform) is seen


@pytest.mark.parametrize(
    ("opens", "says"), [(True, "The room page is open"), (False, "is at http://192.168.1.20:8642/r/room")]
)
async def test_room_opens_the_room_page_or_says_where_it_is(
    room: Room, monkeypatch: pytest.MonkeyPatch, opens: bool, says: str
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(browser, "here", lambda *_: True)
    monkeypatch.setattr(webbrowser, "open", lambda address: asked.append(address) or opens)
    live = room.add(plan="launch")
    live.pulse = HERE
    async with seat(room, live) as one:
        await one.type("/room")
        await one.until(lambda: says in " ".join(one.text.split()))
    assert asked == ["http://192.168.1.20:8642/r/roomroomroomroom"]


async def test_without_a_site_room_says_what_there_is_instead(room: Room) -> None:
    async with seat(room, room.add()) as one:
        await one.type("/room")
        await one.until(lambda: "/wall shows the room view here" in " ".join(one.text.split()))
