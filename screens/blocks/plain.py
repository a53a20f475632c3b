"""Texts, listings and tables: the three kinds that every block can be lowered to, paged where they are long."""

from __future__ import annotations

from collections.abc import Sequence

from screens.blocks.looking import Looking
from screens.cells import width, wrap
from screens.frame import heading
from screens.sheet import Area, Sheet
from sessions.blocks import Block, Item, Listing, Table, Text

GUTTER = 4
GAP, NARROWEST, LONGEST = 3, 4, 16
"""Columns between those of a table, the fewest that one of them has, and those of a word that is not parted."""
TABLED = 60
"""Columns below which what is promised is listed, and stands in no table."""


def draw(block: Block, sheet: Sheet, area: Area, looking: Looking) -> int:
    """Draw any kind of block by what it lowers to, and return the rows it took."""
    used = 0
    for part in block.lower():
        rest = area.down(used)
        if rest.height < 1:
            break
        if isinstance(part, Text):
            used += text(part, sheet, rest)
        elif isinstance(part, Listing):
            used += listing(part, sheet, rest)
        elif area.width < TABLED and _promises(part):
            used += listing(_listed(part), sheet, rest)
        else:
            used += table(part, sheet, rest)
        used += 1
    return min(area.height, max(0, used - 1))


def _promises(block: Table) -> bool:
    """Whether each row of a table is somebody's or something's handle, words, and what is said of it in words."""
    return not block.columns[0].title and not any(column.number for column in block.columns)


def _listed(block: Table) -> Listing:
    """The same as a listing, what is said of each beneath its words: no column is left with a syllable a row."""
    items = []
    for handle, words, *more in block.rows:
        said = [
            f"{column.title.lower()} {cell}" if column.title.casefold().endswith("by") else cell
            for column, cell in zip(block.columns[2:], more, strict=True)
            if cell
        ]
        items.append(Item(handle, words, " · ".join(said)))
    return Listing(id=block.id, title=block.title, items=tuple(items))


def text(block: Text, sheet: Sheet, area: Area) -> int:
    """Paragraphs, as far as there is room."""
    y = area.y
    if block.title and area.height > 3:
        heading(sheet, area, block.title)
        y += 2
    for paragraph in block.paragraphs:
        for line in wrap(paragraph, area.width):
            if y >= area.end:
                sheet.put(area.x + area.width - 1, area.end - 1, "…", "quiet")
                return area.height
            sheet.put(area.x, y, line)
            y += 1
    return y - area.y


def listing(block: Listing, sheet: Sheet, area: Area) -> int:
    """Lines with their handles, as far as there is room."""
    y = area.y
    if block.title:
        heading(sheet, area, block.title)
        y += 2
    gutter = max((width(item.handle) for item in block.items), default=0)
    gutter = max(GUTTER, gutter + 1) if gutter else 0
    gap = int(sheet.airy)
    for number, item in enumerate(block.items):
        beside = width(item.detail) <= area.width // 3
        room = area.width - gutter - (width(item.detail) + 2 if item.detail and beside else 0)
        lines = wrap(item.text, max(8, room))
        below = () if beside else wrap(item.detail, max(8, area.width - gutter))
        if y + len(lines) + len(below) > area.end - (number + 1 < len(block.items)):
            if y < area.end:
                sheet.put(area.x + gutter, y, f"… and {len(block.items) - number} more", "quiet")
            return area.height
        sheet.put_right(area.x + gutter - 1, y, item.handle, "quiet")
        if beside:
            sheet.put_right(area.x + area.width, y, item.detail, "quiet")
        for line in lines:
            sheet.put(area.x + gutter, y, line)
            y += 1
        for line in below:
            sheet.put(area.x + gutter, y, line, "quiet")
            y += 1
        y += gap
    return y - area.y - (gap if block.items else 0)


def table(block: Table, sheet: Sheet, area: Area) -> int:
    """Rows under named columns, numbers ending in one column; words that are too long for theirs wrap in it."""
    widths = _widths(block, area.width)
    y = area.y
    if block.title:
        heading(sheet, area, block.title)
        y += 2
    for number, row in enumerate((tuple(column.title for column in block.columns), *block.rows)):
        cells = [wrap(cell, room) if cell else () for cell, room in zip(row, widths, strict=True)]
        deep = max(1, *map(len, cells)) if cells else 1
        if y + deep > area.end:
            return area.height
        x, ink = area.x, "quiet" if number == 0 else "ink"
        for column, lines, room in zip(block.columns, cells, widths, strict=True):
            for below, line in enumerate(lines):
                if column.number:
                    sheet.put_right(x + room, y + below, line, ink)
                else:
                    sheet.put(x, y + below, line, ink)
            x += room + GAP
        y += deep
        if number == 0 and not block.title and y < area.end:
            sheet.put(area.x, y, "─" * area.width, "rule")
            y += 1
    return y - area.y


def _widths(block: Table, room: int) -> list[int]:
    """Columns for each cell: what they need; where that is too much the widest are narrowed, those first that can be
    without a word being parted."""
    cells: Sequence[Sequence[str]] = [tuple(column.title for column in block.columns), *block.rows]
    columns = range(len(block.columns))
    widths = [max(width(row[index]) for row in cells) for index in columns]
    words = [
        min(LONGEST, max((width(word) for row in cells for word in row[index].split()), default=0))
        for index in columns
    ]
    over = sum(widths) + GAP * (len(widths) - 1) - room
    for least in (words, [NARROWEST] * len(widths)):
        while over > 0 and (spare := [index for index in columns if widths[index] > least[index]]):
            widths[max(spare, key=lambda index: widths[index])] -= 1
            over -= 1
    return widths
