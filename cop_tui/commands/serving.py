"""Serving afterwards: the pages without a terminal, and summaries for a web server."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import click
import msgspec

from cop_tui.commands.common import ask, find, host, in_session, out_option, site_options
from cop_tui.host.doorway import NoHost
from sessions.errors import Problem
from sessions.library import Row


@click.command()
@site_options
@click.pass_obj
def serve(data: Path, /, **site: Any) -> int:
    """Serve the pages of every session, without a terminal, until it is stopped.

    It logs to stderr. Terminals may join it meanwhile, and leave again. Ctrl+C, SIGTERM or cop-tui stop ends it;
    every session is kept.

    \b
    Example:
      cop-tui serve --public-url https://cop.example.org
    """
    from cop_tui.host.__main__ import hosted  # noqa: PLC0415  (what serves is not needed by other commands)

    options = msgspec.structs.replace(host(data, **site), idle=math.inf)
    return hosted(options, foreground=True)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def publish(data: Path, folder: Path) -> None:
    """Write every summary that is released and shared to FOLDER, as pages for any web server.

    Run it again after a meeting, or once a summary is revoked: what is not shared any more is taken out.

    \b
    Example:
      cop-tui publish /var/www/communities
    """
    from cop_tui.export import publishing  # noqa: PLC0415  (templates are not needed by other commands)

    findings: list[str] = []
    try:
        written = publishing.publish(publishing.shared(data, findings), folder)
    except OSError as error:
        raise Problem(f"{folder} cannot be written ({error.strerror}). The site of before stands.") from error
    for finding in findings:
        click.echo(finding, err=True)
    for path in written:
        click.echo(path)


CODES = {"slide": 180, "paper": 900}
"""Bytes that a code holds: one that is read from a slide, and a dense one that is read from paper."""


@click.command()
@click.argument("session")
@click.option(
    "--revoke", is_flag=True, help="End its address for good; whoever has it reads nothing there any more."
)
@click.option(
    "--code",
    type=click.Choice(list(CODES)),
    help="Write a code that holds the essence itself: small enough for a slide, or dense for paper. It needs no network.",
)
@out_option
@click.pass_obj
def share(data: Path, session: str, revoke: bool, code: str | None, out: Path) -> None:
    """Print the address of a session's summary, or end it; or write a code with what it came to.

    \b
    Example:
      cop-tui share last
      cop-tui share last --code slide --out minutes
      cop-tui share last --revoke
    """
    row = find(data, session)
    if revoke and code:
        raise click.UsageError("--code writes what a revoked address would not: take one of them.")
    if code:
        click.echo(_written(data, row, code, out))
    elif revoke:
        _share(data, row, revoke=True)
        click.echo(
            f"The summary of {row.title} has no address now. No copy that was saved is reached.", err=True
        )
    else:
        if not row.token:
            _share(data, row, revoke=False)
        try:
            address = ask(data, "where", session=row.id)["summary_url"]
        except NoHost:
            address = ""
        if not address:
            click.echo("No site is on now: cop-tui serve puts it on, and open does.", err=True)
            address = f"/s/{find(data, row.id).token}"
        click.echo(address)


def _share(data: Path, row: Row, *, revoke: bool) -> None:
    from sessions.commands import Share  # noqa: PLC0415

    async def work(live: Any, me: Any) -> int:
        await live.submit(Share(revoke=revoke), me)
        return 0

    in_session(data, row.id, "terminal", work)


def _written(data: Path, row: Row, code: str, out: Path) -> Path:
    """Write the essence of a session as a code, and return where."""
    from qrcode import constants  # noqa: PLC0415
    from qrcode.main import QRCode  # noqa: PLC0415

    from cop_tui.export.names import file_name  # noqa: PLC0415
    from sessions import library, records  # noqa: PLC0415
    from sessions.summary.essence import essence  # noqa: PLC0415

    text = essence(records.current(library.folder_of(data, row.id)), CODES[code])
    click.echo(text, err=True)
    made = QRCode(border=4, box_size=12, error_correction=constants.ERROR_CORRECT_M)
    made.add_data(text)
    made.make(fit=True)
    path = out / file_name(f"{row.id}-{code}", "png")
    try:
        out.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            made.make_image().save(file)
    except OSError as error:
        raise Problem(f"{out} cannot be written ({error.strerror}). Nothing was changed.") from error
    return path
