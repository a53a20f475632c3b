"""A sheet of cells that a screen is drawn on, in words and roles of colour; a pane puts it on the terminal.

What people wrote comes here as plain text and stays that: there is no markup to be taken for.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from screens.cells import letters


class Look(NamedTuple):
    """How a cell looks: the roles of its ink and its ground, and its weight."""

    ink: str = "ink"
    on: str = "paper"
    bold: bool = False
    underlined: bool = False
    veiled: bool = False
    """Whether it lies behind a dialog."""


class Area(NamedTuple):
    """A part of a sheet, in cells."""

    x: int
    y: int
    width: int
    height: int

    @property
    def end(self) -> int:
        """The row after the last one."""
        return self.y + self.height

    def down(self, rows: int) -> Area:
        """What is left of it, `rows` further down."""
        return Area(self.x, self.y + rows, self.width, max(0, self.height - rows))


Cell = tuple[str, Look]
TALL = 30
"""Rows from which a screen has room for air."""
BLANK: Cell = (" ", Look())


@lru_cache(maxsize=4096)
def _cells(text: str, look: Look) -> tuple[Cell, ...]:
    """The cells of a line: most of what a screen shows is what it showed a moment ago."""
    line = letters(text.partition("\n")[0])
    return tuple((letter if part == 0 else "", look) for letter, cells in line for part in range(cells))


class Sheet:
    """Rows of cells, and where a click does something."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.rows: list[list[Cell]] = [[BLANK] * width for _ in range(height)]
        self.hits: list[tuple[Area, str]] = []
        """Areas and the action that a click there does."""
        self.airy = height >= TALL
        """Whether there is room for blank rows between what is drawn."""
        self.clip = Area(0, 0, width, height)
        """Where anything can be written now."""
        self.cursor: tuple[int, int] | None = None
        """Where the terminal's own cursor stands, for input methods."""
        self._grounded: set[int] = set()
        """The rows that have another ground than paper somewhere."""

    def put(
        self,
        x: int,
        y: int,
        text: str,
        ink: str = "ink",
        *,
        bold: bool = False,
        on: str = "",
        underlined: bool = False,
        end: int | None = None,
    ) -> int:
        """Write a text from x on, and return the column after it. What is outside the clip is left out.

        Args:
            x: The first column.
            y: The row.
            text: What to write; a line break ends it.
            ink: The role of its colour.
            bold: Whether it stands out.
            on: The role of its ground; what is there already where empty.
            underlined: Whether it is underlined.
            end: The column before which it ends; the clip's edge where None.
        """
        clip = self.clip
        if not clip.y <= y < clip.end:
            return x
        row, last = self.rows[y], clip.x + clip.width if end is None else min(clip.x + clip.width, end)
        if on not in ("", "paper"):
            self._grounded.add(y)
        if x >= clip.x and (on or y not in self._grounded):
            whole = _cells(text, Look(ink, on or "paper", bold, underlined))
            if x + len(whole) <= last:
                row[x : x + len(whole)] = whole
                return x + len(whole)
        for letter, cells in letters(text.partition("\n")[0]):
            if x + cells > last:
                break
            if cells == 0 or x < clip.x:
                x += cells
                continue
            look = Look(ink, on or row[x][1].on, bold, underlined)
            row[x] = (letter, look)
            for more in range(1, cells):
                row[x + more] = ("", look)
            x += cells
        return x

    def put_right(
        self, x: int, y: int, text: str, ink: str = "ink", *, bold: bool = False, on: str = ""
    ) -> int:
        """Write a text that ends before column x, and return its first column."""
        start = x - len(_cells(text, Look(ink, on or "paper", bold)))
        self.put(start, y, text, ink, bold=bold, on=on)
        return start

    def fill(self, area: Area, on: str, ink: str = "ink") -> None:
        """Make the ground of an area."""
        clip, cell = self.clip, (" ", Look(ink, on))
        first, last = max(clip.x, area.x), min(clip.x + clip.width, area.x + area.width)
        if first < last:
            for y in range(max(clip.y, area.y), min(clip.end, area.end)):
                self.rows[y][first:last] = [cell] * (last - first)
                self._grounded.add(y)

    def hit(self, area: Area, action: str) -> None:
        """Let a click in an area do an action."""
        self.hits.append((area, action))

    def hit_at(self, x: int, y: int) -> str:
        """The action of a click, "" where there is none. What was drawn last lies on top."""
        for area, action in reversed(self.hits):
            if area.x <= x < area.x + area.width and area.y <= y < area.end:
                return action
        return ""

    def paste(self, other: Sheet, area: Area, first: int = 0) -> None:
        """Copy rows of another sheet, from `first` on, into an area, with what a click there does."""
        across, deep = min(area.width, other.width), min(area.height, other.height - first)
        for number in range(deep):
            self.rows[area.y + number][area.x : area.x + across] = other.rows[first + number][:across]
            if first + number in other._grounded:
                self._grounded.add(area.y + number)
        for part, action in other.hits:
            top, end = max(part.y, first), min(part.end, first + deep)
            if top < end and part.x < across:
                wide = min(part.width, across - part.x)
                self.hit(Area(area.x + part.x, area.y + top - first, wide, end - top), action)

    def veil(self) -> None:
        """Push everything behind a dialog."""
        self.hits.clear()
        self.cursor = None
        self.rows = [[(text, look._replace(veiled=True)) for text, look in row] for row in self.rows]

    def text(self) -> str:
        """What can be read, row by row."""
        return "\n".join("".join(text for text, _ in row).rstrip() for row in self.rows)
