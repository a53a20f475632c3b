"""What the room says together, large, and its fist-to-five."""

from __future__ import annotations

from screens.blocks.board import bar
from screens.blocks.looking import Looking
from screens.cells import wrap
from screens.frame import heading, pairs
from screens.sheet import Area, Sheet
from sessions.blocks import Statement

NAMES = ("none", "one", "two", "three", "four", "five")
ENOUGH = 3
NARROW = 45
"""Columns below which the sentence alone tells the scores."""


def draw(block: Statement, sheet: Sheet, area: Area, looking: Looking) -> int:
    """Draw a statement, and return the rows it took."""
    airy = int(sheet.airy)
    heading(sheet, area, block.title, "agreed" if block.agreed else "", current=block.agreed)
    y = area.y + 2 + airy
    for line in wrap(block.text, area.width - 2):
        if y >= area.end - 3:
            break
        sheet.put(area.x + 2, y, line, bold=True)
        y += 1
    y += 1
    if sum(block.scores) and area.width >= NARROW:
        y = _scores(block, sheet, area._replace(y=y, height=area.end - y))
    for sentence in (block.sentence, f"Kept beside it: {block.dissent}" if block.dissent else ""):
        for line in wrap(sentence, area.width) if sentence else ():
            if y < area.end:
                sheet.put(area.x, y, line, "ink" if sentence == block.sentence else "quiet")
                y += 1
    return min(area.height, y - area.y)


def counts(block: Statement) -> list[tuple[str, str]]:
    """The numbers of a statement."""
    scored = sum(block.scores)
    return [(str(scored), "scored")] if scored or not block.agreed else []


def _scores(block: Statement, sheet: Sheet, area: Area) -> int:
    """Fist-to-five: a bar for each score where there is room, else one line of numbers."""
    y = area.y
    if area.height >= 12 and area.width >= 60:
        most = max(block.scores)
        for score in range(5, -1, -1):
            many = block.scores[score]
            sheet.put(area.x, y, NAMES[score], "quiet")
            sheet.put_right(area.x + 10, y, str(many), bold=bool(many))
            if many:
                bar(
                    sheet,
                    area.x + 12,
                    y,
                    many / most * (area.width - 12),
                    "accent" if score >= ENOUGH else "rule",
                )
            y += 1
        return y + 1
    numbers = [(str(block.scores[score]), NAMES[score]) for score in range(5, -1, -1)]
    sheet.put(area.x, y, "Fist to five", "quiet")
    if area.width >= 72:
        pairs(sheet, area.x + area.width, y, numbers, area.x + 13)
        return y + 2
    for number in (0, 3):
        pairs(sheet, area.x + area.width, y, numbers[number : number + 3], area.x)
        y += 1
    return y + 1
