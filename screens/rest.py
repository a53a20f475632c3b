"""A break in the plan: how long it still lasts, large, and what comes then."""

from __future__ import annotations

from screens.sheet import Area, Sheet
from screens.times import draw_break
from screens.view import Moment, View


class BreakView(View):
    """Tells the time, as a break out of turn does."""

    def tells_time(self, moment: Moment) -> bool:
        """Whether there is nothing else to look at."""
        return not moment.shown

    def draw(self, moment: Moment, sheet: Sheet, area: Area, *, wide: bool) -> None:
        """Draw the time that is left, unless there is something else to look at."""
        if self.tells_time(moment):
            draw_break(sheet, area, moment.session, moment.clock())
        else:
            super().draw(moment, sheet, area, wide=wide)
