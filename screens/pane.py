"""What a screen is made of: a pane that puts a sheet on the terminal, and sends only what changed.

Textual sends a row of a widget from its left edge up to the last cell that changed. So the pane has tiles,
with the numbers that tick in one of their own.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from rich.segment import Segment
from textual.app import ComposeResult
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget

from screens import glyphs
from screens.sheet import Cell, Look, Sheet
from screens.theme import LIGHT, THEMES, style


class Tile(Widget):
    """A part of a pane."""

    ALLOW_SELECT = False

    def __init__(self, pane: Pane, *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._pane = pane

    def render_line(self, y: int) -> Strip:
        """A row of this part."""
        x, top, across, _ = self.region
        return self._pane.row(top + y).crop(x, x + across).adjust_cell_length(across)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Rows of this part. They have their colours, and nothing is drawn around them: what Textual's styles do for
        each row at every key would add nothing."""
        return [self.render_line(y).crop(crop.x, crop.right) for y in crop.line_range]


class Head(Widget):
    """The rows at the top, where time is told at the right."""

    BLANK = True


class Pane(Widget):
    """Shows a sheet."""

    DEFAULT_CSS = """
    Pane { width: 100%; height: 100%; layout: vertical; }
    Pane Head { width: 100%; height: 4; layout: horizontal; }
    Pane Tile { width: 1fr; height: 1fr; }
    Pane Tile.-numbers { width: 24; }
    """
    ALLOW_SELECT = False
    BLANK = True

    def __init__(self) -> None:
        super().__init__()
        self.sheet = Sheet(0, 0)
        self.strips: dict[int, Strip] = {}
        self._dress = ""
        self.drawn = 0
        """How often something changed on the terminal."""
        self.tiles = (Tile(self), Tile(self, classes="-numbers"), Tile(self))

    def compose(self) -> ComposeResult:
        """The tiles."""
        yield Head(*self.tiles[:2])
        yield self.tiles[2]

    def show(self, sheet: Sheet) -> None:
        """Show another sheet; where it is as the last one, nothing is sent."""
        before, self.sheet = self.sheet, sheet
        if sheet.cursor is not None and self.is_attached:
            self.app.cursor_position = Offset(*sheet.cursor)
        as_before = (before.width, before.height, self._dress) == (sheet.width, sheet.height, self.app.theme)
        if not as_before:
            self.restyle()
            return
        changed = [
            Region(first, y, last - first, 1)
            for y, (old, new) in enumerate(zip(before.rows, sheet.rows, strict=True))
            if old != new
            for first, last in [_span(old, new)]
        ]
        for region in changed:
            self.strips.pop(region.y, None)
        if changed:
            self.drawn += 1
            self._send(changed)

    def on_resize(self) -> None:
        """Draw everything anew: the tiles lie elsewhere."""
        self.restyle()

    def _send(self, changed: list[Region]) -> None:
        """Let each tile send what changed in it."""
        for tile in self.tiles:
            place = tile.region
            parts = [
                part.translate(-place.offset) for region in changed if (part := region.intersection(place))
            ]
            if parts:
                tile.refresh(*parts)

    def restyle(self) -> None:
        """Draw everything anew, as after a change of theme."""
        self._dress = self.app.theme
        self.strips.clear()
        self.drawn += 1
        for tile in self.tiles:
            tile.refresh()

    def row(self, y: int) -> Strip:
        """A row of the sheet."""
        if y >= self.sheet.height:
            return Strip.blank(self.sheet.width)
        if y not in self.strips:
            self.strips[y] = self._strip(y)
        return self.strips[y]

    def _strip(self, y: int) -> Strip:
        palette = THEMES.get(self.app.theme, LIGHT)
        spell = glyphs.spelled if glyphs.spare() else str
        segments = [Segment(spell(text), style(palette, look)) for look, text in _runs(self.sheet.rows[y])]
        return Strip(segments, self.sheet.width)


def _runs(row: list[Cell]) -> list[tuple[Look, str]]:
    """A row as runs of one look. A blank has no ink, so it goes with what stands before or after it: each look is
    forty bytes to the terminal."""
    runs: list[tuple[Look, str]] = []
    for look, cells in groupby(row, itemgetter(1)):
        text = "".join(map(itemgetter(0), cells))
        if runs and not look.underlined and _alike(look, runs[-1][0]):
            last, before = runs.pop()
            rest = text.lstrip(" ")
            before += text[: len(text) - len(rest)]
            if before.isspace() or last == look or not rest:
                runs.append((look if before.isspace() else last, before + rest))
                continue
            runs.append((last, before))
            text = rest
        runs.append((look, text))
    return runs


def _alike(one: Look, other: Look) -> bool:
    """Whether a blank looks the same in both."""
    return (one.on, one.underlined, one.veiled) == (other.on, other.underlined, other.veiled)


def _span(old: list[Cell], new: list[Cell]) -> tuple[int, int]:
    """The first changed column of a row and the one after the last, whole letters where they are wide."""
    differ = [x for x, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    first, last = differ[0], differ[-1] + 1
    while first and (not new[first][0] or not old[first][0]):
        first -= 1
    while last < len(new) and (not new[last][0] or not old[last][0]):
        last += 1
    return first, last
