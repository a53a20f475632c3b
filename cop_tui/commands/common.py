"""What several commands share: the host's options, finding a session, asking the host that runs."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cop_tui.host.door import PORT, HostOptions, SiteOptions
from sessions.errors import Problem

if TYPE_CHECKING:
    from cop_tui.terminal import Work
    from sessions.library import Row


class NoTerminal(Problem):
    """A screen was asked for where none can be drawn."""


def site_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of the site."""
    for option in (
        click.option("--public-url", default="", metavar="URL", help="How the page is reached from outside."),
        click.option("--bind", default="", metavar="ADDRESS", help="Listen on this address alone."),
        click.option(
            "--port",
            type=click.IntRange(1, 65535),
            default=PORT,
            show_default=True,
            help="Port of the summary page; the next free one where it is taken.",
        ),
        click.option("--no-web", is_flag=True, help="Serve no summary page."),
    ):
        command = option(command)
    return command


out_option = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder that it is written to; here where left out.",
)


def host(
    data: Path, *, no_web: bool = False, port: int = PORT, bind: str = "", public_url: str = ""
) -> HostOptions:
    """The options of a host, as the command line has them.

    Raises:
        click.BadParameter: if the public address is none.
    """
    if public_url and not public_url.startswith(("http://", "https://")):
        raise click.BadParameter(
            f"{public_url} does not begin with https:// or http://", param_hint="--public-url"
        )
    site = SiteOptions(on=not no_web, port=port, bind=bind, public_url=public_url)
    return HostOptions(data=str(data), site=site)


def screen(options: HostOptions, session_id: str | None, *, room: bool = False) -> int:
    """Run the screens, at the library, in a session or as its room view, and return the exit code.

    Raises:
        NoTerminal: if there is no terminal to draw on.
    """
    if (
        not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty())
        or os.environ.get("TERM") == "dumb"
    ):
        # Textual would draw into nothing, and never end.
        raise NoTerminal(
            "This is no terminal that screens can be drawn on. "
            "cop-tui open SESSION --plain takes and gives plain lines; cop-tui list, show and export need no screen."
        )
    from cop_tui import terminal

    return terminal.screen(options, session_id, room=room)


def find(data: Path, session: str) -> Row:
    """The session that an id, a unique beginning of one, or `last` means.

    Raises:
        NotFound: if none does, or more than one.
    """
    from sessions import library

    return library.find(data, session)


def ask(data: Path, what: str, **details: Any) -> dict[str, Any]:
    """Ask the host that runs; it is not started for this.

    Raises:
        NoHost: if none runs.
        Problem: with the sentence of the host that runs.
    """
    from cop_tui.host.doorway import Doorway
    from cop_tui.host.lobby import RemoteLobby

    return asyncio.run(
        RemoteLobby(Doorway(HostOptions(data=str(data)), start=False), "cli").ask(what, **details)
    )


@contextlib.contextmanager
def through_host(data: Path) -> Iterator[Callable[..., dict[str, Any]]]:
    """Ask the host, which is started where none runs, and ends then."""
    from cop_tui.host.doorway import Doorway, NoHost
    from cop_tui.host.lobby import RemoteLobby

    def asked(what: str, **details: Any) -> dict[str, Any]:
        lobby = RemoteLobby(Doorway(host(data, no_web=True)), "cli")
        return asyncio.run(lobby.ask(what, **details))

    ran = True
    try:
        ask(data, "here")
    except NoHost:
        ran = False
    try:
        yield asked
    finally:
        if not ran:
            with contextlib.suppress(Problem):
                asked("leave")


def told(format: str, done: float) -> None:
    """Tell whoever watches how far a long export has come."""
    if sys.stderr.isatty():
        click.echo(f"\r{format} {done:4.0%}" if done < 1 else f"\r{'':20}\r", nl=False, err=True)


def in_session(data: Path, session_id: str, kind: str, work: Work) -> int:
    """Do some work in a session, and leave the host as it was: one that ran already stays.

    Raises:
        Problem: if the session cannot be opened, or the work meets one.
    """
    from cop_tui import terminal
    from cop_tui.host.doorway import NoHost

    try:
        ask(data, "here")
    except NoHost:
        return terminal.attached(host(data, no_web=True), session_id, work, kind=kind)
    return terminal.attached(host(data), session_id, work, kind=kind, stays=True)
