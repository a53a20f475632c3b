"""A break in the plan: how long it still lasts, large, and what comes then."""

from __future__ import annotations

from screens.sheet import Area, Sheet
from screens.times import draw_break
from screens.view import Moment, View


class BreakView(View):
    """Tells the time, as a break out of turn does."""

    tells_time = True

    def draw(self, moment: Moment, sheet: Sheet, area: Area, *, wide: bool) -> None:
        """Draw the time that is left, unless there is something else to look at."""
        if moment.shown:
            super().draw(moment, sheet, area, wide=wide)
        else:
            draw_break(sheet, area, moment.session, moment.clock())
