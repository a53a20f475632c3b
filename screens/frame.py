"""The frame of a screen: where its rows lie, its heads and rules, the capture line and the keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from screens.actions import Action, now
from screens.capture import Capture
from screens.cells import cut, width, wrap
from screens.sheet import TALL, Area, Sheet

SMALLEST = (60, 18)
"""Columns and rows below which a screen only says that it is too small."""
WIDE = 110
"""Columns from which there is a second column."""
GAP = 5
LEAST = 12
"""Columns that what is typed has at least, before anything stands at its right."""


class Space(NamedTuple):
    """How a screen of this size is divided."""

    width: int
    height: int
    taken: int = 0
    """Columns at the right that something else stands in."""

    @property
    def tall(self) -> bool:
        """Whether there is room for air."""
        return self.height >= TALL

    @property
    def small(self) -> bool:
        """Whether it is too small for what it shows."""
        return self.width < SMALLEST[0] or self.height < SMALLEST[1]

    @property
    def margin(self) -> int:
        """Columns left free at each side."""
        if not self.tall:
            return 2
        return 6 if self.width >= 150 else 4

    @property
    def top(self) -> int:
        """The row of the header."""
        return int(self.tall)

    @property
    def prompt(self) -> int:
        """The row of the question."""
        return self.top + 4

    @property
    def board(self) -> int:
        """The row where the board begins."""
        return 8 if self.tall else 6

    @property
    def keys(self) -> int:
        """The row of the keys."""
        return self.height - 1 - self.top

    @property
    def band(self) -> int:
        """The first row of the band that a line of one row stands in."""
        return self.keys - 1 - 3 * self.top

    @property
    def across(self) -> int:
        """Columns between the margins."""
        return self.right - self.margin

    @property
    def right(self) -> int:
        """The column after the last one within the margins."""
        return self.width - self.margin - self.taken

    @property
    def side(self) -> int:
        """Columns of the second column; 0 where there is none."""
        return max(26, min(40, self.across // 4 - 2)) if self.width - self.taken >= WIDE else 0


@dataclass
class Typing:
    """What the capture line shows beside what is typed."""

    capture: Capture
    label: str = ""
    hint: str = ""
    """At the right: what was kept, or what the line expects."""
    ghost: str = ""
    """How the line would go on, after the cursor."""
    said: Sequence[str] = ()
    """Sentences above the line."""
    announced: str = ""
    """What the next press does, above the line."""
    trouble: str = ""
    keys: Sequence[tuple[str, str, str]] = field(default_factory=tuple)
    """Each key, its word, and the action that a click does."""


def heading(
    sheet: Sheet, area: Area, name: str, count: str = "", *, current: bool = False, bold: bool = True
) -> None:
    """A name, what it counts at the right, and a rule beneath; the current one heavy, in accent."""
    x, y, across, _ = area
    room = across - (width(count) + 2 if count else 0)
    sheet.put(x, y, cut(name, room), bold=bold or current)
    sheet.put_right(x + across, y, count, "quiet")
    if current:
        sheet.put(x, y + 1, "━" * across, "accent")
    else:
        sheet.put(x, y + 1, "─" * across, "rule")


def pairs(sheet: Sheet, end: int, y: int, counts: Sequence[tuple[str, str]], start: int = 0) -> int:
    """Numbers with their words, the last one ending at `end`; those that do not fit are left out."""
    for number, word in reversed(counts):
        long = width(number) + (width(word) + 1 if word else 0)
        if end - long < start:
            break
        x = sheet.put(end - long, y, number, bold=True)
        if word:
            sheet.put(x + 1, y, word, "quiet")
        end -= long + 3
    return end


def paging(sheet: Sheet, area: Area, page: int, pages: int) -> None:
    """Which page is shown, at the end of an area's last row; nothing where there is but one."""
    if pages > 1:
        words = f"{page + 1} of {pages}"
        start = sheet.put_right(area.x + area.width, area.end - 1, words, "quiet")
        sheet.put(start - 4, area.end - 1, "← →", bold=True)
        sheet.hit(Area(start - 4, area.end - 1, 2, 1), "turn(-1)")
        sheet.hit(Area(start - 2, area.end - 1, 3 + width(words), 1), "turn(1)")


def title(sheet: Sheet, space: Space, left: str, right: str = "") -> None:
    """The header of a screen that has no clock, and the rule beneath."""
    sheet.put(space.margin, space.top, cut(left, space.across - width(right) - 2), bold=True)
    sheet.put_right(space.right, space.top, right, "quiet")
    sheet.put(space.margin, space.top + 1, "─" * space.across, "rule")


