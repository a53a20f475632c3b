"""Numbers as bars, largest first; those that go on in accent."""

from __future__ import annotations

from screens.blocks.board import bar
from screens.blocks.looking import Looking
from screens.cells import cut, width, wrap
from screens.frame import heading
from screens.sheet import Area, Sheet
from sessions.blocks import Bars

GUTTER = 4
WIDE = 60
"""Columns from which there is room for a bar beside the words."""


def draw(block: Bars, sheet: Sheet, area: Area, looking: Looking) -> int:
    """Draw the bars that fit, count those that do not, and return the rows it took."""
    heading(sheet, area, block.title, block.unit)
    foot = wrap(block.sentence, area.width) if block.sentence else ()
    room = max(1, area.height - 2 - len(foot))
    shown = block.lines if len(block.lines) <= room else block.lines[: room - 1]
    y, most = area.y + 2, max((number for _, _, number in block.lines), default=0)
    for index, line in enumerate(shown):
        _line(line, sheet, area._replace(y=y), most, first=index < block.cut)
        y += 1
    if left := len(block.lines) - len(shown):
        sheet.put(area.x + GUTTER, y, f"… and {left} more", "quiet")
        y += 1
    y += bool(foot) and y + len(foot) < area.end
    for words in foot:
        sheet.put(area.x, y, words, "quiet")
        y += 1
    return y - area.y


def _line(line: tuple[str, str, int], sheet: Sheet, area: Area, most: int, *, first: bool) -> None:
    handle, text, number = line
    wide, end = area.width >= WIDE or not text, area.x + area.width
    room = area.width // 2 - GUTTER if wide and text else area.width - GUTTER - width(str(most)) - 2
    sheet.put_right(area.x + GUTTER - 1, area.y, handle, "accent" if first else "quiet", bold=first)
    sheet.put(area.x + GUTTER, area.y, cut(text, room), bold=first)
    sheet.put_right(end, area.y, str(number), bold=first)
    if wide and number:
        start = area.x + (area.width // 2 + 2 if text else GUTTER)
        across = end - width(str(most)) - 2 - start
        bar(sheet, start, area.y, number / most * across, "accent" if first else "rule")
