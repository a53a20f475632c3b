"""Who comes from where: a dot for each person, so that the back row sees who meets whom and who is missing."""

from __future__ import annotations

from screens.blocks import plain
from screens.blocks.looking import Looking
from screens.cells import cut, width, wrap
from screens.frame import heading
from screens.sheet import Area, Sheet
from sessions.blocks import Matrix

NARROWEST, WIDEST = 6, 14
"""Columns of a cell; where they would be narrower the matrix is a table of numbers."""
SUM = 5
"""Columns for the sum of a row."""
DOT, NOBODY, KEPT_BACK = "●", "·", "–"


def draw(block: Matrix, sheet: Sheet, area: Area, looking: Looking) -> int:
    """Draw a matrix in dots, or as numbers where there are more people than dots, and return the rows it took."""
    label = min(max((width(name) for name in (*block.rows, "all")), default=3), area.width // 4)
    across = min(WIDEST, (area.width - label - 2 - SUM) // max(1, len(block.columns)))
    if across < NARROWEST or not block.rows:
        return plain.draw(block, sheet, area, looking)
    top = area.y
    if block.title:
        heading(sheet, area, block.title)
        top += 2
    starts = [area.x + label + 2 + place * across for place in range(len(block.columns))]
    end = area.x + label + 2 + across * len(block.columns) + SUM
    for x, name in zip(starts, block.columns, strict=True):
        sheet.put(x, top, cut(name, across - 1), "quiet")
    sheet.put_right(end, top, "all", "quiet")
    if not block.title:
        top += 1
        sheet.put(area.x, top, "─" * (end - area.x), "rule")
    most = max((cell or 0 for cells in block.cells for cell in cells), default=0)
    y = top + 1 + sheet.airy
    for name, cells in zip(block.rows, block.cells, strict=True):
        sheet.put(area.x, y, cut(name, label))
        for x, cell in zip(starts, cells, strict=True):
            _cell(sheet, Area(x, y, across - 1, 1), cell, dotted=most < across)
        sheet.put_right(end, y, str(sum(cell or 0 for cell in cells)))
        y += 1 + sheet.airy
    sums = [sum(cells[place] or 0 for cells in block.cells) for place in range(len(block.columns))]
    sheet.put(area.x, y, "all", "quiet")
    for x, number in zip(starts, sums, strict=True):
        sheet.put(x, y, str(number), "quiet")
    sheet.put_right(end, y, str(sum(sums)), bold=True)
    y += 1
    for line in wrap(block.sentence, area.width) if block.sentence else ():
        y += 1
        sheet.put(area.x, y, line, "quiet")
    return y + bool(block.sentence) - area.y


def _cell(sheet: Sheet, area: Area, cell: int | None, *, dotted: bool) -> None:
    """A dot for each person on a ground of its own; nobody is a small point, so that a gap is seen as one."""
    if not cell:
        sheet.put(area.x, area.y, KEPT_BACK if cell is None else NOBODY, "quiet")
        return
    sheet.fill(area, "tint")
    sheet.put(area.x, area.y, DOT * cell if dotted else str(cell), "accent", bold=True)