def question(sheet: Sheet, space: Space, text: str, aside: str = "") -> int:
    """The question before the room, what helps beside or beneath it, and how many rows more than one it took."""
    y = space.prompt
    lines = wrap(text, space.across)[:3] if text else ()
    x = space.margin
    for number, line in enumerate(lines):
        x = sheet.put(space.margin, y + number, line, bold=True)
    extra = max(0, len(lines) - 1)
    if aside and x + 3 + width(aside) <= space.right:
        sheet.put(x + 3, y + extra, aside, "quiet")
    elif aside:
        for line in wrap(aside, space.across)[:2]:
            extra += 1
            sheet.put(space.margin, y + extra, line, "quiet")
    return extra


def typing(sheet: Sheet, space: Space, line: Typing) -> int:
    """The capture line with what is said above it and the keys beneath; returns the band's first row."""
    label = f"{cut(line.label, space.across // 2)} › " if line.label else "› "
    start = space.margin + width(label)
    share = space.across // 2 if line.capture.text else space.across * 2 // 3
    hint = cut(line.hint, max(0, min(share, space.right - start - LEAST - 3)))
    room = max(LEAST, space.right - start - (width(hint) + 3 if hint else 1))
    rows, (x, y) = line.capture.rows(room)
    said = [row for sentence in line.said for row in wrap(sentence, space.across)][: space.height // 3]
    said += wrap(line.announced, space.across) if line.announced else ()
    last = space.keys - 1 - 2 * space.top
    first = last - len(rows) + 1
    band = Area(0, first - len(said) - space.top, space.width, 0)
    band = band._replace(height=last + space.top - band.y + 1)
    sheet.fill(band, "band")
    for number, row in enumerate(said):
        sheet.put(space.margin, first - len(said) + number, row, bold=row == line.announced)
    sheet.put(space.margin, first, label, "accent", bold=True)
    for number, row in enumerate(rows):
        sheet.put(start, first + number, row, bold=True)
    sheet.put_right(space.right, first, hint, "quiet")
    _cursor(sheet, start + x, first + y, line.ghost, start + room)
    keys_row(sheet, space, line.keys)
    return _trouble(sheet, space, line.trouble, band.y) if line.trouble else band.y


def _cursor(sheet: Sheet, x: int, y: int, ghost: str, end: int) -> None:
    """The block that says where typing goes, and how the line would go on."""
    if not 0 <= x < sheet.width or not 0 <= y < sheet.height:
        return
    if ghost:
        sheet.put(x, y, cut(ghost, end - x), "quiet")
    under = sheet.rows[y][x][0] or " "
    sheet.put(x, y, under, "paper", on="accent", bold=True)
    sheet.cursor = (x, y)


def _trouble(sheet: Sheet, space: Space, trouble: str, below: int) -> int:
    rows = wrap(f"! {trouble}", space.across)[:4]
    first = below - len(rows)
    sheet.fill(Area(0, first, space.width, len(rows)), "ink", "paper")
    for number, row in enumerate(rows):
        sheet.put(space.margin, first + number, row, "paper", bold=True)
    return first


def keys_row(sheet: Sheet, space: Space, keys: Sequence[tuple[str, str, str]]) -> None:
    """The keys that fit, from the left; the last one, for help, always at the right edge."""
    if not keys:
        return
    gap = 3 if space.tall else 2
    *some, (cap, word, action) = keys
    last = space.right - width(f"{now(cap, action)} {word}")
    put_keys(sheet, space.margin, space.keys, some, gap=gap, end=last - gap)
    put_keys(sheet, last, space.keys, keys[-1:])


def put_keys(
    sheet: Sheet, x: int, y: int, keys: Sequence[tuple[str, str, str]], *, gap: int = 2, end: int = 0
) -> None:
    """Keys with their words from x on, those that fit before `end` where one is named.

    Each is told by its usual cap, and drawn with the one that its action has now.
    """
    for usual, word, action in keys:
        cap = now(usual, action)
        if end and x + width(f"{cap} {word}") > end:
            break
        x = _key(sheet, x, y, cap, word, action) + gap


def _key(sheet: Sheet, x: int, y: int, cap: str, word: str, action: str) -> int:
    end = sheet.put(sheet.put(x, y, cap, bold=True) + 1, y, word, "quiet")
    if cap.startswith(("/", "=", "+")) and not action:
        action = f"put({cap!r})"
    sheet.hit(Area(x, y, end - x, 1), action)
    return end


def footer(actions: Sequence[Action], *more: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    """The keys row of these actions, `more` put in before the last one."""
    row = [(action.usual_cap, action.title, action.id) for action in actions if action.footed]
    return [*row[:-1], *more, row[-1]]


def too_small(sheet: Sheet, space: Space) -> None:
    """Say that the window is too small; nothing typed is lost."""
    words = f"Make the window bigger: {SMALLEST[0]} × {SMALLEST[1]} at least"
    for number, line in enumerate(wrap(words, max(1, space.width - 2))):
        sheet.put(1, number, line, bold=True)
