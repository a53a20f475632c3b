"""What the room says together, large, and its fist-to-five."""

from __future__ import annotations

from screens.blocks.board import bar
from screens.blocks.looking import Looking
from screens.cells import width, wrap
from screens.frame import heading
from screens.sheet import Area, Sheet
from sessions.blocks import Statement

NAMES = ("none", "one", "two", "three", "four", "five")
ENOUGH = 3
NARROW, WIDE = 45, 60
"""Columns below which the sentence alone tells the scores, and from which bars may."""


def draw(block: Statement, sheet: Sheet, area: Area, looking: Looking) -> int:
    """Draw a statement, and return the rows it took."""
    y = area.y + said(block, sheet, area) + 1
    shown = bool(sum(block.scores)) and area.width >= NARROW
    if shown:
        y += scores(block, sheet, area.down(y - area.y), deep=sheet.airy) + sheet.airy
    y += sentences(block, sheet, area.down(y - area.y), brief=shown and not sheet.airy)
    return min(area.height, y - area.y)


def said(block: Statement, sheet: Sheet, area: Area) -> int:
    """The words of a statement under their heading, and the rows they took."""
    heading(sheet, area, block.title, "agreed" if block.agreed else "", current=block.agreed)
    y = area.y + 2 + sheet.airy
    for line in wrap(block.text, area.width - 2):
        if y >= area.end - 3:
            break
        sheet.put(area.x + 2, y, line, bold=True)
        y += 1
    return y - area.y


def sentences(block: Statement, sheet: Sheet, area: Area, *, brief: bool = False) -> int:
    """How the room stands to it and what is kept beside it; `brief` where its numbers are seen already."""
    y = area.y
    stands = block.verdict if brief and block.verdict else block.sentence
    for sentence in (stands, f"Kept beside it: {block.dissent}" if block.dissent else ""):
        for line in wrap(sentence, area.width) if sentence else ():
            if y < area.end:
                sheet.put(area.x, y, line, "ink" if sentence == stands else "quiet")
                y += 1
    return y - area.y


def counts(block: Statement) -> list[tuple[str, str]]:
    """The numbers of a statement."""
    scored = sum(block.scores)
    return [(str(scored), "scored")] if scored or not (block.agreed or block.waiting) else []


def scores(block: Statement, sheet: Sheet, area: Area, *, deep: bool) -> int:
    """Fist-to-five: a bar for each score where it may be `deep`, else a row of numbers; the rows it took."""
    if deep and area.width >= WIDE:
        return _bars(block, sheet, area)
    x, y = sheet.put(area.x, area.y, "Fist to five", "quiet") + 3, area.y
    first = x
    for score in range(5, -1, -1):
        many, name = str(block.scores[score]), NAMES[score]
        if x + width(name) + 1 + width(many) > area.x + area.width:
            x, y = first, y + 1
        x = sheet.put(x, y, name, "quiet") + 1
        x = sheet.put(x, y, many, "ink", bold=block.scores[score] > 0) + 3
    return y + 1 - area.y


def _bars(block: Statement, sheet: Sheet, area: Area) -> int:
    most = max(block.scores)
    for place, score in enumerate(range(5, -1, -1)):
        y, many = area.y + place, block.scores[score]
        sheet.put(area.x, y, NAMES[score], "quiet")
        sheet.put_right(area.x + 10, y, str(many), bold=bool(many))
        if many:
            ink = "accent" if score >= ENOUGH else "rule"
            bar(sheet, area.x + 12, y, many / most * (area.width - 12), ink)
    return len(NAMES)
