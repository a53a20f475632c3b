"""Texts, listings and tables: the three kinds that every block can be lowered to, paged where they are long."""

from __future__ import annotations

from collections.abc import Sequence

from screens.blocks.looking import Looking
from screens.cells import cut, width, wrap
from screens.frame import heading
from screens.sheet import Area, Sheet
from sessions.blocks import Block, Listing, Table, Text

GUTTER = 4


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
        else:
            used += table(part, sheet, rest)
        used += 1
    return min(area.height, used)


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
    for number, item in enumerate(block.items):
        room = area.width - gutter - (width(item.detail) + 2 if item.detail else 0)
        lines = wrap(item.text, max(8, room))
        if y + len(lines) > area.end - (number + 1 < len(block.items)):
            if y < area.end:
                sheet.put(area.x + gutter, y, f"… and {len(block.items) - number} more", "quiet")
            return area.height
        sheet.put_right(area.x + gutter - 1, y, item.handle, "quiet")
        sheet.put_right(area.x + area.width, y, item.detail, "quiet")
        for line in lines:
            sheet.put(area.x + gutter, y, line)
            y += 1
    return y - area.y


def table(block: Table, sheet: Sheet, area: Area) -> int:
    """Rows under named columns, numbers ending in one column, the widest words cut where they must be."""
    widths = _widths(block, area.width)
    y = area.y
    if block.title:
        sheet.put(area.x, y, cut(block.title, area.width), bold=True)
        y += 1
    for number, row in enumerate((tuple(column.title for column in block.columns), *block.rows)):
        if y >= area.end:
            return area.height
        x = area.x
        for column, cell, room in zip(block.columns, row, widths, strict=True):
            ink = "quiet" if number == 0 else "ink"
            if column.number:
                sheet.put_right(x + room, y, cut(cell, room), ink)
            else:
                sheet.put(x, y, cut(cell, room), ink)
            x += room + 3
        y += 1
        if number == 0 and y < area.end:
            sheet.put(area.x, y, "─" * area.width, "rule")
            y += 1
    return y - area.y


def _widths(block: Table, room: int) -> list[int]:
    cells: Sequence[Sequence[str]] = [tuple(column.title for column in block.columns), *block.rows]
    widths = [max(width(row[index]) for row in cells) for index in range(len(block.columns))]
    over = sum(widths) + 3 * (len(widths) - 1) - room
    while over > 0 and max(widths) > 4:
        widest = widths.index(max(widths))
        less = min(over, widths[widest] - 4)
        widths[widest] -= less
        over -= less
    return widths
