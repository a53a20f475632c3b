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


class NewScreen(Page):
    """Makes a session."""

    NAME = "A new session"
    PURPOSE = "Type the community's name, take a plan with Tab, Enter makes the session. Its clock starts later, at the first PgDn."
    ACTIONS = NEW
    BINDINGS = bindings(NEW)

    def __init__(self, clock: Callable[[], int], community: str = "", known: Sequence[str] = ()) -> None:
        super().__init__()
        self._clock, self._known = clock, known
        self.plans = [plans.load(name) for name in plans.names()]
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
        self._times(sheet, Area(space.margin, top + 4, space.across, end - top - 4), airy=space.tall)

    def _plans(self, sheet: Sheet, space: Space, y: int) -> None:
        x = space.margin + 12
        for number, plan in enumerate(self.plans):
            taken = number == self.taken
            words = f"{'●' if taken else '○'} {plan.title} {plan.minutes}"
            if x + width(words) > space.right - 8:
                break
            end = sheet.put(x, y, words, "accent" if taken else "quiet", bold=taken)
            sheet.hit(Area(x, y, end - x, 1), f"plan({number - self.taken})")
            x = end + 3

    def _times(self, sheet: Sheet, area: Area, *, airy: bool) -> None:
        """When each activity begins and how long it lasts."""
        activities = self.activities
        total = sum(activity.planned for activity in activities)
        names = min(24, max(width(activity.title) for activity in activities))
        left, right = area.x + 7 + names + 3, area.x + area.width - 8
        gap = 2 if airy and 2 * len(activities) + 4 <= area.height else 1
        before, y = 0, area.y
        for number, activity in enumerate(activities):
            if y >= area.end:
                return
            chosen = number == self.at
            if chosen:
                sheet.fill(Area(area.x, y, area.width, 1), "tint")
                sheet.put(area.x, y, "▌", "accent")
            sheet.put_right(area.x + 5, y, str(activity.planned // MINUTE), bold=chosen)
            sheet.put(area.x + 7, y, cut(activity.title, names), bold=chosen)
            x = left + round(before / total * (right - left))
            end = left + round((before + activity.planned) / total * (right - left))
            bar(sheet, x, y, max(1, end - x), "accent" if chosen else "rule")
            begins = _hour(self._clock() + before * 1000)
            sheet.put_right(area.x + area.width - 1, y, begins, "ink" if chosen else "quiet", bold=chosen)
            sheet.hit(Area(area.x, y, area.width, 1), f"choose({number - self.at})")
            before += activity.planned
            y += gap
        self._questions(sheet, area._replace(y=y + 1, height=area.end - y - 1), activities[self.at])

    def _questions(self, sheet: Sheet, area: Area, activity: Activity) -> None:
        for number, step in enumerate(activity.steps[: max(0, area.height)]):
            sheet.put(area.x + 7, area.y + number, step.kind, "quiet")
            sheet.put(area.x + 16, area.y + number, cut(step.prompt, area.width - 16))

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


def _hour(now: int) -> str:
    return time.strftime("%H:%M", time.localtime(now / 1000))


def _day(now: int) -> str:
    day = time.localtime(now / 1000)
    return f"{time.strftime('%A', day)} {day.tm_mday} {time.strftime('%B', day)}"
