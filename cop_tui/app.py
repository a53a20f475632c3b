"""The terminal's app: which screen is on, and the way from one to the next. It holds no rules of a workshop."""

from __future__ import annotations

import asyncio
import importlib
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import work
from textual.app import App

from cop_tui import paths
from cop_tui.offering import Retention
from screens import actions, glyphs, messages
from screens.entering import EnteringScreen
from screens.library import LibraryScreen
from screens.page import Page
from screens.theme import LIGHT, THEMES
from sessions.errors import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from sessions.actors import Actor
    from sessions.live import Live, Lobby


class CopApp(App[None], inherit_bindings=False):
    """Shows one screen after another."""

    TITLE = "cop-tui"
    ENABLE_COMMAND_PALETTE = False  # there is one of our own
    ESCAPE_TO_MINIMIZE = False

    def __init__(
        self,
        lobby: Lobby,
        actor: Actor,
        *,
        clock: Callable[[], int] | None = None,
        session_id: str | None = None,
        theme: str = LIGHT.name,
        spare: bool = False,
        keys: Mapping[str, str] | None = None,
        notices: Sequence[str] = (),
        keep: Callable[[str], None] | None = None,
        toured: Path | None = None,
        retention: str = "never",
    ) -> None:
        """Make the app.

        Args:
            lobby: The library, and the way into a session.
            actor: Who sits at this terminal.
            clock: The time in milliseconds since 1970; this machine's where None.
            session_id: The session to enter at once; the library where None.
            theme: The name of a theme.
            spare: Whether screens are drawn with ASCII alone.
            keys: Other keys on actions, by the actions' names.
            notices: What is to be said first.
            keep: Keeps the name of a theme for the next time; it may raise a Problem.
            toured: The file that says that the tour was shown; None where it is not shown by itself.
            retention: How long meetings are kept before it is offered to burn them.
        """
        super().__init__()
        for palette in THEMES.values():
            self.register_theme(palette.theme())
        self.theme = theme
        glyphs.use(ascii_only=spare)
        actions.remap(keys or {})
        self._notices, self._keep, self._keeping = tuple(notices), keep, asyncio.Lock()
        self._lobby, self._actor, self._clock = lobby, actor, clock or _now
        self._session_id, self._toured = session_id, toured
        self._retention = Retention(lobby, retention, self._clock)
        self._live: Live | None = None
        self._heard: set[str] = set()
        self._unsent = ""
        """What was typed on the way to a session that is closed."""
        self.visited = ""
        """The community whose session was entered here last: what this terminal's wall may quote."""

    def on_mount(self) -> None:
        """Show the first screen."""
        self.first()

    def first(self) -> None:
        """Show the library, and go on into a session where one was named."""
        library = LibraryScreen(self._lobby.rows, self._clock, self._lobby.preview, self._retention.offer)
        library.said.extend(self._notices)
        self.push_screen(library)
        if self._session_id:
            self._wait(shown=False)
            self._enter(self._session_id)

    # Ways

    def _wait(self, *, shown: bool) -> None:
        """Hold what is typed, until there is a workshop to type it at or a sentence why there is none.

        Args:
            shown: Whether the present screen stays in sight until then.
        """
        screen = self.screen
        if isinstance(screen, Page) and not isinstance(screen, EnteringScreen):
            entering = EnteringScreen(screen if shown else None)
            self.push_screen(entering)
            screen.hand_on(entering)

    @work(group="way", exclusive=True)
    async def _enter(self, session_id: str) -> None:
        """Enter a session; where that fails, say why."""
        try:
            live = await self._lobby.enter(session_id)
        except Problem as problem:
            self._failed(problem.sentence)
            return
        self._begin(live)

    @work(group="way", exclusive=True)
    async def _make(self, wanted: messages.SessionPlanned) -> None:
        """Make a session and enter it."""
        from sessions.commands import SetSession  # noqa: PLC0415  (after the first frame)

        made = ""
        try:
            made = await self._lobby.new(wanted.community, wanted.plan, wanted.title, wanted.date)
            live = await self._lobby.enter(made)
            if wanted.starts:
                await live.submit(SetSession(field="starts", value=wanted.starts), self._actor)
        except Problem as problem:
            self._failed(problem.sentence, back=bool(made))
            return
        self._begin(live)

    def _begin(self, live: Live) -> None:
        self._live, self._heard = live, set()
        self.visited = live.session.community.name
        entering = self.screen
        self._to_library()
        screen = self._made("activity", "ActivityScreen")(live, self._actor, self._clock, self._heard)
        if live.session.id == self._session_id:
            screen.said.extend(self._notices)
        self.push_screen(screen)
        self.run_worker(self._retention.before(live, self._say), group="offer", exclusive=True)
        if isinstance(entering, EnteringScreen):
            if live.session.closed:
                self._unsent = entering.words  # for the thanks, which come over it
            else:
                entering.hand_over(screen)

    def _to_library(self) -> None:
        while not isinstance(self.screen, LibraryScreen):
            self.pop_screen()
        self.screen.entered(self.visited)

    def _failed(self, sentence: str, *, back: bool = False) -> None:
        """Say why there is no session to enter, and give back what was typed for it.

        Args:
            sentence: Why.
            back: Whether there is one in the library now, to be tried from there.
        """
        words = self.screen.words if isinstance(self.screen, EnteringScreen) else ""
        while isinstance(self.screen, EnteringScreen) or (
            back and not isinstance(self.screen, LibraryScreen)
        ):
            self.pop_screen()
        page = self.screen
        if isinstance(page, LibraryScreen):
            page.take_in(words)
            page.say(sentence)
        elif isinstance(page, Page):
            page.say(sentence, f"You typed meanwhile: {words}" if words else "")

    def _say(self, sentence: str) -> None:
        if isinstance(self.screen, Page):
            self.screen.say(sentence)

    def _made(self, module: str, name: str) -> Any:
        """A screen's class, loaded when it is first wanted: the first frame does not wait for it."""
        return getattr(importlib.import_module(f"screens.{module}"), name)

    # What screens want

    def on_session_chosen(self, message: messages.SessionChosen) -> None:
        """Enter a session of the library."""
        self._wait(shown=True)
        self._enter(message.session_id)

    def on_new_wanted(self, message: messages.NewWanted) -> None:
        """Plan a new session."""
        library = self.screen
        known = sorted({row.community for row in getattr(library, "all", None) or ()})
        new = self._made("new", "NewScreen")
        self.push_screen(new(self._clock, self._lobby.plans(), message.community, known))

    def on_growth_wanted(self, message: messages.GrowthWanted) -> None:
        """Show a community over its meetings."""
        from sessions.writing import exported  # noqa: PLC0415  (after the first frame)

        export = partial(exported, self._lobby, community=message.community)
        self.push_screen(self._made("growth", "GrowthScreen")(message.community, self._lobby.growth, export))

    def on_retention_wanted(self, message: messages.RetentionWanted) -> None:
        """Show what is older than the retention."""
        kept = self._retention
        self.push_screen(self._made("retention", "RetentionScreen")(kept.period, kept.older, self._lobby))

    def on_session_planned(self, message: messages.SessionPlanned) -> None:
        """Make a new session."""
        self._wait(shown=True)
        self._make(message)

    @work(group="way", exclusive=True)
    async def on_left(self, message: messages.Left) -> None:
        """Leave the session and show the library; the session goes on, and the host keeps what was not sent."""
        await self._part()
        self._to_library()
        self._live = None
        await self._lobby.leave()

    def on_summary_wanted(self, message: messages.SummaryWanted) -> None:
        """Put the summary on the wall."""
        self._put_up("summary", "SummaryScreen")

    def on_join_wanted(self, message: messages.JoinWanted) -> None:
        """Put the code to join by on the wall."""
        self._put_up("join", "JoinScreen")

    def _put_up(self, module: str, name: str) -> None:
        kind = self._made(module, name)
        if self._live and not any(type(screen) is kind for screen in self.screen_stack):
            screen = kind(self._live, self._actor, self._clock, self._heard)
            screen.capture.put(self._unsent)
            self._unsent = ""
            self.push_screen(screen)

    def on_room_wanted(self, message: messages.RoomWanted) -> None:
        """Show the room view over the workshop."""
        workshop = self._made("activity", "ActivityScreen")
        leader = next((one for one in self.screen_stack if isinstance(one, workshop)), None)
        if self._live and leader and not self._live.session.closed:
            while self.screen is not leader:
                self.pop_screen()
            self.push_screen(self._made("room", "LedRoomScreen")(self._live, self._clock, leader))

    def on_history_wanted(self, message: messages.HistoryWanted) -> None:
        """Show the board as it was."""
        if live := self._live:
            self.push_screen(
                self._made("history", "HistoryScreen")(lambda: self._lobby.history(live.session.id))
            )

    def on_plan_wanted(self, message: messages.PlanWanted) -> None:
        """Show the plan and its time."""
        if self._live and isinstance(self.screen, Page):
            dialog = self._made("dialogs.plan", "PlanDialog")
            self.push_screen(dialog(self.screen, self._live, self._clock), callback=self.screen.take_in)

    def on_commands_wanted(self, message: messages.CommandsWanted) -> None:
        """Find a command; what is found is done by the screen that asked."""
        screen = self.screen
        if isinstance(screen, Page):
            dialog = self._made("dialogs.commands", "CommandsDialog")
            self.push_screen(dialog(screen, screen.ACTIONS), callback=screen.command)

    def on_help_wanted(self, message: messages.HelpWanted) -> None:
        """Tell what the present screen is for."""
        if isinstance(screen := self.screen, Page):
            self.push_screen(self._made("help", "HelpScreen")(screen, message.words))

    async def on_nothing_yet(self, message: messages.NothingYet) -> None:
        """Show the tour at the first start, where nothing is typed yet."""
        library = self.screen
        if self._toured and isinstance(library, LibraryScreen) and not library.capture.text:
            if await asyncio.to_thread(paths.marked, self._toured):
                return
            self._toured = None
            self.on_tour_wanted(messages.TourWanted())

    def on_tour_wanted(self, message: messages.TourWanted) -> None:
        """Show the tour over the present screen."""
        if isinstance(screen := self.screen, Page):
            self.push_screen(self._made("tour", "TourScreen")(screen))

    @work(group="keep")
    async def on_theme_taken(self, message: messages.ThemeTaken) -> None:
        """Keep the theme for the next time; where that cannot be, say so."""
        async with self._keeping:  # the last one taken is the last one written
            try:
                if self._keep:
                    await asyncio.to_thread(self._keep, message.name)
            except Problem as problem:
                self._say(problem.sentence)

    def on_departed(self, message: messages.Departed) -> None:
        """Leave the program; a wall that a workshop was on ends with thanks."""
        self.workers.cancel_group(self, "way")
        farewell = self._made("farewell", "FarewellScreen")
        if self.visited and not isinstance(self.screen, farewell):
            self.push_screen(farewell(self.visited))
        else:
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
