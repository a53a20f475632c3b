"""Having a person's data removed, or all words of a session."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from cop_tui.commands.common import find, through_host
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

    Their name and what they said of themselves leave every file here; counts stay, and what they said stays without
    them. An answer about boundaries that nobody else gave goes too, for it would tell who it was, and with it one group
    of those that measures count. Where others speak of them is listed first.

    \b
    Example:
      cop-tui forget last "Amina Khan"
    """
    row = find(data, session)

    with through_host(data) as asked:
        known = asked("known", session=row.id, person=person)
        redact = _agreed(known, person, redact, yes=yes)
        asked("forget", session=row.id, person=person, redact=redact)
    click.echo(f"{person} is forgotten in {plural(len(known['sessions']), 'session')}.")
    if known["mentions"] and not redact:
        click.echo(f"{plural(len(known['mentions']), 'mention')} in the words of others stay.", err=True)
    named = "".join(f"{one}, " for one in known["files"])
    click.echo(UNREACHED.format(named), err=True)


@click.command()
@click.argument("session")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def burn(data: Path, session: str, yes: bool) -> None:
    """Leave only the counts of SESSION, for good: no word that anybody said stays.

    Its name, day and plan stay, how many were there, how many notes and promises there were, votes as totals, times and
    what measures came to. It is closed by it, and its summary has no address any more.

    \b
    Example:
      cop-tui burn last
    """
    row = find(data, session)
    what = f"{row.title} of {row.community}, {row.date}"
    if not yes and not sys.stdin.isatty():
        raise Problem(f"This would burn all but the counts of {what}. Say --yes. Nothing was changed.")
    if not yes and not click.confirm(f"Burn all but the counts of {what}? It is for good.", err=True):
        raise Problem("Nothing was changed.")
    with through_host(data) as asked:
        files = asked("burn", session=row.id)["files"]
    click.echo(f"Only the counts of {what} are left.")
    click.echo(UNREACHED.format("".join(f"{one}, " for one in files)), err=True)


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
