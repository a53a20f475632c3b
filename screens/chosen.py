"""What the library shows of the session that is chosen: numbers, the community's thread, and its own words where allowed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from screens.cells import cut, width, wrap
from screens.frame import heading, pairs
from screens.sheet import Area, Sheet
from sessions import dates
from sessions.blocks import plural

if TYPE_CHECKING:
    from sessions.library import Row
    from sessions.previewing import Preview

MARKS = {"open": "●", "planned": "○", "closed": "✓"}
"""How a session stands: now, to come, done."""
ORDER = tuple(MARKS)
STATES = {"open": "now", "planned": "to come", "closed": "done"}
NOBODY = "Nobody counted yet."
DAY = 86_400
YEAR = 360 * DAY


def when(date: str, now: int, *, state: str = "closed") -> str:
    """A day as it is said on this one: now, today, tomorrow, 14 Jan, and its year where that is far."""
    if state == "open":
        return "now"
    try:
        day = time.strptime(date, "%Y-%m-%d")
    except ValueError:
        return ""
    today = time.localtime(now / 1000)
    away = round((_noon(day) - _noon(today)) / DAY)
    if abs(away) <= 1:
        return ("yesterday", "today", "tomorrow")[away + 1]
    short = f"{day.tm_mday} {time.strftime('%b', day)}"
    return short if abs(away) * DAY < YEAR // 2 or day.tm_year == today.tm_year else f"{short} {day.tm_year}"


def _noon(day: time.struct_time) -> float:
    return time.mktime((day.tm_year, day.tm_mon, day.tm_mday, 12, 0, 0, 0, 0, -1))


def thread(row: Row, rows: Sequence[Row]) -> list[Row]:
    """Every meeting of a session's community, the first one first."""
    name = row.community.casefold()
    return sorted(
        (one for one in rows if one.community.casefold() == name), key=lambda one: (one.date, one.changed)
    )


def draw_beneath(
    sheet: Sheet, area: Area, row: Row, known: Preview | None, rows: Sequence[Row], now: int
) -> None:
    """The chosen session beneath the list, in a handful of rows."""
    x, y, across, _ = area
    end = x + across
    sheet.put(x, y, "─" * across, "rule")
    stage = known.stage if known else ""
    start = sheet.put_right(end, y + 1, stage or STATES.get(row.state, row.state), "quiet")
    past = sheet.put(x, y + 1, cut(row.community, across - 24), bold=True)
    sheet.put(past, y + 1, cut(f" · {row.title}", max(0, start - past - 2)), "quiet")
    y += 2
    if known and known.says:
        for line in wrap(known.says, across)[: max(1, area.end - y - 3)]:
            sheet.put(x, y, line)
            y += 1
    counts = _counts(row, known, now)
    _from_left(sheet, x, y + 1, end, counts)
    if y + 2 < area.end:
        sheet.put(x, y + 2, cut(_thread_in_words(row, known, rows, now), across), "quiet")


