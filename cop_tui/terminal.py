"""Builds a terminal: the app, its screens, and the way to the host."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import secrets
import signal
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cop_tui import paths, settings
from cop_tui.host.door import HostOptions
from cop_tui.host.doorway import Doorway
from cop_tui.host.lobby import RemoteLobby
from sessions.actors import Actor
from sessions.errors import Problem

if TYPE_CHECKING:
    from cop_tui.app import CopApp
    from cop_tui.host.client import RemoteLive

TERMINATED, HUNG_UP = 143, 129
LET_GO_SECONDS = 5
"""After so long without its line a terminal ends whatever it waits for: the host has all that was said."""
STARTED_SECONDS = 2.0
OFTEN = "1000"
"""How many times a second Textual may draw. At its own 60 a kept note waits for two turns, 29 ms instead of 8; it
draws only what changed, so that a terminal at rest does no more."""
Work = Callable[["RemoteLive", Actor], Awaitable[int]]
"""What is done in a session without a screen; it returns the exit code."""


def actor() -> Actor:
    """Who this terminal is, for the length of its life."""
    return Actor("terminal", secrets.token_hex(4))


def screen(options: HostOptions, session_id: str | None, *, room: bool = False) -> int:
    """Run the screens until the facilitator leaves, and return the exit code.

    Args:
        options: Those of the host, which is started where none runs.
        session_id: The session to enter at once; the library where None.
        room: Whether only the room view of that session is shown.

    Raises:
        Problem: if the data folder cannot be written.
    """
    doorway = Doorway(options)
    doorway.start()  # the host starts while Textual loads
    gc.disable()  # a start makes many objects and no garbage; looking for it takes an eighth of the time
    os.environ.setdefault("TEXTUAL_FPS", OFTEN)  # read once, when Textual loads
    from cop_tui.app import CopApp  # noqa: PLC0415  (Textual, only where there is a screen)
    from cop_tui.room_app import RoomApp  # noqa: PLC0415

    me, settled = actor(), settings.load()
    app = (RoomApp if room else CopApp)(
        RemoteLobby(doorway, me.id, kind="room" if room else "terminal"),
        me,
        session_id=session_id,
        theme=_theme(settled.theme.value),
        spare=_spare(settled.glyphs.value),
        keys=settled.keys,
        notices=settled.problems,
        keep=partial(settings.keep, "theme"),
        toured=Path(options.data) / paths.TOURED,
        retention=settled.retention.value,
    )
    code = 130
    with contextlib.suppress(KeyboardInterrupt):
        code = asyncio.run(_run(app)) or 0
    if app.visited and code == 0:
        click.clear()  # the wall is still lit: what was typed at the shell before is for nobody there
    return code


def _theme(wanted: str) -> str:
    """The theme that is wanted; else what the terminal can show, and light, which projectors show best."""
    # Textual would take the black and white of a code for colours and drop them; the plain theme has no others.
    colourless = bool(os.environ.pop("NO_COLOR", ""))
    if wanted != settings.AUTO:
        return wanted
    from rich.console import Console  # noqa: PLC0415  (Textual, only where there is a screen)

    few = Console(force_terminal=True).color_system in ("standard", "windows")
    return "plain" if colourless else "sixteen" if few else "light"


def _spare(wanted: str) -> bool:
    """Whether ASCII is all that screens are drawn with."""
    from screens.glyphs import poor  # noqa: PLC0415  (only where there is a screen)

    return wanted == "ascii" or (wanted == settings.AUTO and poor())


async def _run(app: CopApp) -> int | None:
    asyncio.get_running_loop().call_later(STARTED_SECONDS, _started)
    with _signals(app) as hang_up:
        watching = asyncio.create_task(_watch(hang_up))
        await app.run_async()
        watching.cancel()
    code: int | None = app.return_code
    return code


def _started() -> None:
    """Collect garbage from now on, but never look again at what the start has made."""
    gc.freeze()
    gc.enable()


async def _watch(hang_up: Callable[[], None]) -> None:
    """Hang up when the line is gone without a signal, as where it was not the controlling terminal."""
    while True:
        await asyncio.sleep(1)
        if not os.isatty(0):
            hang_up()
            return


@contextlib.contextmanager
def _signals(app: CopApp) -> Iterator[Callable[[], None]]:
    """End a terminal cleanly on SIGTERM, and on SIGHUP without its line; the session goes on in the host."""
    loop = asyncio.get_running_loop()
    ending: set[asyncio.Task[None]] = set()

    def end(code: int) -> None:
        ending.add(loop.create_task(app.end(code)))

    def hang_up(*_: object) -> None:
        # The line is gone: whatever is still drawn goes nowhere, instead of into an error for each write.
        nowhere = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            with contextlib.suppress(OSError):
                os.dup2(nowhere, descriptor)
        if hasattr(signal, "alarm"):
            signal.signal(signal.SIGCONT, signal.SIG_IGN)
            signal.alarm(LET_GO_SECONDS)
        loop.call_soon_threadsafe(end, HUNG_UP)

    # Windows has neither on its loop: a closed window ends the process, and costs nobody anything.
    before = None
    with contextlib.suppress(NotImplementedError, AttributeError):
        loop.add_signal_handler(signal.SIGTERM, end, TERMINATED)
        # At once, not on the loop: SIGCONT comes with it, on which Textual would begin a second time to draw, on
        # a line that is gone, and wait for ever for what nobody writes any more.
        before = signal.signal(signal.SIGHUP, hang_up)
    try:
        yield hang_up
    finally:
        if before is not None:
            loop.remove_signal_handler(signal.SIGTERM)
            signal.signal(signal.SIGHUP, before)


def plain(options: HostOptions, session_id: str) -> int:
    """Run plain mode on stdin and stdout, and return the exit code.

    Raises:
        Problem: if the session cannot be opened.
    """
    from cop_tui import stdin as mode  # noqa: PLC0415  (not needed by screens)

    return attached(options, session_id, mode.run)


def attached(
    options: HostOptions,
    session_id: str,
    work: Work,
    *,
    kind: str = "terminal",
    stays: bool = False,
) -> int:
    """Do some work in a session without a screen, and return the exit code.

    Args:
        options: Those of the host, which is started where none runs.
        session_id: The session.
        work: What to do there; it returns the exit code.
        kind: Who does it: a terminal, or an import.
        stays: Whether the host stays, even where nobody else is attached to it.

    Raises:
        Problem: if the session cannot be opened, or the work meets one.
    """

    async def there() -> int:
        from cop_tui.host.client import RemoteLive  # noqa: PLC0415  (after the first frame of a screen)

        me = actor()
        live = RemoteLive(Doorway(options), session_id, me.id, kind=kind)
        await live.attach()
        try:
            return await work(live, me)
        finally:
            if not stays:
                with contextlib.suppress(Problem):
                    await live.ask("leave")
            await live.detach()

    with contextlib.suppress(KeyboardInterrupt):
        return asyncio.run(there())
    return 130
