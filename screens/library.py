"""The library: every session by community, title, day and state. What people said in them is not shown here."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work

from screens.actions import LIBRARY, bindings
from screens.cells import cut, width
from screens.frame import Space, Typing, pairs, title, typing
from screens.messages import Departed, NewWanted, SessionChosen
from screens.page import Page
from screens.sheet import Area, Sheet
from sessions.blocks import plural

if TYPE_CHECKING:
    from sessions.library import Row

MARKS = {"open": "●", "planned": "○", "closed": "✓"}
ORDER = tuple(MARKS)


class LibraryScreen(Page):
    """Finds a session, or begins one."""

    NAME = "The library"
    PURPOSE = (
        "Every session there is. Type to find one, Enter opens it, Ctrl+N begins a new one. "
        "Names and numbers only: what other rooms said is not shown on a wall."
    )
    ACTIONS = LIBRARY
    BINDINGS = bindings(LIBRARY)

    def __init__(self, rows: Callable[[], list[Row]], clock: Callable[[], int]) -> None:
        super().__init__()
        self._read, self._clock = rows, clock
        self.all: list[Row] | None = None
        """Every session; None until they are read."""
        self.found: list[Row] = []
        """Those that what is typed finds."""
        self.at = 0

    def on_mount(self) -> None:
        """Read the sessions once the first frame is out."""
        self.call_after_refresh(self.load)

    @work(group="rows")
    async def load(self) -> None:
        """Read the sessions, without holding up anything that is typed."""
        rows = await asyncio.to_thread(self._read)
        self.all = sorted(rows, key=lambda row: ORDER.index(row.state) if row.state in ORDER else len(ORDER))
        self._find()
        self.redraw()

    def on_screen_resume(self) -> None:
        """Read anew after another screen."""
        super().on_screen_resume()
        if self.all is not None:
            self.load()

    def _find(self) -> None:
        wanted = self.capture.text.casefold().split()
        self.found = [
            row
            for row in self.all or ()
            if all(word in f"{row.community} {row.title} {row.date}".casefold() for word in wanted)
        ]
        self.at = max(0, min(self.at, len(self.found) - 1))

    def typed(self) -> None:
        """Find what is typed."""
        self.at = 0
        self._find()
        super().typed()

    # Drawing

    def paint(self, sheet: Sheet, space: Space) -> None:
        """Draw the sessions that fit round the chosen one, and what is known of that."""
        title(sheet, space, "Communities of practice", _day(self._clock()))
        end = typing(sheet, space, self.typing()) - 1
        top = space.top + 3
        foot = 5 if self.found and end - top > 12 else 0
        self._list(sheet, Area(space.margin, top, space.across, end - top - foot))
        if foot:
            self._chosen(sheet, Area(space.margin, end - foot + 1, space.across, foot - 1))

    def typing(self) -> Typing:
        """The line that finds."""
        line = super().typing()
        if not self.capture.text:
            line.ghost = " find a session, or name a community"
        elif self.all is not None:
            line.hint = plural(len(self.found), "session") if self.found else "Enter begins it"
        return line

    def _list(self, sheet: Sheet, area: Area) -> None:
        if not self.found:
            words = (
                ("", "")
                if self.all is None
                else ("No session yet.", "Type the community's name, Enter begins one.")
            )
            if self.all:
                words = ("Nothing of that name.", f"Enter begins a session of {self.capture.text.strip()}.")
            sheet.put(area.x, area.y, words[0], bold=True)
            sheet.put(area.x, area.y + 1, cut(words[1], area.width), "quiet")
            return
        room = area.height - (len(self.found) > area.height)
        first = max(0, min(self.at - room // 2, len(self.found) - room))
        names = [width(row.community) for row in self.found[first : first + room]]
        wide = min(max(names), area.width * 2 // 5)
        for number, row in enumerate(self.found[first : first + room]):
            self._row(sheet, Area(area.x, area.y + number, area.width, 1), row, wide, first + number)
        if room < len(self.found):
            more = f"{first + 1}–{min(first + room, len(self.found))} of {len(self.found):,}"
            sheet.put_right(area.x + area.width, area.end - 1, more, "quiet")

    def _row(self, sheet: Sheet, area: Area, row: Row, wide: int, index: int) -> None:
        chosen, now = index == self.at, row.state == "open"
        if chosen:
            sheet.fill(area, "tint")
            sheet.put(area.x, area.y, "▌", "accent")
        ink, end = ("quiet" if row.state == "closed" and not chosen else "ink"), area.x + area.width
        people = plural(row.people, "person", "people") if row.people else ""
        x = area.x + 2
        sheet.put(x, area.y, MARKS.get(row.state, " "), "accent" if now else "quiet", bold=now)
        sheet.put(x + 3, area.y, cut(row.community, wide), ink, bold=chosen or now)
        day = "now" if now else _short(row.date, self._clock())
        last = end - 13
        sheet.put_right(last, area.y, day, "ink" if now else "quiet", bold=now)
        sheet.put_right(end - 1, area.y, people, "quiet")
        sheet.put(x + 6 + wide, area.y, cut(row.title, max(0, last - 14 - x - 6 - wide)), ink)
        sheet.hit(area, f"pick({index})")

    def _chosen(self, sheet: Sheet, area: Area) -> None:
        row = self.found[self.at]
        sheet.put(area.x, area.y, "─" * area.width, "rule")
        x = sheet.put(area.x, area.y + 1, cut(row.community, area.width - 20), bold=True)
        sheet.put(x, area.y + 1, cut(f" · {row.title}", area.x + area.width - x - 10), "quiet")
        sheet.put_right(area.x + area.width, area.y + 1, row.state, "quiet")
        mine = sum(one.community == row.community for one in self.all or ())
        counts = [
            (str(row.people), "person" if row.people == 1 else "people"),
            (str(row.notes), "note" if row.notes == 1 else "notes"),
        ]
        counts.append((str(mine), "session so far" if mine == 1 else "sessions so far"))
        long = sum(width(number) + 1 + width(word) + 3 for number, word in counts) - 3
        pairs(sheet, area.x + long, area.y + 3, counts)
        where = f"in {row.activity}" if row.state == "open" else ""
        sheet.put_right(area.x + area.width, area.y + 3, cut(where, max(0, area.width - long - 3)), "quiet")

    # Keys

    def action_keep(self) -> None:
        """Open the chosen session; where nothing is found begin one of that name."""
        text = self.capture.text.strip()
        if text == "/leave":
            self.action_depart()
        elif self.found:
            self.post_message(SessionChosen(self.found[self.at].id))
        elif self.all is not None:
            self.capture.put("")
            self._find()
            self.post_message(NewWanted(text))

    def action_choose(self, by: int) -> None:
        """Choose another session."""
        self.at = max(0, min(len(self.found) - 1, self.at + by))
        self.redraw()

    def action_pick(self, index: int) -> None:
        """Choose the session under the mouse; a second click opens it."""
        if index == self.at:
            self.action_keep()
        else:
            self.action_choose(index - self.at)

    def action_new(self) -> None:
        """Begin a session."""
        self.post_message(NewWanted(self.capture.text.strip()))

    def action_depart(self) -> None:
        """Leave the program."""
        self.post_message(Departed())

    def action_stay(self) -> None:
        """Show every session again."""
        super().action_stay()
        self._find()
        self.redraw()


def _day(now: int) -> str:
    day = time.localtime(now / 1000)
    return f"{time.strftime('%A', day)} {day.tm_mday} {time.strftime('%B', day)}"


def _short(date: str, now: int) -> str:
    """A day in few letters, with its year where that is another."""
    try:
        day = time.strptime(date, "%Y-%m-%d")
    except ValueError:
        return ""
    year = "" if day.tm_year == time.localtime(now / 1000).tm_year else f" {day.tm_year}"
    return f"{day.tm_mday} {time.strftime('%b', day)}{year}"
