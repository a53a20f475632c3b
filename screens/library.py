"""The library: every session by community, title, day and state, and what is known of the chosen one.

It may be on a wall, so it quotes nobody, but for the community that this terminal was with last.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work

from screens.actions import LIBRARY
from screens.cells import cut, width
from screens.chosen import MARKS, ORDER, draw_beneath, draw_beside, tail, when
from screens.frame import GAP, WIDE, Space, Typing, title, typing
from screens.messages import (
    Departed,
    GrowthWanted,
    HelpWanted,
    NewWanted,
    NothingYet,
    RetentionWanted,
    SessionChosen,
    TourWanted,
)
from screens.page import Page
from screens.sheet import Area, Sheet
from sessions import dates
from sessions.blocks import plural
from sessions.errors import Problem

if TYPE_CHECKING:
    from sessions.library import Row
    from sessions.previewing import Preview

DWELL = 0.1
"""Seconds that a session stays chosen before more of it is read: whoever walks down the list waits for nothing."""
DAYS, TAIL, SHORT_TAIL = 9, 24, 9
"""Columns for the day, and for what comes after it, in a narrow list too."""
BENEATH = 7
"""Rows for the chosen session beneath the list."""
Look = Callable[..., "Preview"]
"""Reads what is known of a session, given its id and whether its words may be shown."""


class LibraryScreen(Page):
    """Finds a session, or begins one."""

    NAME = "The library"
    PURPOSE = (
        "Every session there is. Type to find one, Enter opens it, Ctrl+N begins a new one. "
        "Names and numbers only: what other rooms said is not shown on a wall."
    )
    TYPED = (
        ("falls", "finds the sessions of that name; Enter opens the chosen one, or begins the first"),
        ("/community", "shows the community of the chosen session over its meetings"),
        (
            "/retention",
            "shows the meetings that are older than the retention, and what would go of them; nothing goes by itself",
        ),
        ("/leave", "leaves the program"),
        (
            "cop-tui export last --to html",
            "at the shell: the summary as one file, to send by mail, save or print",
        ),
        ("/tour", "shows the tour of one minute"),
        ("/help", "shows this page"),
    )
    ACTIONS = LIBRARY

    def __init__(
        self,
        rows: Callable[[], list[Row]],
        clock: Callable[[], int],
        look: Look | None = None,
        offer: Callable[[], str] | None = None,
    ) -> None:
        """Make the screen.

        Args:
            rows: Reads every session there is, a row each.
            clock: The time in milliseconds since 1970.
            look: Reads more of one session; where None, the row is all that is shown.
            offer: What is offered at the start, in a sentence, once the sessions are there.
        """
        super().__init__()
        self._read, self._clock, self._look, self._offer = rows, clock, look, offer
        self.community = ""
        """The community that this terminal was with last; its words may be shown here."""
        self.known: dict[str, Preview] = {}
        """What was read of sessions, by their ids."""
        self.all: list[Row] | None = None
        """Every session; None until they are read."""
        self.found: list[Row] = []
        """Those that what is typed finds."""
        self.at = 0
        self._looked = ""
        self._told: list[str] = []
        """What each of all sessions is found by: community, title, and its day in figures and words."""

    def on_mount(self) -> None:
        """Read the sessions once the first frame is out."""
        self.call_after_refresh(self.load)

    @work(group="rows")
    async def load(self) -> None:
        """Read the sessions, without holding up anything that is typed."""
        rows = await asyncio.to_thread(self._read)
        self.all = sorted(rows, key=lambda row: ORDER.index(row.state) if row.state in ORDER else len(ORDER))
        self._told = [
            f"{row.community} {row.title} {row.date} {dates.in_words(row.date)}".casefold()
            for row in self.all
        ]
        self._find()
        self.redraw()
        if not rows:
            self.post_message(NothingYet())
        offer, self._offer = self._offer, None
        if offer and (sentence := await asyncio.to_thread(offer)):
            self.say(*self.said, sentence)

    @work(group="look", exclusive=True)
    async def look(self, row: Row) -> None:
        """Read what is known of a session, once it has stayed chosen for a moment."""
        await asyncio.sleep(DWELL)
        ours, look = self.community.casefold(), self._look
        if look is None:
            return
        try:
            found = await asyncio.to_thread(look, row.id, words=row.community.casefold() == ours)
        except Problem:
            return  # opening it will say why
        if ours == self.community.casefold():  # else it was read for another wall
            self.known[row.id] = found
            self.redraw()

    def entered(self, community: str) -> None:
        """Note whose session this terminal was in: no other community is quoted here from now on."""
        self.community, self._looked = community, ""
        self.known.clear()

    def redraw(self) -> None:
        """Show this moment, and have more read of the session that is chosen."""
        row = self.found[self.at] if self.found else None
        if row and row.id != self._looked and self.is_attached:
            self._looked = row.id
            if row.id not in self.known:
                self.look(row)
        super().redraw()

    def on_screen_resume(self) -> None:
        """Read anew after another screen."""
        self.known.clear()
        self._looked = ""
        if self.all is not None:
            self.load()

    def _find(self) -> None:
        wanted = self.capture.text.casefold().split()
        self.found = [
            row
            for row, told in zip(self.all or (), self._told, strict=False)
            if all(word in told for word in wanted)
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
        row, now = (self.found[self.at] if self.found else None), self._clock()
        known = self.known.get(row.id) if row else None
        side = min(52, space.across * 2 // 5) if space.width >= WIDE else 0
        foot = BENEATH if row and not side and end - top > BENEATH + 3 else 0
        wide = space.across - (side + GAP if side else 0)
        self._list(sheet, Area(space.margin, top, wide, end - top - foot))
        if row and side:
            area = Area(space.right - side, top, side, end - top)
            draw_beside(sheet, area, row, known, self.all or (), now)
        elif row and foot:
            area = Area(space.margin, end - foot, space.across, foot)
            draw_beneath(sheet, area, row, known, self.all or (), now)

    def typing(self) -> Typing:
        """The line that finds."""
        line = super().typing()
        if not self.capture.text:
            line.ghost = "  find a session, or name a community"
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
        shown = self.found[first : first + room]
        apart = len(shown) + len({row.state for row in shown}) - 1 <= room
        names = min(max(width(row.community) for row in shown), area.width * 2 // 5)
        titles = max(width(row.title) for row in shown)
        y = area.y
        for number, row in enumerate(shown):
            y += apart and number > 0 and row.state != shown[number - 1].state
            self._row(sheet, Area(area.x, y, area.width, 1), row, (names, titles), first + number)
            y += 1
        if room < len(self.found):
            more = f"{first + 1}–{min(first + room, len(self.found))} of {len(self.found):,}"
            sheet.put_right(area.x + area.width, area.end - 1, more, "quiet")

    def _row(self, sheet: Sheet, area: Area, row: Row, columns: tuple[int, int], index: int) -> None:
        """One session: its mark, community, title, day, and how many are or were there."""
        (names, titles), chosen, now = columns, index == self.at, row.state == "open"
        if chosen:
            sheet.fill(area, "tint")
            sheet.put(area.x, area.y, "▌", "accent")
        ink, x, end = (
            "quiet" if row.state == "closed" and not chosen else "ink",
            area.x + 2,
            area.x + area.width,
        )
        sheet.put(x, area.y, MARKS.get(row.state, " "), "accent" if now else "quiet", bold=now)
        sheet.put(x + 3, area.y, cut(row.community, names), ink, bold=chosen or now)
        x += 5 + names
        titles = max(0, min(titles, end - x - DAYS - 5 - (TAIL if area.width >= 70 else SHORT_TAIL)))
        sheet.put(x, area.y, cut(row.title, titles), ink)
        day = x + titles + 2 + DAYS
        sheet.put_right(day, area.y, when(row.date, self._clock(), state=row.state), ink, bold=now)
        sheet.put(day + 2, area.y, tail(row, max(0, end - day - 3)), ink if now else "quiet")
        sheet.hit(area, f"pick({index})")

    # Keys

    def action_keep(self) -> None:
        """Open the chosen session; where nothing is found begin one of that name."""
        text = self.capture.text.strip()
        own = {
            "/leave": Departed, "/tour": TourWanted, "/help": HelpWanted, "/retention": RetentionWanted,
        }  # fmt: skip
        if text == "/community":
            self.capture.put("")
            self._find()
            self.action_growth()
        elif text in own:
            self.capture.put("")
            self._find()
            self.post_message(own[text]())
        elif self.found:
            self.hold()
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

    def action_growth(self) -> None:
        """Show the community of the chosen session over its meetings."""
        if self.found:
            self.post_message(GrowthWanted(self.found[self.at].community))

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
