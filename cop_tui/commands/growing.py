"""A community over its meetings."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from cop_tui import export as exports
from cop_tui.commands.common import out_option, told
from sessions import growth
from sessions.errors import Problem


@click.command()
@click.argument("name")
@click.option(
    "--to",
    "formats",
    multiple=True,
    metavar="FORMAT",
    type=click.Choice([name for name, one in exports.FORMATS.items() if one.of_community]),
    help="Write it to a file: word, pdf, html, markdown; may be given more than once.",
)
@out_option
@click.pass_obj
def community(data: Path, name: str, formats: tuple[str, ...], out: Path) -> None:
    """Show a community over its meetings: how it has grown, what it kept and what it was worth.

    Names stand in it only where the detail of that meeting was opened to readers.

    \b
    Example:
      cop-tui community "Falls prevention" --to word --to pdf
    """
    findings: list[str] = []
    found = growth.Growth(growth.meetings(data, name, findings))
    for finding in findings:
        click.echo(finding, err=True)
    if not formats:
        click.echo(exports.render(found, "markdown"))
    try:
        for one in formats:
            for path in exports.write(found, one, out, partial(told, one)):
                click.echo(path)
    except OSError as error:
        raise Problem(f"{out} cannot be written ({error.strerror}). Nothing was changed.") from error
