"""What is kept of people, for whoever must answer for it."""

from __future__ import annotations

import json
from pathlib import Path

import click
import msgspec

from cop_tui.commands.common import find
from cop_tui.export import document, markdown
from sessions import library, privacy, records


@click.command(name="privacy")
@click.argument("session", default="last")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def privacy_(data: Path, session: str, as_json: bool) -> None:
    """Say what is kept of people in SESSION: a data map, a notice for the room, and half a page for a DPIA.

    It speaks of the session's own settings, and holds no name of anybody.

    \b
    Example:
      cop-tui privacy last > privacy.md
    """
    row = find(data, session)
    found = records.current(library.folder_of(data, row.id))
    if as_json:
        told = {block.id: msgspec.to_builtins(block) for block in privacy.told(found)}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    head = document.Heading(f"{found.community.name}: {found.title}. What is kept of people", 1)
    parts = [part for block in privacy.told(found) for part in document.in_words(document.drawn(block, 2))]
    click.echo(markdown.paragraphs([head, *parts]))
