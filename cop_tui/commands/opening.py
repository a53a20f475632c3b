"""Opening a session, joining one that runs, and stopping the host."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import click

from cop_tui import paths
from cop_tui.commands.common import ask, find, host, screen, site_options
from cop_tui.host.door import HostOptions
from cop_tui.host.doorway import NoHost
from sessions.errors import Busy


@click.command(name="open")
@click.argument("session")
@click.option("--plain", is_flag=True, help="Plain lines in and out, no screen.")
@site_options
@click.pass_obj
def open_(data: Path, /, session: str, plain: bool, **site: Any) -> int:
    """Open a session; SESSION is its id, a beginning of it, or last.

    \b
    Example:
      cop-tui open last
      cop-tui open falls --plain < lines.txt
    """
    row = find(data, session)
    return _enter(host(data, **site), row.id, plain=plain)


def _enter(options: HostOptions, session_id: str, *, plain: bool) -> int:
    if not plain:
        return screen(options, session_id)
    from cop_tui import terminal

    _offer(Path(options.data), session_id)
    return terminal.plain(options, session_id)


def _offer(data: Path, session_id: str) -> None:
    """Say what of the session's community is older than the retention; nothing is done with it here."""
    from cop_tui import settings
    from sessions import library, retention

    period, day = settings.load().retention.value, retention.today(time.time_ns() // 1_000_000)
    rows = library.rows(data)
    ours = next((row.community.casefold() for row in rows if row.id == session_id), "")
    old = retention.older(
        (row for row in rows if row.community.casefold() == ours), period, day, retention.answers(data)
    )
    if sentence := retention.offer(old, period, "cop-tui retention"):
        click.echo(sentence, err=True)


@click.command()
@click.argument("session", default="last")
@click.option("--room", is_flag=True, help="Only show: the room view, for the wall. Nothing is typed there.")
@click.option("--plain", is_flag=True, help="Plain lines in and out, no screen.")
@click.pass_obj
def attach(data: Path, session: str, room: bool, plain: bool) -> int:
    """Join a session that is running, as a second terminal.

    \b
    Example:
      cop-tui attach
      cop-tui attach --room
    """
    if room and plain:
        raise click.UsageError("--room is a screen and --plain has none: take one of them.")
    ask(data, "here")
    if room:
        return screen(host(data), find(data, session).id, room=True)
    return _enter(host(data), find(data, session).id, plain=plain)


@click.command()
@click.pass_obj
def stop(data: Path) -> None:
    """Stop the host: every terminal ends, every session is kept.

    \b
    Example:
      cop-tui stop
    """
    from filelock import FileLock, Timeout

    try:
        ask(data, "stop")
    except NoHost:
        click.echo("No host is running.", err=True)
        return
    try:
        FileLock(data / paths.LOCK, timeout=10).acquire().lock.release()
    except Timeout as error:
        raise Busy("The host was told to stop and is still writing. Try again in a moment.") from error
