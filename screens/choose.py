"""Choose: what comes first, above the cut; beside it what the ripples said pushes most, once the room drew them."""

from __future__ import annotations

from screens.blocks import links
from screens.sheet import Area, Sheet
from screens.view import Moment, View
from sessions.blocks import Ballot, Links
from sessions.steps import STEPS


class ChooseView(View):
    """Shows what the room knows already beside what it votes on."""

    def beside(self, moment: Moment, sheet: Sheet, area: Area, now: int) -> None:
        """Draw the drivers while the vote is open; else the plan."""
        ballot = moment.find(Ballot)
        found = _ripples(moment) if ballot and not ballot.shown else None
        if found is None or not found.drivers:
            super().beside(moment, sheet, area, now)
            return
        links.drivers(found, sheet, area)


def _ripples(moment: Moment) -> Links | None:
    """The ripples of an activity before this one; None where there are none."""
    session = moment.session
    for activity in list(session.activities.values())[: session.position]:
        for step in activity.steps:
            for block in (
                STEPS[step.kind].blocks(session, activity, moment.audience) if step.kind == "draw" else ()
            ):
                if isinstance(block, Links):
                    return block
    return None
