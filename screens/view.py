"""How the blocks of a step are arranged on a screen: one beneath another, and the plan in the second column.

A view arranges, and does nothing else: what is typed, chosen and turned to is the screen's, and stays
through a change of activity.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from screens import blocks as drawers
from screens import joining
from screens.blocks.looking import Looking
from screens.blocks.pages import Drawer
from screens.frame import Space
from screens.sheet import Area, Sheet
from screens.times import draw_plan
from sessions.blocks import Audience, Block, Doors, Prompt
from sessions.protocols import Pulse
from sessions.session import Session
from sessions.steps import STEPS
from sessions.summary import page_one

Some = TypeVar("Some", bound=Block)


@dataclass
class Moment:
    """What there is to arrange; made anew only when something changed."""

    session: Session
    blocks: tuple[Block, ...]
    looking: Looking
    audience: Audience = "wall"
    pulse: Pulse = field(default_factory=Pulse)
    clock: Callable[[], int] = lambda: 0
    """The time in milliseconds since 1970."""
    _kept: dict[object, Any] = field(default_factory=dict)

    @property
    def shown(self) -> tuple[Block, ...]:
        """The blocks without the question, which is the frame's."""
        return tuple(block for block in self.blocks if not isinstance(block, Prompt))

    @cached_property
    def around(self) -> tuple[Block, ...]:
        """What all steps of this activity show, in their order."""
        now = self.session.now
        kinds = dict.fromkeys(step.kind for step in now.steps)
        return tuple(
            block for kind in kinds for block in STEPS[kind].blocks(self.session, now, self.audience)
        )

    @cached_property
    def page_one(self) -> tuple[Block, ...]:
        """What the workshop came to, as the wall may show it."""
        return page_one(self.session, "wall")

    def find(self, kind: type[Some], *, around: bool = False) -> Some | None:
        """The first block of a kind in this step, or in all steps of this activity; None where there is none."""
        blocks = self.around if around else self.blocks
        return next((block for block in blocks if isinstance(block, kind)), None)

    def keep(self, key: object, make: Callable[[], tuple[Block, ...]]) -> tuple[Block, ...]:
        """What was arranged before, so that a key does not write it again."""
        if key not in self._kept:
            self._kept[key] = make()
        found: tuple[Block, ...] = self._kept[key]
        return found


class View:
    """Draws the blocks of a step one beneath another, and the plan beside them."""

    def arranged(self, moment: Moment, *, wide: bool) -> tuple[Block, ...]:
        """The blocks of the board, in their order; `wide` where there is a second column."""
        return moment.shown

    def drawer(self, block: Block) -> Drawer:
        """How a block is drawn here."""
        return drawers.drawer(block)

    def draw(self, moment: Moment, sheet: Sheet, area: Area, *, wide: bool) -> None:
        """Draw the board."""
        looking = moment.looking
        blocks = moment.keep(
            (looking.chosen, looking.answered, wide), lambda: self.arranged(moment, wide=wide)
        )
        drawers.draw(blocks, sheet, area, looking, self.drawer)

    def tells_time(self, moment: Moment) -> bool:
        """Whether the board itself says how much time is left, large."""
        return False

    def beside(self, moment: Moment, sheet: Sheet, area: Area, now: int) -> None:
        """Draw the second column."""
        draw_plan(sheet, area, moment.session, now)

    def aside(self, moment: Moment, sheet: Sheet, space: Space, end: int) -> tuple[Space, int]:
        """Draw what stands beside and under the board, and return the space that is left, and the row it ends before.

        At the doors that is how to join.
        """
        if moment.find(Doors):
            return joining.beside(sheet, space, moment.pulse, end)
        return space, end
