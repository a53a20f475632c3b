"""Numbers as bars, largest first; those that go on in accent."""

from __future__ import annotations

from screens.blocks.board import bar
from screens.blocks.looking import Looking
from screens.cells import cut, width, wrap
from screens.frame import heading
from screens.sheet import Area, Sheet
from sessions.blocks import Bars

GUTTER = 4


def draw(block: Bars, sheet: Sheet, area: Area, looking: Looking) -> int:
    """Draw the bars that fit, and return the rows it took."""
    heading(sheet, area, block.title, block.unit)
    y, most = area.y + 2, max((number for _, _, number in block.lines), default=0) or 1
    wide = area.width >= 60
    room = area.width // 2 - GUTTER if wide else area.width - GUTTER - 5
    for index, (handle, text, number) in enumerate(block.lines):
        if y >= area.end:
            return area.height
        first = index < block.cut
        sheet.put_right(area.x + GUTTER - 1, y, handle, "quiet")
        sheet.put(area.x + GUTTER, y, cut(text, room), bold=first)
        sheet.put_right(area.x + area.width, y, str(number), bold=first)
        if wide and number:
            start = area.x + area.width // 2 + 2
            end = area.x + area.width - width(str(most)) - 2
            bar(sheet, start, y, number / most * (end - start), "accent" if first else "rule")
        y += 1
    for line in wrap(block.sentence, area.width) if block.sentence else ():
        if y < area.end:
            sheet.put(area.x, y, line, "quiet")
            y += 1
    return y - area.y
