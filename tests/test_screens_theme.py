"""Colours: every pair in use can be read, in every theme; the pane draws what the sheet says."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest
from rich.color import ColorSystem

from screen_room import Room, Seat, seat, wishes
from screens.sheet import Area, Look, Sheet
from screens.theme import DARK, LIGHT, LINES, PLAIN, SIXTEEN, THEMES, WORDS, Palette, contrast, style
from sessions.errors import Problem
from sessions.live import Pulse

COLOURED = [palette for palette in THEMES.values() if palette.depth != "none"]
STORIES = Path(__file__).parent.parent / "docs" / "stories"
STROKES = set("─━│┌┐└┘▄▀▖▘▌█")
"""What is no word: rules, bars and codes."""
TRUE = [palette for palette in COLOURED if palette.depth == "true"]


def test_contrast_is_wcags() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", COLOURED, ids=lambda palette: palette.name)
@pytest.mark.parametrize(("ink", "on"), WORDS)
def test_every_pair_that_words_are_set_in_can_be_read(palette: Palette, ink: str, on: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, on)) >= 7


@pytest.mark.parametrize("palette", TRUE, ids=lambda palette: palette.name)
@pytest.mark.parametrize(("ink", "on"), WORDS)
def test_every_pair_can_be_read_in_256_colours(palette: Palette, ink: str, on: str) -> None:
    """What a terminal of 256 colours makes of them, as that of macOS."""
    parts = style(palette, Look(ink, on))
    assert parts.color and parts.bgcolor
    near = [
        part.downgrade(ColorSystem.EIGHT_BIT).get_truecolor().hex for part in (parts.color, parts.bgcolor)
    ]
    assert contrast(*near) >= 7


@pytest.mark.parametrize("palette", COLOURED, ids=lambda palette: palette.name)
@pytest.mark.parametrize(("ink", "on"), LINES)
def test_lines_can_be_seen(palette: Palette, ink: str, on: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, on)) >= 3


async def test_the_pairs_that_are_measured_are_those_that_are_drawn(data: Path, clock: Any) -> None:
    """The launch from its doors to its end, and every screen beside it."""
    room = Room(data, clock)
    live = room.add(plan="launch")
    live.pulse = Pulse(address="http://192.168.1.20:8642")
    words: set[tuple[str, str]] = set()
    lines: set[tuple[str, str]] = set()

    def look(one: Seat) -> None:
        for text, drawn in (cell for row in one.page.draw().rows for cell in row):
            if text.strip() and not drawn.veiled:
                (lines if text in STROKES else words).add((drawn.ink, drawn.on))

    async with seat(room, live, size=(120, 40)) as one:
        look(one)
        for line in (STORIES / "launch.txt").read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("# "):
                clock.advance(minutes=1)
                with contextlib.suppress(Problem):  # whether a story is followed is tried elsewhere
                    await wishes(live)(line)
                one.page.redraw()
                look(one)
        await one.settle()
        look(one)
    fresh = room.add("Wound care")
    await wishes(fresh)("/next")
    async with seat(room, fresh, size=(120, 40)) as one:
        for keys in ("f1", "f2", "f3", "f4", "ctrl+p", "f5"):
            await one.press(keys)
            look(one)
            await one.press("escape", "escape")
        for minutes in (0, 13, 3):
            clock.advance(minutes=minutes)
            await one.type("/vo", enter=False)
            look(one)
            one.page.capture.put("")
        fresh.pulse = Pulse(trouble="The disk is full.")
        one.page.capture.put("letters")
        one.page.capture.at = 0
        look(one)
    async with seat(room, size=(120, 40)) as one:
        await one.until(lambda: bool(one.page.found))
        for _ in range(2):
            look(one)
            await one.press("down")
        await one.press("ctrl+n")
        look(one)
    assert words == set(WORDS)
    assert lines == set(LINES)
    await room.close()


@pytest.mark.parametrize("palette", TRUE, ids=lambda palette: palette.name)
def test_themes_change_colours_and_nothing_else(palette: Palette) -> None:
    assert THEMES[palette.theme().name] is palette
    drawn = style(palette, Look("accent", "band", bold=True, underlined=True))
    assert drawn.bold and drawn.underline
    assert drawn.color and drawn.color.triplet and drawn.color.triplet.hex.upper() == palette.accent


def test_black_and_white_are_the_same_in_all() -> None:
    assert {(palette.black, palette.white) for palette in TRUE} == {("#000000", "#FFFFFF")}
    for palette in THEMES.values():
        drawn = style(palette, Look("black", "white"))
        assert drawn.color and drawn.bgcolor, "a code is black on white, without colour too"
        assert contrast(palette.black, palette.white) == pytest.approx(21)


def test_sixteen_names_what_the_terminal_has() -> None:
    drawn = style(SIXTEEN, Look("accent", "band", bold=True))
    assert drawn.color and drawn.bgcolor
    assert (drawn.color.name, drawn.bgcolor.name, drawn.bold) == ("bright_cyan", "blue", True)


def test_without_colour_what_stands_out_is_reversed() -> None:
    for on, reverse in (("paper", False), ("band", False), ("accent", True), ("late", True), ("ink", True)):
        drawn = style(PLAIN, Look("paper", on, bold=True))
        assert (drawn.color, drawn.bgcolor, drawn.bold, drawn.reverse) == (None, None, True, reverse)


def test_what_lies_behind_a_dialog_fades() -> None:
    plain, veiled = (style(LIGHT, Look("ink", "paper", veiled=veiled)) for veiled in (False, True))
    assert plain.color and veiled.color and plain.color.triplet and veiled.color.triplet
    assert contrast(veiled.color.triplet.hex, "#FFFFFF") < contrast(plain.color.triplet.hex, "#FFFFFF") / 3


def test_a_sheet_keeps_within_its_edges() -> None:
    sheet = Sheet(10, 2)
    assert sheet.put(7, 0, "abcdef") == 10
    sheet.put(-3, 0, "left")
    sheet.put(0, 5, "below")
    sheet.put(8, 1, "漢字")
    sheet.put_right(4, 1, "far too long")
    sheet.fill(Area(8, 1, 50, 50), "tint")
    assert sheet.text().splitlines()[0] == "t      abc"
    assert all(len(row) == 10 for row in sheet.rows)


def test_a_wide_letter_takes_two_cells_and_marks_stay_on_theirs() -> None:
    sheet = Sheet(12, 1)
    assert sheet.put(0, 0, "漢e\u0301👩‍👩‍👧x") == 6
    assert [text for text, _ in sheet.rows[0][:7]] == ["漢", "", "e\u0301", "👩‍👩‍👧", "", "x", " "]


async def test_ctrl_t_changes_every_cell_and_no_glyph(data: Path, clock: Any) -> None:
    room = Room(data, clock)
    async with seat(room, room.add()) as one:
        pane, before = one.page.pane, one.text
        grounds = []
        for name in (*THEMES, "light"):
            assert one.app.theme == name
            drawn = {
                segment.style.bgcolor and segment.style.bgcolor.name.upper()
                for y in range(22)
                for segment in pane.row(y)
            }
            grounds.append(drawn)
            await one.press("ctrl+t")
            assert one.text.replace(f"theme: {one.app.theme} ·", "").split() == before.split()
        assert LIGHT.paper in grounds[0] and DARK.paper in grounds[1] and grounds[0] == grounds[-1]
        assert not grounds[0] & grounds[1] - {LIGHT.accent, DARK.accent}
        assert SIXTEEN.paper.upper() in grounds[3] and grounds[4] == {None}
    await room.close()


async def test_tiles_cover_the_screen_and_only_the_changed_ones_are_sent(
    data: Path, clock: Any, monkeypatch: Any
) -> None:
    room = Room(data, clock)
    live = room.add()
    async with seat(room, live) as one:
        await one.type("/next")
        tiles = one.page.pane.tiles
        assert sum(tile.region.area for tile in tiles) == 80 * 22
        sent: list[tuple[int, Any]] = []
        for number, tile in enumerate(tiles):
            monkeypatch.setattr(
                tile, "refresh", lambda *parts, number=number: sent.extend((number, part) for part in parts)
            )
        clock.advance(61)
        one.page.redraw()
        times = [part for number, part in sent if number == 1]
        assert len(times) == 1 and times[0].area <= 3
        assert all(part.area <= 8 for _, part in sent)
    await room.close()
