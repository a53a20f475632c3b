"""A screen that follows a live session: it draws what changes, tells the time, and can be blanked at once."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work

from screens.blocks.looking import Looking
from screens.frame import Space
from screens.page import Page
from screens.sheet import Sheet
from screens.view import Moment
from sessions.blocks import Audience
from sessions.protocols import Wall
from sessions.steps import blocks

if TYPE_CHECKING:
    from sessions.live import Live

CALM, CALM_FAR = 0.1, 0.25
"""Seconds between two drawings of what others do: here, and over SSH."""


class FollowingPage(Page):
    """Shows a live session as it goes on."""

    BLANKS: tuple[str, ...] = (".",)
    """What blanks the wall when nothing is typed."""

    def __init__(self, live: Live, clock: Callable[[], int]) -> None:
        super().__init__()
        self.live, self.clock = live, clock
        self.looking = Looking()
        self.blanked = False
        self._moment: tuple[int, Moment] | None = None
        self._shown = -1
        """The version that was drawn last."""

    @property
    def audience(self) -> Audience:
        """Whose eyes the blocks are for."""
        return "wall"

    @property
    def moment(self) -> Moment:
        """What there is to show, made anew only when something changed; a pulse raises the version too."""
        if self._moment is None or self._moment[0] != self.live.version:
            session = self.live.session
            shown = blocks(session, session.now, self.audience)
            moment = Moment(session, shown, self.looking, self.audience, self.live.pulse, self.clock)
            self._moment = (self.live.version, moment)
        return self._moment[1]

    def on_mount(self) -> None:
        """Begin to follow, and to tell the time."""
        self.follow()
        self.set_interval(1, self.redraw)

    @work(group="follow")
    async def follow(self) -> None:
        """Draw what changes, however much of it there is, only so often."""
        calm = CALM_FAR if os.environ.get("SSH_CONNECTION") else CALM
        version = self.live.version
        while True:
            version = await self.live.changed(version)
            if version != self._shown:
                self.redraw()
            await asyncio.sleep(calm)

    def redraw(self) -> None:
        """Show this moment."""
        self._shown = self.live.version
        super().redraw()

    def draw(self, size: tuple[int, int] | None = None) -> Sheet:
        """The sheet of this moment, or of a blanked wall."""
        if not self.blanked:
            return super().draw(size)
        width, height = size or self.size
        sheet, space = Sheet(width, height), Space(width, height)
        sheet.put(space.margin, space.keys, "Any key brings the wall back", "quiet")
        return sheet

    @property
    def wall(self) -> Wall:
        """What the walls elsewhere are turned to from here."""
        looking = self.looking
        return Wall(self.blanked, looking.chosen, looking.tops, 0 if looking.tops else looking.page)

    def before_key(self, key: str, character: str | None) -> bool:
        """Bring a blanked wall back, or blank it at once."""
        if self.blanked:
            self.blanked = False
            self.redraw()
            return True
        if character in self.BLANKS and not self.capture.text and not self.capture.pasted:
            self.action_blank()
            return True
        return False

    def action_blank(self) -> None:
        """Blank the wall."""
        self.blanked = True
        self.redraw()
