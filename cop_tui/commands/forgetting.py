"""Having a person's data removed."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from pathlib import Path
from typing import Any

import click

from cop_tui.commands.common import ask, find, host
from cop_tui.host.doorway import Doorway, NoHost
from cop_tui.host.lobby import RemoteLobby
from sessions.blocks import plural
from sessions.errors import Problem

TOLD = 20
"""Mentions that are shown one by one."""
UNREACHED = "Not reached: {}copies that readers saved, mails and sites that were sent or published before, and backups of this disk."


@click.command()
@click.argument("session")
@click.argument("person")
@click.option("--redact/--keep", default=None, help="Whether the name is taken out of what others said, too.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def forget(data: Path, session: str, person: str, redact: bool | None, yes: bool) -> None:
    """Remove PERSON, by their whole name, from every session of the community of SESSION, for good.

    Their name and what they said of themselves leave every file here; counts and measures stay, and what they said
    stays without them. Where others speak of them is listed first.

    \b
    Example:
      cop-tui forget last "Amina Khan"
    """
    row = find(data, session)

    async def asked(what: str, **details: Any) -> dict[str, Any]:
        lobby = RemoteLobby(Doorway(host(data, no_web=True)), "cli")
        return await lobby.ask(what, session=row.id, person=person, **details)

    started = _runs(data)
    try:
        known = asyncio.run(asked("known"))
        redact = _agreed(known, person, redact, yes=yes)
        asyncio.run(asked("forget", redact=redact))
    finally:
        if not started:
            with contextlib.suppress(Problem):
                asyncio.run(asked("leave"))
    click.echo(f"{person} is forgotten in {plural(len(known['sessions']), 'session')}.")
    if known["mentions"] and not redact:
        click.echo(f"{plural(len(known['mentions']), 'mention')} in the words of others stay.", err=True)
    named = "".join(f"{one}, " for one in known["files"])
    click.echo(UNREACHED.format(named), err=True)


def _runs(data: Path) -> bool:
    """Whether a host runs already, which then stays."""
    try:
        ask(data, "here")
    except NoHost:
        return False
    return True


def _agreed(known: dict[str, Any], person: str, redact: bool | None, *, yes: bool) -> bool:
    """Show who speaks of them, and ask; whether the name goes from there, too.

    Raises:
        Problem: if it cannot be asked, or is not wanted.
    """
    mentions = known["mentions"]
    for session, handle, words in mentions[:TOLD]:
        click.echo(f"{session} {handle}: {words}", err=True)
    if len(mentions) > TOLD:
        click.echo(f"and {len(mentions) - TOLD} more", err=True)
    if redact is None and mentions and not sys.stdin.isatty():
        raise Problem(
            f"Others speak of {person}. Say --redact to take the name out of their words, or --keep. Nothing was changed."
        )
    if redact is None:
        redact = bool(mentions) and click.confirm(
            "Take the name out of these words of others, too?", err=True
        )
    where = plural(len(known["sessions"]), "session")
    if not yes and not sys.stdin.isatty():
        raise Problem(f"This would forget {person} in {where}, for good. Say --yes. Nothing was changed.")
    if not yes and not click.confirm(f"Forget {person} in {where}? It is for good.", err=True):
        raise Problem("Nothing was changed.")
    return redact
