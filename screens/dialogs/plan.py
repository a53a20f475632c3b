"""The plan and its time: what each activity was given and took, and how it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from screens.actions import NEXT, PLANNING
from screens.cells import cut
from screens.dialogs import Dialog
from screens.frame import Space, put_keys
from screens.page import Page
from screens.sheet import Area, Sheet
from screens.times import mark, minutes
from sessions.moves import MINUTE, behind, behind_in_words, left, left_in_words, spent
from sessions.objects import Activity
from sessions.session import Session

if TYPE_CHECKING:
    from sessions.live import Live


class PlanDialog(Dialog):
    """Shows the plan and how its time stands."""

    NAME = "Plan and time"
    PURPOSE = "What each activity was given and has taken. /time +5 gives the present one more, and says whom it robs."
    ACTIONS = PLANNING

    first: int | None = None
    """How many activities stand above the first that is shown; None until a page is turned: the present is in the middle."""

    def __init__(self, under: Page, live: Live, clock: Callable[[], int]) -> None:
        super().__init__(under)
        self._live, self._clock = live, clock
        self._shown = 0

    def on_mount(self) -> None:
        """Tell the time."""
        self.set_interval(1, self.redraw)

    def paint(self, sheet: Sheet, space: Space) -> None:
        """Draw the plan in a box."""
        session, now = self._live.session, self._clock()
        activities = list(session.activities.values())
        room = self.box(sheet, space, 64, len(activities) + 7)
        x, y, end = room.x, room.y, room.x + room.width
        sheet.put(x, y, "Plan and time", bold=True)
        for word, column in (("min", end - 12), ("taken", end)):
            sheet.put_right(column, y, word, "quiet")
        sheet.put(x, y + 1, "─" * room.width, "rule")
        shown = max(1, room.height - 7)
        middle = session.position - shown // 2 - 1
        first = max(0, min(middle if self.first is None else self.first, len(activities) - shown))
        self._shown = first
        if shown < len(activities):
            sheet.put(x + 16, y, f"{first + 1}–{first + shown} of {len(activities)}", "quiet")
        for number, activity in enumerate(activities[first : first + shown], first + 1):
            y_row = y + 1 + number - first
            self._row(sheet, Area(x, y_row, room.width, 1), session, activity, number, now)
        y = y + 2 + min(shown, len(activities))
        sheet.put(x, y, "─" * room.width, "rule")
        sheet.put(x, y + 1, cut(_standing(session, now), room.width), bold=True)
        sheet.put(x, y + 2, cut("/time +5 gives more, and says whom it robs", room.width), "quiet")
        put_keys(sheet, x, room.end - 1, [("Esc", "back", "stay"), ("↑↓", "page", "page(1)")])

    def _row(
        self, sheet: Sheet, area: Area, session: Session, activity: Activity, number: int, now: int
    ) -> None:
        at, end = number == session.position, area.x + area.width
        ink = "accent" if at else "ink"
        sheet.put(
            area.x,
            area.y,
            f"{mark(session, activity, number)} {cut(activity.title, area.width - 26)}",
            ink,
            bold=at,
        )
        sheet.put_right(end - 12, area.y, minutes(activity), bold=at)
        taken = spent(session, now) if at else activity.actual
        if taken or at:
            sheet.put_right(end, area.y, str(taken // MINUTE), bold=at)

    def before_key(self, key: str, character: str | None) -> bool:
        """Let what is typed go into the line: there is no mode to leave first."""
        if character and character.isprintable():
            self.dismiss(character)
            return True
        return False

    def action_page(self, by: int) -> None:
        """Show more of a long plan."""
        self.first = max(0, self._shown + by)
        self.redraw()


def _standing(session: Session, now: int) -> str:
    if not session.started:
        return f"Not started: the clock starts at the first {NEXT.cap}."
    late = behind_in_words(behind(session, now)) or "on time"
    return f"{session.now.title}: {left_in_words(left(session, now))} · {late}"
