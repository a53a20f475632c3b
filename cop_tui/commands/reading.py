"""Reading what is kept: the list, a session, its exports, and where everything is."""

from __future__ import annotations

import contextlib
import json
from functools import partial
from pathlib import Path

import click
import msgspec

from cop_tui import export as exports
from cop_tui import paths
from cop_tui.commands.common import ask, find, out_option, told
from cop_tui.export import document, markdown
from cop_tui.host.doorway import NoHost
from sessions import history, library, plans, records
from sessions.blocks import plural
from sessions.errors import Problem
from sessions.session import Session
from sessions.steps import blocks


@click.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def list_(data: Path, as_json: bool) -> None:
    """List every session, the one changed last first.

    \b
    Example:
      cop-tui list
    """

    rows = library.rows(data)
    if as_json:
        shown = [
            {key: value for key, value in msgspec.to_builtins(row).items() if key != "token"} for row in rows
        ]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    width = max((len(row.id) for row in rows), default=0)
    for row in rows:
        waits = f" · {plural(row.comments, 'comment waits', 'comments wait')}" if row.comments else ""
        click.echo(
            f"{row.id:<{width}}  {row.date}  {row.state:<7}  {row.notes:>4} notes  {row.promises:>3} open  {row.community} · {row.title}{waits}"
        )
    if not rows:
        click.echo('No session yet. cop-tui new --community "Falls prevention" makes one.', err=True)


@click.command()
@click.argument("session")
@click.option(
    "--json", "as_json", is_flag=True, help="As JSON; with the summary's address while it is served."
)
@click.option("--at", metavar="TIME", help="The board as it was then, as in 10:42.")
@click.pass_obj
def show(data: Path, session: str, as_json: bool, at: str | None) -> None:
    """Show what a session came to, or its board as it was.

    \b
    Example:
      cop-tui show last
      cop-tui show last --at 10:42
    """

    row = find(data, session)
    if at is not None:
        _at(library.folder_of(data, row.id), at, as_json=as_json)
        return
    found = _read(data, row)
    if not as_json:
        click.echo(exports.render(found, "markdown"))
        return
    places: dict[str, str | None] = {"summary_url": None}
    with contextlib.suppress(NoHost):
        places = {name: place or None for name, place in ask(data, "where", session=row.id).items()}
    shown = msgspec.to_builtins(library.Row.of(found, row.changed))
    del shown["token"]
    click.echo(json.dumps({**shown, **places}, ensure_ascii=False, indent=2))


def _at(folder: Path, text: str, *, as_json: bool) -> None:
    """Show the board of a session as it was at a time."""
    told = history.History(history.entries(folder))
    moment = told.when(text)
    past = told.at(moment)
    shown = blocks(past, past.now, "wall")
    if as_json:
        step = {"at": moment, "activity": past.now.id, "step": past.now.at.kind}
        drawn = [{"kind": type(one).__name__.lower(), **msgspec.to_builtins(one)} for one in shown]
        click.echo(json.dumps({**step, "blocks": drawn}, ensure_ascii=False, indent=2))
        return
    head = document.Heading(f"{past.community.name}: {history.in_words(past, moment)}", 1)
    parts = [part for block in shown for part in document.in_words(document.drawn(block, 2))]
    click.echo(markdown.paragraphs([head, *parts]))


@click.command()
@click.argument("session")
@click.option(
    "--to",
    "formats",
    multiple=True,
    required=True,
    metavar="FORMAT",
    help=f"{', '.join(exports.FORMATS)}; may be given more than once.",
)
@out_option
@click.pass_obj
def export(data: Path, session: str, formats: tuple[str, ...], out: Path) -> None:
    """Write a session to files and print their paths.

    \b
    Example:
      cop-tui export last --to html --to csv --out minutes
    """
    unknown = [one for one in formats if one not in exports.FORMATS]
    if unknown:
        raise click.BadParameter(
            f"there is no {unknown[0]}; there are {', '.join(exports.FORMATS)}", param_hint="--to"
        )
    found = _read(data, find(data, session))
    try:
        for one in formats:
            for path in exports.write(found, one, out, partial(told, one)):
                click.echo(path)
    except OSError as error:
        raise Problem(f"{out} cannot be written ({error.strerror}). The session is untouched.") from error


def _read(data: Path, row: library.Row) -> Session:
    """A session as its folder has it, having said what is wrong with that."""
    findings: list[str] = []
    found = records.current(library.folder_of(data, row.id), findings)
    for finding in findings:
        click.echo(finding, err=True)
    return found


@click.command(name="paths")
@click.pass_obj
def paths_(data: Path) -> None:
    """Print where everything is kept.

    \b
    Example:
      cop-tui paths
    """

    for name, path in (
        ("data", data),
        ("library", data / library.LIBRARY),
        ("sessions", data / library.SESSIONS),
        ("plans", data / plans.FOLDER),
        ("exports", paths.exports_folder()),
        ("log", data / paths.LOG),
    ):
        click.echo(f"{name:<9}{path}")
