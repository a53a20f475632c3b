"""A new session: whose it is, by which plan, and how its time lies."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from screens.actions import NEW, bindings
from screens.blocks.board import bar
from screens.cells import cut, width
from screens.frame import Space, Typing, footer, title, typing
from screens.messages import SessionPlanned
from screens.page import Page
from screens.sheet import Area, Sheet
from sessions import plans
from sessions.moves import MINUTE
from sessions.objects import Activity
from sessions.plans import Found

BETWEEN = 3
"""Columns between two plans."""
MORE = 2
"""Columns for the sign that there are more of them."""
NAMED = 24
"""Columns of the name of a plan that cannot be used: its sentence is one line on the smallest wall."""
MOST_STEPS = 4
"""Steps of the chosen activity that are shown; a longer one is read once it is on."""


class NewScreen(Page):
    """Makes a session."""

    NAME = "A new session"
    PURPOSE = "Type the community's name, take a plan with Tab, Enter makes the session. Its clock starts later, at the first PgDn."
    ACTIONS = NEW
    BINDINGS = bindings(NEW)

    def __init__(
        self, clock: Callable[[], int], found: Sequence[Found], community: str = "", known: Sequence[str] = ()
    ) -> None:
        """Make the screen.

        Args:
            clock: The time in milliseconds since 1970.
            found: The plans there are; those that cannot be used are named.
            community: Whose workshop it is, where that is known.
            known: The communities there are.
        """
        super().__init__()
        self._clock, self._known = clock, known
        self.plans = [one.plan for one in found if one.plan]
        self.said = _unusable([one.name for one in found if one.problem])
        self.taken = 0
        """Which plan is taken."""
        self.at = 0
        """Which activity is chosen."""
        self.capture.put(community)
        self._making = False

    @property
    def activities(self) -> tuple[Activity, ...]:
        """The activities of the plan that is taken."""
        return plans.activities(self.plans[self.taken])

    def paint(self, sheet: Sheet, space: Space) -> None:
        """Draw the plan, a bar for each activity, and the questions of the chosen one."""
        title(sheet, space, "New session", _day(self._clock()))
        end = typing(sheet, space, self.typing()) - 1
        top = space.top + 2 + space.tall
        name = self.capture.text.strip()
        sheet.put(space.margin, top, "Community", "quiet")
        sheet.put(
            space.margin + 12,
            top,
            cut(name, space.across - 34) or "not named yet",
            "ink" if name else "quiet",
            bold=bool(name),
        )
        minutes = self.plans[self.taken].minutes
        start = self._clock()
        ends = f"{_hour(start)} to {_hour(start + minutes * MINUTE * 1000)}"
        sheet.put_right(space.right, top, ends, bold=True)
        sheet.put(space.margin, top + 1, "Plan", "quiet")
        self._plans(sheet, space, top + 1)
        sheet.put_right(space.right, top + 1, f"{minutes} min", "quiet")
        sheet.put(space.margin, top + 2, "─" * space.across, "rule")
        y = top + 3 + space.tall
        self._times(sheet, Area(space.margin, y, space.across, end - y), airy=space.tall)

    def _plans(self, sheet: Sheet, space: Space, y: int) -> None:
        """The plans that fit, the one that is taken among them."""
        words = [f"○ {plan.title} {plan.minutes}" for plan in self.plans]
        x, end = space.margin + 12, space.right - 9
        first = 0
        while first < self.taken and x + _row(words[first : self.taken + 1]) > end - MORE * (
            2 if first else 1
        ):
            first += 1
        if first:
            x = sheet.put(x, y, "‹ ", "quiet")
        for number, (plan, word) in enumerate(zip(self.plans, words, strict=True)):
            if number < first:
                continue
            taken = number == self.taken
            more = MORE if number + 1 < len(self.plans) else 0
            if x + width(word) + more > end and not taken:
                sheet.put(x - 1, y, "›", "quiet")
                break
            minutes = f" {plan.minutes}"
            word = cut(f"{'●' if taken else '○'} {plan.title}", end - x - more - width(minutes)) + minutes
            past = sheet.put(x, y, word, "accent" if taken else "quiet", bold=taken)
            sheet.hit(Area(x, y, past - x, 1), f"plan({number - self.taken})")
            x = past + BETWEEN

    def _times(self, sheet: Sheet, area: Area, *, airy: bool) -> None:
        """When each activity begins and how long it lasts, and what the chosen one asks.

        Where not all of them fit, those about the chosen one are shown.
        """
        activities = self.activities
        asked = activities[self.at].steps[:MOST_STEPS]
        most = max(len(one.steps[:MOST_STEPS]) for one in activities)
        gap = 2 if airy and 2 * len(activities) + most + 1 <= area.height else 1
        if gap * len(activities) + most + 1 < area.height:
            area = area.down(1)
        shown = max(1, min(len(activities), (area.height - len(asked) - 1) // gap))
        first = max(0, min(self.at - shown // 2, len(activities) - shown))
        for number in range(first, first + shown):
            self._time(sheet, area._replace(y=area.y + (number - first) * gap, height=1), activities, number)
        y = area.y + shown * gap - (gap - 1)
        if shown < len(activities):
            place = f"{first + 1}–{first + shown} of {len(activities)}"
            sheet.put_right(area.x + area.width - 1, y, place, "quiet")
        for row, step in enumerate(asked[: max(0, area.end - y - 1)], y + 1):
            sheet.put(area.x + 7, row, step.kind, "quiet")
            sheet.put(area.x + 18, row, cut(step.prompt, area.width - 18))

    def _time(self, sheet: Sheet, area: Area, activities: Sequence[Activity], number: int) -> None:
        """One activity: its minutes, its title, where in the workshop it lies, when it begins."""
        x, y, across, _ = area
        activity, chosen = activities[number], number == self.at
        total = sum(one.planned for one in activities)
        before = sum(one.planned for one in activities[:number])
        names = min(24, max(width(one.title) for one in activities))
        left, right = x + 7 + names + 3, x + across - 8
        if chosen:
            sheet.fill(area, "tint")
            sheet.put(x, y, "▌", "accent")
        sheet.put_right(x + 5, y, str(activity.planned // MINUTE), bold=chosen)
        sheet.put(x + 7, y, cut(activity.title, names), bold=chosen)
        start = left + round(before / total * (right - left))
        end = left + round((before + activity.planned) / total * (right - left))
        bar(sheet, start, y, max(1, end - start), "accent" if chosen else "rule")
        begins = _hour(self._clock() + before * 1000)
        sheet.put_right(x + across - 1, y, begins, "ink" if chosen else "quiet", bold=chosen)
        sheet.hit(area, f"choose({number - self.at})")

    def typing(self) -> Typing:
        """The community's name."""
        line = super().typing()
        line.label = "Community"
        name = self.capture.text.strip().casefold()
        line.hint = (
            ""
            if not name
            else "known"
            if name in (one.casefold() for one in self._known)
            else "new community"
        )
        return line

    def keys(self) -> list[tuple[str, str, str]]:
        """The keys row."""
        row = footer(NEW)
        return [*row[:2], ("↑↓", "questions", "choose(1)"), *row[2:]]

    def action_keep(self) -> None:
        """Make the session."""
        if name := self.capture.text.strip():
            self._making = True
            self.post_message(SessionPlanned(name, self.plans[self.taken].name))
        else:
            self.say("Whose workshop is it? Type the community's name.")

    def before_key(self, key: str, character: str | None) -> bool:
        """Let nothing be typed while the session is being made."""
        return self._making

    def say(self, *sentences: str) -> None:
        """Say why it was not made, and let it be tried again."""
        self._making = False
        super().say(*sentences)

    def action_plan(self, by: int) -> None:
        """Take another plan."""
        self.taken, self.at = (self.taken + by) % len(self.plans), 0
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


def _row(words: Sequence[str]) -> int:
    """Columns that these take in a row."""
    return sum(width(word) + BETWEEN for word in words) - BETWEEN


def _hour(now: int) -> str:
    return time.strftime("%H:%M", time.localtime(now / 1000))


def _day(now: int) -> str:
    day = time.localtime(now / 1000)
    return f"{time.strftime('%A', day)} {day.tm_mday} {time.strftime('%B', day)}"
