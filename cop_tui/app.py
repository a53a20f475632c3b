"""The terminal's app: which screen is on, and the way from one to the next. It holds no rules of a workshop."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual import work
from textual.app import App

from screens.library import LibraryScreen
from screens.messages import (
    CommandsWanted,
    Departed,
    HelpWanted,
    Left,
    NewWanted,
    PlanWanted,
    SessionChosen,
    SessionPlanned,
    SummaryWanted,
)
from screens.page import Page
from screens.theme import LIGHT, THEMES
from sessions.errors import Problem

if TYPE_CHECKING:
    from sessions.actors import Actor
    from sessions.live import Live, Lobby


class CopApp(App[None], inherit_bindings=False):
    """Shows one screen after another."""

    TITLE = "cop-tui"
    ENABLE_COMMAND_PALETTE = False
    """There is a palette of our own, of the same commands as keys and lines."""
    ESCAPE_TO_MINIMIZE = False

    def __init__(
        self,
        lobby: Lobby,
        actor: Actor,
        *,
        clock: Callable[[], int] | None = None,
        session_id: str | None = None,
        theme: str = LIGHT.name,
    ) -> None:
        """Make the app.

        Args:
            lobby: The library, and the way into a session.
            actor: Who sits at this terminal.
            clock: The time in milliseconds since 1970; this machine's where None.
            session_id: The session to enter at once; the library where None.
            theme: The name of a theme.
        """
        super().__init__()
        for palette in THEMES.values():
            self.register_theme(palette.theme())
        self.theme = theme
        self._lobby, self._actor = lobby, actor
        self._clock = clock or _now
        self._session_id = session_id
        self._live: Live | None = None
        self._heard: set[str] = set()

    def on_mount(self) -> None:
        """Show the library, and go on into a session where one was named."""
        self.push_screen(LibraryScreen(self._lobby.rows, self._clock))
        if self._session_id:
            self._enter(self._session_id)

    # Ways

    @work(group="way", exclusive=True)
    async def _enter(self, session_id: str) -> None:
        """Enter a session; where that fails, say why."""
        try:
            live = await self._lobby.enter(session_id)
        except Problem as problem:
            self._say(problem.sentence)
            return
        self._begin(live)

    @work(group="way", exclusive=True)
    async def _make(self, community: str, plan: str) -> None:
        """Make a session and enter it."""
        try:
            live = await self._lobby.enter(await self._lobby.new(community, plan))
        except Problem as problem:
            self._say(problem.sentence)
            return
        self._begin(live)

    def _begin(self, live: Live) -> None:
        self._live, self._heard = live, set()
        self._to_library()
        self.push_screen(
            self._made("activity", "ActivityScreen")(live, self._actor, self._clock, self._heard)
        )

    def _to_library(self) -> None:
        while not isinstance(self.screen, LibraryScreen):
            self.pop_screen()

    def _say(self, sentence: str) -> None:
        if isinstance(self.screen, Page):
            self.screen.say(sentence)

    def _made(self, module: str, name: str) -> Any:
        """A screen's class, loaded when it is first wanted: the first frame does not wait for it."""
        return getattr(importlib.import_module(f"screens.{module}"), name)

    # What screens want

    def on_session_chosen(self, message: SessionChosen) -> None:
        """Enter a session of the library."""
        self._enter(message.session_id)

    def on_new_wanted(self, message: NewWanted) -> None:
        """Plan a new session."""
        library = self.screen
        known = sorted({row.community for row in getattr(library, "all", None) or ()})
        new = self._made("new", "NewScreen")
        self.push_screen(new(self._clock, self._lobby.plans(), message.community, known))

    def on_session_planned(self, message: SessionPlanned) -> None:
        """Make a new session."""
        self._make(message.community, message.plan)

    @work(group="way", exclusive=True)
    async def on_left(self, message: Left) -> None:
        """Leave the session and show the library; the session goes on, and the host keeps what was not sent."""
        await self._part()
        self._to_library()
        self._live = None
        await self._lobby.leave()

    def on_summary_wanted(self, message: SummaryWanted) -> None:
        """Put the summary on the wall."""
        summary = self._made("summary", "SummaryScreen")
        if self._live and not any(isinstance(screen, summary) for screen in self.screen_stack):
            self.push_screen(summary(self._live, self._actor, self._clock, self._heard))

    def on_plan_wanted(self, message: PlanWanted) -> None:
        """Show the plan and its time."""
        if self._live and isinstance(self.screen, Page):
            dialog = self._made("dialogs.plan", "PlanDialog")
            self.push_screen(
                dialog(self.screen.draw(), self._live, self._clock), callback=self.screen.take_in
            )

    def on_commands_wanted(self, message: CommandsWanted) -> None:
        """Find a command; what is found is done by the screen that asked."""
        screen = self.screen
        if isinstance(screen, Page):
            dialog = self._made("dialogs.commands", "CommandsDialog")
            self.push_screen(dialog(screen.draw(), screen.ACTIONS), callback=screen.command)

    def on_help_wanted(self, message: HelpWanted) -> None:
        """Tell what the present screen is for."""
        if isinstance(screen := self.screen, Page):
            lines = hasattr(screen, "submit")
            self.push_screen(self._made("help", "HelpScreen")(type(screen), lines=lines))

    def on_departed(self, message: Departed) -> None:
        """Leave the program."""
        self.exit()

    async def end(self, code: int) -> None:
        """Leave the program because the terminal goes; the host keeps what was not sent."""
        await self._part()
        self.exit(return_code=code)

    async def _part(self) -> None:
        for screen in self.screen_stack if self.is_running else ():
            if isinstance(screen, Page):
                await screen.parting()


def _now() -> int:
    return time.time_ns() // 1_000_000
