"""Serving afterwards: the pages without a terminal, and summaries for a web server."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import click
import msgspec

from cop_tui.commands.common import host, site_options


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
