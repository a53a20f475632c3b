"""What is kept longer than was settled."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import click
import msgspec

from cop_tui import settings
from cop_tui.commands.common import through_host
from sessions import library
from sessions import retention as retained
from sessions.blocks import plural
from sessions.library import Row


@click.command()
@click.option("--burn", "answer", flag_value="burn", help="Leave only their counts, without asking.")
@click.option("--keep", "answer", flag_value="keep", help="Keep them, and offer them again in a year.")
@click.option("--community", metavar="NAME", default="", help="Only those of this community.")
@click.option("--json", "as_json", is_flag=True, help="As JSON; nothing is asked.")
@click.pass_obj
def retention(data: Path, answer: str | None, community: str, as_json: bool) -> None:
    """List the meetings that are older than the retention, and offer to burn them down to their counts.

    The retention is a setting: retention = "2 years" is built in, "never" offers nothing. At a terminal it asks;
    elsewhere it lists alone. Nothing goes without a yes; a no holds for a year.

    \b
    Example:
      cop-tui retention
      cop-tui retention --community "Falls prevention" --burn
    """
    period = settings.load().retention.value
    day = retained.today(time.time_ns() // 1_000_000)
    found = [
        row
        for row in retained.older(library.rows(data), period, day, {})
        if community.casefold() in ("", row.community.casefold())
    ]
    if as_json:
        shown = [
            {key: value for key, value in msgspec.to_builtins(row).items() if key != "token"} for row in found
        ]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    for row in found:
        click.echo(f"{row.id}  {retained.told(row)}")
    if not found:
        click.echo("Nothing is offered: the retention is never." if period == retained.NEVER else f"Nothing is older than {period}.", err=True)  # fmt: skip
        return
    click.echo(retained.WOULD_GO, err=True)
    if answer is None and not sys.stdin.isatty():
        click.echo("Nothing was changed. --burn leaves only their counts, --keep keeps them.", err=True)
        return
    chosen = answer == "burn" if answer else _asked(found)
    _do(data, found, burn=chosen)


def _asked(found: list[Row]) -> bool:
    return click.confirm(f"Burn all but the counts of {plural(len(found), 'meeting')}?", err=True)


def _do(data: Path, found: list[Row], *, burn: bool) -> None:
    with through_host(data) as asked:
        if burn:
            for row in found:
                asked("burn", session=row.id)
                click.echo(f"{row.id}: only its counts are left.", err=True)
        else:
            asked("keep", sessions=[row.id for row in found])
            click.echo(f"{plural(len(found), 'meeting')} kept. It is offered again in a year.", err=True)
