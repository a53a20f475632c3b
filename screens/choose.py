"""Choose: what comes first, above the cut; beside it what the ripples said pushes most, once the room drew them."""

from __future__ import annotations

from screens.blocks import links
from screens.sheet import Area, Sheet
from screens.view import Moment, View
from sessions.blocks import Ballot, Block, Links
from sessions.steps.draw import DRAW


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

    def made() -> tuple[Block, ...]:
        before = list(session.activities.values())[: session.position]
        drawn = [one for one in before if any(step.kind == DRAW.name for step in one.steps)]
        return tuple(block for one in drawn for block in DRAW.blocks(session, one, moment.audience))

    return next((one for one in moment.keep("ripples", made) if isinstance(one, Links)), None)
