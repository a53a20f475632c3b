"""Importing: what was written elsewhere into a session, or a session itself from its JSON export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cop_tui import paths
from cop_tui.commands.common import find, in_session
from cop_tui.commands.making import by_whoever_writes
from cop_tui.importing import files, restoring, wishes
from cop_tui.importing.problems import NOTHING
from cop_tui.plain import Plain
from sessions.actors import Actor
from sessions.blocks import plural
from sessions.clean import clean
from sessions.errors import Problem
from sessions.live import LiveSession

if TYPE_CHECKING:
    from cop_tui.host.client import RemoteLive

TOLD = 10
"""Names of what was left out that are told one by one."""


@click.command(name="import")
@click.argument("session")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--activity",
    default="",
    metavar="ID",
    help="Where notes or votes of a CSV file go; the activity that is on, or the one that votes, where left out.",
)
@click.pass_obj
def import_(data: Path, /, session: str, file: Path, activity: str) -> int:
    """Import FILE into SESSION, which is an id, a beginning of it, or last.

    A .csv file has notes (ref, text, lane, author, theme; only text is needed), people (name, organisation,
    profession, hierarchy, sector; only name is needed) or votes (participant, ref, value), as its header
    says. All of it is imported, or nothing. People come first, then notes, then votes. People who are imported
    before the clock starts are invited, and count as here once /here says so; afterwards they are here.

    A .json file is the export of a session: SESSION is then new, or the id that the session has.

    Any other file has scribe lines. Each is answered on its own, as with open --plain.

    \b
    Example:
      cop-tui import last people.csv
      cop-tui import last notes.csv --activity practice
      cop-tui import falls lines.txt
      cop-tui import new falls-prevention-261126-abc.json
    """
    found = files.content(file)
    kind = files.kind(file, found)
    if activity and kind != "sheet":
        raise click.BadParameter("it is for CSV files of notes or votes", param_hint="--activity")
    if kind == "export":
        return _restore(data, session, file, found)
    session_id = find(data, session).id
    if kind == "lines":
        lines = files.lines(found, file.name)
        return in_session(data, session_id, "terminal", lambda live, me: _follow(live, me, lines))
    return in_session(data, session_id, "import", lambda live, _: _sheet(live, found, file.name, activity))


async def _sheet(live: RemoteLive, content: bytes, file: str, activity: str) -> int:
    """Import all of a sheet, or nothing."""
    made = wishes.imported(content, file, live.session, activity)
    if made.wish:
        try:
            await live.submit(made.wish, Actor("import"))
        except Problem as problem:
            if problem.sentence.endswith(NOTHING):
                raise
            raise type(problem)(f"{clean(file)}: {problem.sentence} {NOTHING}") from problem
    if made.skipped:
        click.echo(made.skipped, err=True)
    click.echo(made.done)
    return 0


async def _follow(live: RemoteLive, me: Actor, lines: list[str]) -> int:
    """Follow scribe lines one by one, as plain mode does."""
    plain = Plain(live, me, out=sys.stdout, screen=sys.stderr, file=True)
    rest = iter(lines)
    for line in rest:
        if not await plain.take(line):
            break
    left = sum(bool(clean(line)) for line in rest)
    if left:
        click.echo(f"{plural(left, 'line')} after /leave not followed.", err=True)
    click.echo(f"{plural(len(live.session.notes), 'note')} kept in {live.session.id}.", err=True)
    return 1 if plain.refused or left else 0


def _restore(data: Path, session: str, file: Path, content: bytes) -> int:
    """Bring a session back from its JSON export, and print its id."""
    found = restoring.read(content, file.name)
    if session not in ("new", found.id):
        raise Problem(
            f"{clean(file.name)} holds the session {found.id}; cop-tui import new {clean(file.name)} brings it back. {NOTHING}"
        )
    made = by_whoever_writes(
        paths.writable(data),
        lambda: LiveSession.restore(data, found.tables),
        "restore",
        {"file": str(file.absolute())},
    )
    if found.unknown:
        more = f" and {len(found.unknown) - TOLD:,} more" if len(found.unknown) > TOLD else ""
        click.echo(
            f"Left out, as this version knows nothing of it: {'; '.join(found.unknown[:TOLD])}{more}.",
            err=True,
        )
    notes, people = (len(found.tables[table]) for table in ("notes", "participants"))
    click.echo(
        f"Brought back with {plural(notes, 'note')} and {plural(people, 'person', 'people')}. "
        f"cop-tui open {made} opens it.",
        err=True,
    )
    click.echo(made)
    return 0