def draw_beside(
    sheet: Sheet, area: Area, row: Row, known: Preview | None, rows: Sequence[Row], now: int
) -> None:
    """The chosen session at the right of the list, with its community's whole thread."""
    whole, sheet.clip = sheet.clip, area
    x, y, across, _ = area
    heading(sheet, area, row.community, (known.stage if known else "") or STATES.get(row.state, row.state))
    y = _paragraph(sheet, x, y + 2, across, f"{row.title}, {dates.in_words(row.date)}", "quiet")
    if known and known.starts and row.state == "planned":
        y = _paragraph(sheet, x, y, across, f"starts {known.starts}", "quiet")
    if known and known.says:
        y = _paragraph(sheet, x, y + 1, across, known.says, bold=True)
    y += 1
    counts = _counts(row, known, now)
    if not counts:
        y = _paragraph(sheet, x, y, across, NOBODY, "quiet")
    wide = max((width(number) for number, _ in counts), default=0)
    for number, word in counts:
        sheet.put_right(x + wide, y, number, bold=True)
        y = _paragraph(sheet, x + wide + 1, y, across - wide - 1, word, "quiet")
    meetings = thread(row, rows)
    y += 1
    heading(sheet, Area(x, y, across, 1), "The thread", plural(len(meetings), "meeting"), bold=False)
    y += 2
    at = meetings.index(row) if row in meetings else 0
    room = max(3, (area.end - y) // 2)
    first = max(0, min(at - room // 2, len(meetings) - room))
    for one in meetings[first : first + room]:
        chosen = one == row
        start = sheet.put_right(x + across, y, when(one.date, now, state=one.state), "quiet", bold=chosen)
        sheet.put(x, y, MARKS.get(one.state, " "), "accent" if one.state == "open" else "quiet")
        sheet.put(x + 2, y, cut(one.title, start - x - 4), "ink" if chosen else "quiet", bold=chosen)
        y += 1
    if known and (known.again or known.meets):
        y = _paragraph(sheet, x, y + 1, across, f"Next: {known.again or dates.in_words(known.meets)}")
    promised = known.promised if known else ()
    if promised:
        heading(sheet, Area(x, y + 1, across, 1), "Promises open", str(len(promised)), bold=False)
    y += 3
    for place, (handle, words, owner) in enumerate(promised):
        if y + len(wrap(words, across - 4)) >= area.end and place + 1 < len(promised):
            sheet.put(x + 4, y, f"and {len(promised) - place} more", "quiet")
            break
        sheet.put(x, y, handle, "quiet")
        y = _paragraph(sheet, x + 4, y, across - 4, f"{words} · {owner}" if owner else words)
    sheet.clip = whole


def tail(row: Row, room: int) -> str:
    """How many people, and what is on or still open, as far as there is room for it."""
    if row.state == "open":
        parts = [f"{row.people} here" if row.people else "", f"in {row.activity}"]
    else:
        parts = [plural(row.people, "person", "people") if row.people else ""]
        parts.append(f"{row.promises} open" if row.promises else "")
    first, *more = [part for part in parts if part] or [""]
    whole = ", ".join((first, *more))
    return whole if width(whole) <= room else cut(first, room)


def _counts(row: Row, known: Preview | None, now: int) -> list[tuple[str, str]]:
    """The numbers of a session: those of the library until more is read."""
    found = [(row.people, "person", "people")]
    if known:
        found += [(known.organisations, "organisation", "organisations")]
        found += [(known.improvements, "improvement", "improvements")]
    due = f", due {when(known.due, now)}" if known and known.due else ""
    found += [(known.promises if known else row.promises, f"open{due}", f"open{due}")]
    found += [(row.comments, "comment waits", "comments wait")]
    return [(str(number), one if number == 1 else many) for number, one, many in found if number]


def _thread_in_words(row: Row, known: Preview | None, rows: Sequence[Row], now: int) -> str:
    """The community's meetings in one line, the last ones, and when it meets again."""
    meetings = thread(row, rows)
    again = known.meets if known else ""
    words = [
        f"{MARKS.get(one.state, '')} {one.title} {when(one.date, now, state=one.state)}"
        for one in meetings[-3:]
    ]
    if len(meetings) > len(words):
        words.insert(0, f"{len(meetings) - len(words)} before")
    planned = any(one.state != "closed" and one.date >= again for one in meetings)
    if again and not planned:
        words.append(f"○ again {when(again, now)}")
    return "   ".join(words)


def _from_left(sheet: Sheet, x: int, y: int, end: int, counts: Sequence[tuple[str, str]]) -> None:
    """Numbers with their words from the left, those that fit."""
    fitting = list(counts)
    if not fitting:
        sheet.put(x, y, NOBODY, "quiet")
    while fitting and x + _long(fitting) > end:
        fitting.pop()
    pairs(sheet, x + _long(fitting), y, fitting, x)


def _long(counts: Sequence[tuple[str, str]]) -> int:
    return sum(width(number) + 1 + width(word) + 3 for number, word in counts) - 3


def _paragraph(
    sheet: Sheet, x: int, y: int, across: int, words: str, ink: str = "ink", *, bold: bool = False
) -> int:
    """Write words from x on, and return the row after them."""
    for line in wrap(words, across):
        sheet.put(x, y, line, ink, bold=bold)
        y += 1
    return y
