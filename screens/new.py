"""A new session: whose it is, by which plan, on which day, and how its time lies."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date

from screens.actions import NEW, in_words
from screens.cells import cut
from screens.chosen import when
from screens.frame import Space, Typing, footer, title, typing
from screens.messages import SessionPlanned
from screens.page import Page
from screens.planning import draw_plans, draw_times, hour
from screens.sheet import Area, Sheet
from sessions import dates, plans
from sessions.errors import Problem
from sessions.moves import MINUTE
from sessions.objects import Activity
from sessions.plans import Found

FIELDS = ("Community", "Plan", "Title", "Date", "Start")
"""What can be said of a session before it is made; only the first is needed."""
NAMED = 24
"""Columns of the name of a plan that cannot be used: its sentence is one line on the smallest wall."""


class NewScreen(Page):
    """Makes a session."""

    NAME = "A new session"
    PURPOSE = (
        "Type the community's name, Enter makes the session. Tab goes on to its plan, title, day and start; "
        "on an empty line ← → take another plan. The clock starts later, at the first PgDn."
    )
    ACTIONS = NEW

    def __init__(
        self, clock: Callable[[], int], found: Sequence[Found], community: str = "", known: Sequence[str] = ()
    ) -> None:
        """Make the screen.

        Args:
            clock: The time in milliseconds since 1970.
            found: The plans there are; those that cannot be used are named.
            community: Whose workshop it is, where that is known.
            known: The communities there are; one of them is named once typing begins so.
        """
        super().__init__()
        self._clock, self._known = clock, known
        self.plans = [one.plan for one in found if one.plan]
        self.said = _unusable([one.name for one in found if one.problem])
        self.taken = 0
        """Which plan is taken."""
        self.at = 0
        """Which activity is chosen."""
        self.field = FIELDS[0]
        """What the line is for."""
        self._typed: dict[str, str] = {}
        """What was typed for the other fields."""
        self.capture.put(community)

    @property
    def activities(self) -> tuple[Activity, ...]:
        """The activities of the plan that is taken."""
        return plans.activities(self.plans[self.taken])

    # What is said of the session

    def text(self, field: str) -> str:
        """What is typed for a field."""
        return (self.capture.text if field == self.field else self._typed.get(field, "")).strip()

    @property
    def community(self) -> str:
        """The community's name, as it is written where it is known."""
        name = self.text("Community")
        return next((one for one in self._known if one.casefold() == name.casefold()), name)

    @property
    def today(self) -> date:
        """The day it is."""
        now = time.localtime(self._clock() / 1000)
        return date(now.tm_year, now.tm_mon, now.tm_mday)

    @property
    def day(self) -> date:
        """The day of the session.

        Raises:
            Malformed: if what is typed is none.
        """
        text = self.text("Date")
        return dates.day(text, self.today) if text else self.today

    @property
    def starts(self) -> str:
        """When it starts, as in 10:00; "" where nobody said.

        Raises:
            Malformed: if what is typed is no time.
        """
        text = self.text("Start")
        return dates.clock(text) if text else ""

    @property
    def begins(self) -> int:
        """When it starts in milliseconds, now where nobody said or what is typed is not whole yet."""
        now = self._clock()
        try:
            starts = self.starts
        except Problem:
            return now
        if not starts:
            return now
        day = time.localtime(now / 1000)
        hours, minutes = map(int, starts.split(":"))
        at = time.mktime((day.tm_year, day.tm_mon, day.tm_mday, hours, minutes, 0, 0, 0, -1))
        return round(at * 1000)

    # Drawing

    def paint(self, sheet: Sheet, space: Space) -> None:
        """Draw the plan, a bar for each activity, and the questions of the chosen one."""
        title(sheet, space, "New session", f"{self.today:%A} {self.today.day} {self.today:%B}")
        end = typing(sheet, space, self.typing()) - 1
        top, plan, x = space.top + 2 + space.tall, self.plans[self.taken], space.margin + 12
        ends = f"{hour(self.begins)} to {hour(self.begins + plan.minutes * MINUTE * 1000)}"
        start = sheet.put_right(space.right, top, ends, bold=True)
        start = sheet.put_right(start - 3, top, self._day(), bold=bool(self.text("Date")))
        sheet.put(space.margin, top, "Community", "quiet")
        name = self.community
        words = cut(name, start - x - 2) or "not named yet"
        x = sheet.put(x, top, words, "ink" if name else "quiet", bold=bool(name))
        sheet.put(x, top, cut(f" · {self.text('Title') or plan.title}", max(0, start - x - 2)), "quiet")
        sheet.put(space.margin, top + 1, "Plan", "quiet")
        draw_plans(sheet, space, top + 1, self.plans, self.taken)
        sheet.put_right(space.right, top + 1, f"{plan.minutes} min", "quiet")
        sheet.put(space.margin, top + 2, "─" * space.across, "rule")
        y = top + 3 + space.tall
        area = Area(space.margin, y, space.across, end - y)
        draw_times(sheet, area, self.activities, self.at, self.begins, airy=space.tall)

    def _day(self) -> str:
        """The day, in few letters; nothing while what is typed is none."""
        try:
            return when(self.day.isoformat(), self._clock())
        except Problem:
            return ""

    def typing(self) -> Typing:
        """The field that is typed, and what it comes to."""
        line = super().typing()
        line.label = self.field
        text = self.capture.text
        line.ghost, line.hint = self._ghost(), self._hint()
        if not text and self.field != "Community":
            line.ghost = {
                "Plan": f" {self.plans[self.taken].title}",
                "Title": f" {self.plans[self.taken].title}",
                "Date": " today; or as it is spoken: 14 jan, fri, in 2 weeks",
                "Start": " now; or 10:00, 2.30pm",
            }[self.field]
        return line

    def _ghost(self) -> str:
        """How the name of a known community goes on; nothing is offered before typing begins."""
        text = self.capture.text
        if self.field != "Community" or not text.strip():
            return ""
        known = next((one for one in self._known if one.casefold().startswith(text.casefold())), "")
        return known[len(text) :]

    def _hint(self) -> str:
        """What the line comes to as it stands."""
        try:
            match self.field:
                case "Community" if self._ghost():
                    return in_words("Tab completes", NEW)
                case "Community" if name := self.text("Community").casefold():
                    return "known" if name in (one.casefold() for one in self._known) else "new community"
                case "Plan":
                    return f"{self.taken + 1} of {len(self.plans)}"
                case "Date":
                    return dates.in_words(self.day.isoformat())
                case "Start":
                    return self.starts
        except Problem:
            pass  # said once it is left
        return ""

    def keys(self) -> list[tuple[str, str, str]]:
        """The keys row: those that do something now."""
        row = footer(NEW)
        if self.field != "Plan" and self.capture.text:
            row = [key for key in row if key[2] != "plan(1)"]
        return [*row[:-2], ("↑↓", "questions", "choose(1)"), *row[-2:]]

    # Keys

    def action_keep(self) -> None:
        """Make the session."""
        if not self.community:
            self._go("Community")
            self.say("Whose workshop is it? Type the community's name.")
            return
        wrong = self._wrong("Date") or self._wrong("Start")
        if wrong:
            self.say(wrong)
            return
        self.hold()
        day = self.day.isoformat() if self.text("Date") else ""
        self.post_message(
            SessionPlanned(
                self.community,
                self.plans[self.taken].name,
                title=self.text("Title"),
                date=day,
                starts=self.starts,
            )
        )

    def _wrong(self, field: str) -> str:
        """Why what is typed for a field cannot be, and the line for mending it; "" where it can."""
        try:
            _ = self.day if field == "Date" else self.starts
        except Problem as problem:
            self._go(field)
            return problem.sentence
        return ""

    def typed(self) -> None:
        """Take the plan that is typed."""
        wanted = self.text("Plan").casefold() if self.field == "Plan" else ""
        hits = [number for number, plan in enumerate(self.plans) if plan.title.casefold().startswith(wanted)]
        if wanted and hits and hits[0] != self.taken:
            self.action_take(hits[0])
        super().typed()

    def action_field(self, by: int) -> None:
        """Complete the community's name; else go on to another field."""
        if by > 0 and (rest := self._ghost()):
            whole = self.capture.text + rest
            self.capture.put(next(one for one in self._known if one.casefold() == whole.casefold()))
            self.redraw()
            return
        if self.field in ("Date", "Start") and (wrong := self._wrong(self.field)):
            self.say(wrong)
            return
        self._go(FIELDS[(FIELDS.index(self.field) + by) % len(FIELDS)])
        self.say()

    def _go(self, field: str) -> None:
        """Have the line be for another field."""
        self._typed[self.field] = self.capture.take()
        self.field = field
        self.capture.put("" if field == "Plan" else self._typed.get(field, ""))

    def action_plan(self, by: int) -> None:
        """Move in the line; on an empty one, and where a plan is asked for, take another plan."""
        if self.capture.text and self.field != "Plan":
            self.capture.key("left" if by < 0 else "right")
            self.redraw()
            return
        self.capture.put("")
        self.action_take((self.taken + by) % len(self.plans))

    def action_take(self, number: int) -> None:
        """Take a plan."""
        self.taken, self.at = number, 0
        self.redraw()

    def action_choose(self, by: int) -> None:
        """Choose another activity."""
        self.at = (self.at + by) % len(self.activities)
        self.redraw()

    def action_stay(self) -> None:
        """Go back to the library."""
        self.dismiss()


def _unusable(names: Sequence[str]) -> list[str]:
    """One line for the files of plans that cannot be used, and where the rest is told."""
    if not names:
        return []
    first, *more = names
    named = f"{cut(first, NAMED)}.toml" + (f" and {len(more)} more" if more else "")
    return [f"{named} cannot be used; cop-tui plans says why."]
