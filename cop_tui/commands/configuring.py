"""What is settled about this terminal, and where each of it comes from."""

from __future__ import annotations

import json

import click

from cop_tui import settings
from sessions.errors import Malformed


@click.group()
def config() -> None:
    """Show the settings: theme, glyphs, keys.

    They are a file in TOML that you write yourself; `cop-tui config show` says where.

    \b
    Example:
      cop-tui config show
    """


@config.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def show(as_json: bool) -> None:
    """Print each setting, its value, and whether it is built in, from the file or from the environment.

    \b
    Example:
      cop-tui config show
    """
    found = settings.load()
    rows = list(found.rows())
    if as_json:
        shown = {row.name: {"value": row.value, "source": row.source} for row in rows}
        told = {"file": str(found.path), "settings": shown, "problems": found.problems}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        wide = max(len(row.name) for row in rows)
        values = max(len(row.value) for row in rows)
        click.echo(f"{'file':<{wide}}  {found.path}{'' if found.path.exists() else ' (there is none yet)'}")
        for row in rows:
            click.echo(f"{row.name:<{wide}}  {row.value:<{values}}  {row.source}")
    if found.problems:
        raise Malformed("\n".join(found.problems))
