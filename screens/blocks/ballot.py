"""Votes: what may be voted for, and once shown, the dots as bars above and below the cut."""

from __future__ import annotations

from screens.blocks.board import bar
from screens.blocks.looking import Looking
from screens.cells import cut, width, wrap
from screens.frame import heading, paging
from screens.sheet import Area, Sheet
from sessions.blocks import Ballot, BallotLine, plural

GUTTER = 4
PAGING = 16
"""Columns at the foot that are kept for the page that is shown."""
NUMBERS = ("agree", "pass", "disagree")
MARKS = {"": " ", "picked": "●", "tie": "="}


def draw(block: Ballot, sheet: Sheet, area: Area, looking: Looking) -> int:
    """Draw a vote, a page of it where it is long."""
    foot = wrap(block.sentence, area.width - PAGING)
    inner = Area(area.x, area.y + 2, area.width, max(1, area.height - 3 - len(foot)))
    airy = sheet.airy
    deep = _rows(block, inner, airy=airy)
    pages = _pages(block, inner, deep)
    looking.pages = len(pages)
    looking.page = min(looking.page, len(pages) - 1)
    first, last = pages[looking.page]
    part = "" if len(pages) == 1 else f"{first + 1}–{last} of {len(block.lines)}"
    _head(block, sheet, area, part)
    y = inner.y + (deep > 1)
    for index in range(first, last):
        line = block.lines[index]
        if block.shown and index and block.lines[index - 1].mark == "picked" != line.mark and index > first:
            y = _cut(index, sheet, area, y, deep)
        y += _line(block, line, sheet, area._replace(y=y), deep)
    end = (
        max(y + 1, min(area.end, y + 2) - len(foot))
        if y + 1 + len(foot) <= area.end
        else area.end - len(foot)
    )
    for number, words in enumerate(foot):
        sheet.put(
            area.x, end + number, words, "ink" if any(line.mark == "tie" for line in block.lines) else "quiet"
        )
    paging(sheet, area, looking.page, looking.pages)
    return area.height


def counts(block: Ballot) -> list[tuple[str, str]]:
    """The numbers of a vote."""
    unit = "dot" if block.kind == "dots" else "vote"
    number, _, word = plural(block.counted, unit).partition(" ")
    return [(number, word)]


def _rows(block: Ballot, area: Area, *, airy: bool) -> int:
    """Rows for each line: two and a blank where there is room for all, else one."""
    whole = block.kind == "dots" and all(len(_words(block, line, area)) == 1 for line in block.lines)
    if not airy or not whole:
        return 1
    for rows in (3, 2) if block.shown else (2,):
        if (len(block.lines) + 1) * rows <= area.height:
            return rows
    return 1


def _pages(block: Ballot, area: Area, deep: int) -> list[tuple[int, int]]:
    pages, first, used = [], 0, 0
    for index, line in enumerate(block.lines):
        rows = deep if deep > 1 else len(_words(block, line, area))
        cut_ = block.shown and index > 0 and block.lines[index - 1].mark == "picked" != line.mark
        if used and used + rows + cut_ > area.height:
            pages.append((first, index))
            first, used = index, 0
        used += rows + cut_
    return [*pages, (first, len(block.lines))]


def _words(block: Ballot, line: BallotLine, area: Area) -> tuple[str, ...]:
    """The words of a line: whole where they are what the room votes on, in one row beside a bar."""
    room = _room(block, area.width)
    return (cut(line.text, room),) if block.kind == "dots" and block.shown else wrap(line.text, room)


def _room(block: Ballot, across: int) -> int:
    if not block.shown:
        return across - GUTTER
    if block.kind == "agree":
        return across - GUTTER - sum(len(word) + 3 for word in NUMBERS)
    return across // 2 - GUTTER


def _head(block: Ballot, sheet: Sheet, area: Area, part: str) -> None:
    each = f"{plural(block.dots, 'dot')} each" if block.dots else ""
    themes = all(not line.handle.isdecimal() for line in block.lines) and block.lines
    name = "Themes" if themes else "Notes"
    aside = " · ".join(word for word in (part, each if not block.shown else "") if word)
    if block.shown and block.kind == "dots":
        heading(sheet, area, name, "dots")
        if part:
            sheet.put(area.x + width(name) + 3, area.y, part, "quiet")
    elif block.shown:
        heading(sheet, area, name + (f"   {part}" if part else ""), "   ".join(NUMBERS))
    else:
        heading(sheet, area, name, aside)


def _cut(first: int, sheet: Sheet, area: Area, y: int, deep: int) -> int:
    """The rule between what goes on and the rest."""
    words = "this one goes on" if first == 1 else f"the first {_number(first)} go on"
    sheet.put(area.x, y, "─" * area.width, "rule")
    sheet.put(area.x + GUTTER, y, f" {words} ", "quiet")
    return y + max(1, deep - 1)


def _number(number: int) -> str:
    words = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[number] if number < len(words) else str(number)


def _line(block: Ballot, line: BallotLine, sheet: Sheet, area: Area, deep: int) -> int:
    picked = line.mark == "picked"
    lines = _words(block, line, area)
    sheet.put(
        area.x, area.y, MARKS[line.mark] if block.shown else " ", "accent" if picked else "quiet", bold=picked
    )
    sheet.put_right(area.x + GUTTER - 1, area.y, line.handle, "ink" if picked else "quiet", bold=picked)
    for number, words in enumerate(lines):
        sheet.put(area.x + GUTTER, area.y + number, words, bold=picked)
    end = area.x + area.width
    if block.shown and block.kind == "dots":
        sheet.put_right(end, area.y, str(line.for_), bold=picked)
        start = area.x + area.width // 2 + 2
        most = max(one.for_ for one in block.lines) or 1
        if line.for_:
            length = line.for_ / most * (end - 5 - start)
            bar(sheet, start, area.y, length, "accent" if picked else "rule", tall=deep > 1)
    elif block.shown:
        for word, number in reversed(tuple(zip(NUMBERS, (line.for_, line.pass_, line.against), strict=True))):
            sheet.put_right(end, area.y, str(number), bold=word == "agree")
            end -= len(word) + 3
    return deep if deep > 1 else len(lines)
