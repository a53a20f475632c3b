"""The command line. stdout is data, stderr is narration, exit codes are an interface.

0 done, 1 failed, 2 misused, 3 try again, 4 damaged data, 130 and 143 by signal.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from cop_tui import paths
from cop_tui.host.door import IDLE_SECONDS, PORT, HostOptions, SiteOptions
from sessions.errors import Busy, Damaged, Malformed, NotFound, Problem

FAILED, MISUSED, AGAIN, DAMAGED = 1, 2, 3, 4


class NoTerminal(Problem):
    """A screen was asked for where none can be drawn."""


CODES: tuple[tuple[type[Problem], int], ...] = (
    (NoTerminal, MISUSED),
    (Malformed, MISUSED),
    (Busy, AGAIN),
    (Damaged, DAMAGED),
)


class Program(click.Group):
    """The group of commands: a problem ends it with a sentence and a code, never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command and exit with what it returns."""
        try:
            ctx.exit(super().invoke(ctx) or 0)
        except Problem as problem:
            click.echo(problem.sentence, err=True)
            ctx.exit(next((code for kind, code in CODES if isinstance(problem, kind)), FAILED))


def _site_options(command: Callable[..., Any]) -> Callable[..., Any]:
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


def _host(
    data: Path, *, no_web: bool = False, port: int = PORT, bind: str = "", public_url: str = ""
) -> HostOptions:
    if public_url and not public_url.startswith(("http://", "https://")):
        raise click.BadParameter(
            f"{public_url} does not begin with https:// or http://", param_hint="--public-url"
        )
    site = SiteOptions(on=not no_web, port=port, bind=bind, public_url=public_url)
    return HostOptions(data=str(data), idle=float(os.environ.get("COP_TUI_IDLE") or IDLE_SECONDS), site=site)


def _screen(options: HostOptions, session_id: str | None) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        # Textual would draw into nothing, and never end.
        raise NoTerminal(
            "This is no terminal that screens can be drawn on. "
            "cop-tui open SESSION --plain takes and gives plain lines; cop-tui list, show and export need no screen."
        )
    from cop_tui import terminal

    return terminal.screen(options, session_id)


def _find(data: Path, session: str) -> Any:
    from sessions import library

    return library.find(data, session)


@click.group(
    cls=Program, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option("--data-dir", metavar="FOLDER", help="Where everything is kept. Also COP_TUI_DATA.")
@click.version_option(package_name="cop-tui", prog_name="cop-tui")
@click.pass_context
def cli(context: click.Context, data_dir: str | None) -> int:
    """Lead a workshop of a community of practice, and keep what the room said.

    Without a command it opens the library.

    \b
    Example:
      cop-tui new --community "Falls prevention"
      cop-tui open last
    """
    context.obj = paths.data_folder(data_dir)
    return 0 if context.invoked_subcommand else _screen(_host(context.obj), None)


@cli.command()
@click.option("--community", required=True, metavar="NAME", help="Whose workshop it is.")
@click.option("--plan", default="", metavar="PLAN", help="A plan: hour or ground.")
@click.option(
    "--title", default="", metavar="TITLE", help="What it is called; the plan's title where left out."
)
@click.option("--date", default="", metavar="DATE", help="As in 2026-11-26; today where left out.")
@click.pass_obj
def new(data: Path, community: str, plan: str, title: str, date: str) -> None:
    """Make a session and print its id.

    \b
    Example:
      cop-tui new --community "Falls prevention" --plan hour --date 2026-11-26
    """
    from sessions import plans

    wanted = {"community": community, "plan": plan or plans.DEFAULT, "title": title, "date": date}
    click.echo(_make(paths.writable(data), wanted))


def _make(data: Path, wanted: dict[str, str]) -> str:
    """Make a session under the lock of the data folder, or by the host that has it."""
    from filelock import FileLock, Timeout

    from sessions import library
    from sessions.live import LiveSession

    async def alone() -> str:
        try:
            live = LiveSession.create(
                data,
                community=wanted["community"],
                plan=wanted["plan"],
                title=wanted["title"],
                date=wanted["date"],
            )
            await live.record()
            library.keep(data, library.Row.of(live.session, live.clock()))
        except OSError as error:
            raise Problem(
                f"The session cannot be written to {data} ({error.strerror}). Nothing was kept."
            ) from error
        await live.close()
        return live.session.id

    try:
        with FileLock(data / paths.LOCK, timeout=0):
            return asyncio.run(alone())
    except Timeout:
        return str(_ask(data, "new", **wanted)["id"])


def _ask(data: Path, what: str, **details: Any) -> dict[str, Any]:
    """Ask the host that runs; it is not started for this.

    Raises:
        NotFound: if none runs.
    """
    from cop_tui.host.doorway import Doorway
    from cop_tui.host.lobby import RemoteLobby

    return asyncio.run(
        RemoteLobby(Doorway(HostOptions(data=str(data)), start=False), "cli").ask(what, **details)
    )


@cli.command(name="open")
@click.argument("session")
@click.option("--plain", is_flag=True, help="Plain lines in and out, no screen.")
@_site_options
@click.pass_obj
def open_(data: Path, /, session: str, plain: bool, **site: Any) -> int:
    """Open a session; SESSION is its id, a beginning of it, or last.

    \b
    Example:
      cop-tui open last
      cop-tui open falls --plain < lines.txt
    """
    row = _find(data, session)
    return _enter(_host(data, **site), row.id, plain=plain)


def _enter(options: HostOptions, session_id: str, *, plain: bool) -> int:
    if not plain:
        return _screen(options, session_id)
    from cop_tui import terminal

    return terminal.plain(options, session_id)


@cli.command()
@click.argument("session", default="last")
@click.option("--plain", is_flag=True, help="Plain lines in and out, no screen.")
@click.pass_obj
def attach(data: Path, session: str, plain: bool) -> int:
    """Join a session that is running, as a second terminal.

    \b
    Example:
      cop-tui attach
    """
    _ask(data, "here")
    return _enter(_host(data), _find(data, session).id, plain=plain)


@cli.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def list_(data: Path, as_json: bool) -> None:
    """List every session, the one changed last first.

    \b
    Example:
      cop-tui list
    """
    import msgspec

    from sessions import library

    rows = library.rows(data)
    if as_json:
        shown = [
            {key: value for key, value in msgspec.to_builtins(row).items() if key != "token"} for row in rows
        ]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    width = max((len(row.id) for row in rows), default=0)
    for row in rows:
        click.echo(
            f"{row.id:<{width}}  {row.date}  {row.state:<7}  {row.notes:>4} notes  {row.community} · {row.title}"
        )
    if not rows:
        click.echo('No session yet. cop-tui new --community "Falls prevention" makes one.', err=True)


@cli.command()
@click.argument("session")
@click.option(
    "--json", "as_json", is_flag=True, help="As JSON; with the summary's address while it is served."
)
@click.pass_obj
def show(data: Path, session: str, as_json: bool) -> None:
    """Show what a session came to.

    \b
    Example:
      cop-tui show last
    """
    import msgspec

    from cop_tui import export as exports
    from sessions import library, records

    row = _find(data, session)
    found = records.current(library.folder_of(data, row.id))
    if not as_json:
        click.echo(exports.render(found, "markdown"))
        return
    url = ""
    with contextlib.suppress(NotFound):
        url = str(_ask(data, "where", session=row.id)["summary_url"])
    shown = msgspec.to_builtins(library.Row.of(found, row.changed))
    del shown["token"]
    click.echo(json.dumps({**shown, "summary_url": url or None}, ensure_ascii=False, indent=2))


@cli.command()
@click.argument("session")
@click.option(
    "--to",
    "formats",
    multiple=True,
    required=True,
    metavar="FORMAT",
    help="json or markdown; may be given twice.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder; here where left out.",
)
@click.pass_obj
def export(data: Path, session: str, formats: tuple[str, ...], out: Path) -> None:
    """Write a session to files and print their paths.

    \b
    Example:
      cop-tui export last --to markdown --to json --out minutes
    """
    from cop_tui import export as exports
    from sessions import library, records

    unknown = [one for one in formats if one not in exports.FORMATS]
    if unknown:
        raise click.BadParameter(
            f"there is no {unknown[0]}; there are {', '.join(exports.FORMATS)}", param_hint="--to"
        )
    found = records.current(library.folder_of(data, _find(data, session).id))
    try:
        for one in formats:
            click.echo(exports.write(found, one, out))
    except OSError as error:
        raise Problem(f"{out} cannot be written ({error.strerror}). The session is untouched.") from error


@cli.command()
@click.pass_obj
def stop(data: Path) -> None:
    """Stop the host: every terminal ends, every session is kept.

    \b
    Example:
      cop-tui stop
    """
    from filelock import FileLock, Timeout

    try:
        _ask(data, "stop")
    except NotFound:
        click.echo("No host is running.", err=True)
        return
    try:
        FileLock(data / paths.LOCK, timeout=10).acquire().lock.release()
    except Timeout as error:
        raise Busy("The host was told to stop and is still writing. Try again in a moment.") from error


@cli.command(name="paths")
@click.pass_obj
def paths_(data: Path) -> None:
    """Print where everything is kept.

    \b
    Example:
      cop-tui paths
    """
    from sessions import library

    for name, path in (
        ("data", data),
        ("library", data / library.LIBRARY),
        ("sessions", data / library.SESSIONS),
        ("log", data / paths.LOG),
    ):
        click.echo(f"{name:<9}{path}")
