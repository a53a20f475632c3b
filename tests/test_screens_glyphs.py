"""Glyphs: each that a screen is drawn with has a twin in ASCII, as wide as itself."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from screen_room import Room, seat, wishes
from screens import glyphs, qr
from screens.cells import width
from screens.sheet import Sheet
from sessions.live import Pulse

SCREENS = Path(glyphs.__file__).parent


def drawn() -> set[str]:
    """Every letter beyond ASCII in `screens`, docstrings and comments left out."""
    code = (path.read_text(encoding="utf-8") for path in SCREENS.rglob("*.py"))
    left = (re.sub(r'"{3}.*?"{3}|(?m:#[^"]*$)', "", one, flags=re.DOTALL) for one in code)
    return {letter for one in left for letter in one if not letter.isascii()}


def test_every_glyph_has_a_twin_and_no_twin_is_left_over() -> None:
    assert drawn() - set(glyphs.TWINS) == set()
    assert all(twin.isascii() and width(glyph) == len(twin) == 1 for glyph, twin in glyphs.TWINS.items())


@pytest.mark.parametrize("size", [(60, 18), (80, 22), (120, 40), (160, 50)])
async def test_screens_are_drawn_in_ascii_alone(data: Path, clock: Any, size: tuple[int, int]) -> None:
    room = Room(data, clock)
    live = room.add()
    live.pulse = Pulse(address="http://192.168.1.20:8642")
    for line in ("/next", "Ŵyn", *(f"Thought {number}" for number in range(30))):
        await wishes(live)(line)
    async with seat(room, live, size=size, spare=True) as one:
        for keys in ((), ("f1",), ("f2",), ("f3",), ("ctrl+p",), ("up",) * 31):
            await one.press(*keys)
            sheet, pane = one.page.pane.sheet, one.page.pane
            for y in range(size[1]):
                drawn = pane.row(y)
                assert drawn.text.replace("Ŵ", "W").isascii() and drawn.cell_length == size[0]
            assert sheet.text().replace("Ŵ", "").isascii() is False, "the sheet has the glyphs"
            if len(keys) == 1:
                await one.press("escape")
        assert "Ŵyn" in "".join(pane.row(y).text for y in range(size[1]))
    async with seat(room, live, size=size) as one:
        assert not "".join(one.page.pane.row(y).text for y in range(size[1])).isascii()
    await room.close()


def test_a_code_in_ascii_is_large_or_not_there() -> None:
    glyphs.use(ascii_only=True)
    try:
        assert qr.scales() == (2,) and qr.size("https://example.org") == qr.size("https://example.org", 2)
        sheet = Sheet(80, 40)
        qr.draw(sheet, 0, 0, "https://example.org")
        assert sheet.text().strip() == ""
        assert {look.on for row in sheet.rows for _, look in row} >= {"black", "white"}
    finally:
        glyphs.use(ascii_only=False)
    assert qr.scales() == (2, 1)


def test_a_letter_that_a_terminal_does_not_have_keeps_its_place(monkeypatch: Any) -> None:
    monkeypatch.setattr(glyphs.sys, "__stdout__", SimpleNamespace(encoding="latin-1"))
    assert glyphs.spelled("● é ŵ") == "* é ?"


def test_what_people_wrote_keeps_its_letters() -> None:
    assert glyphs.spelled("● Ŵyn – 漢 …") == "* Ŵyn - 漢 ~"


@pytest.mark.parametrize(("encoding", "poor"), [("ascii", True), ("latin-1", True), ("utf-8", False), ("nonsense", True), (None, False)])  # fmt: skip
def test_what_a_terminal_can_show_is_asked_of_its_encoding(
    monkeypatch: Any, encoding: str | None, poor: bool
) -> None:
    monkeypatch.setattr(glyphs.sys, "__stdout__", SimpleNamespace(encoding=encoding))
    assert glyphs.poor() is poor
