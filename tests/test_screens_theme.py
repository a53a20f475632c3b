"""Colours: every pair in use can be read, in both themes; the pane draws what the sheet says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from screen_room import Room, seat
from screens.sheet import Area, Look, Sheet
from screens.theme import DARK, LIGHT, THEMES, WORDS, Palette, contrast, style


def test_contrast_is_wcags() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize(("ink", "on"), WORDS)
def test_every_pair_that_words_are_set_in_can_be_read(palette: Palette, ink: str, on: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, on)) >= 7


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_lines_can_be_seen(palette: Palette) -> None:
    assert contrast(palette.rule, palette.paper) >= 3


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_themes_change_colours_and_nothing_else(palette: Palette) -> None:
    assert THEMES[palette.theme().name] is palette
    drawn = style(palette, Look("accent", "band", bold=True, underlined=True))
    assert drawn.bold and drawn.underline
    assert drawn.color and drawn.color.triplet and drawn.color.triplet.hex.upper() == palette.accent


def test_black_and_white_are_the_same_in_both() -> None:
    assert {(palette.black, palette.white) for palette in THEMES.values()} == {("#000000", "#FFFFFF")}


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
        for _ in range(2):
            drawn = {segment.style.bgcolor.triplet.hex.upper() for y in range(22) for segment in pane.row(y)}
            grounds.append(drawn)
            await one.press("ctrl+t")
        assert LIGHT.paper in grounds[0] and DARK.paper in grounds[1]
        assert not grounds[0] & grounds[1] - {LIGHT.accent, DARK.accent}
        assert one.text == before
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
