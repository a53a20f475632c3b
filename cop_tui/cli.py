"""The command line. stdout is data, stderr is narration, exit codes are an interface.

0 done, 1 failed, 2 misused, 3 try again, 4 damaged data, 130 and 143 by signal.
"""

from __future__ import annotations

import importlib
import os
from typing import Any

import click

from cop_tui import paths
from cop_tui.commands.common import NoTerminal, host, screen
from cop_tui.settings import THEMES
from sessions.errors import Busy, Damaged, Malformed, Problem

FAILED, MISUSED, AGAIN, DAMAGED = 1, 2, 3, 4

CODES: tuple[tuple[type[Problem], int], ...] = (
    (NoTerminal, MISUSED),
    (Malformed, MISUSED),
    (Busy, AGAIN),
    (Damaged, DAMAGED),
)

COMMANDS = {
    "new": "making:new",
    "open": "opening:open_",
    "attach": "opening:attach",
    "stop": "opening:stop",
    "serve": "serving:serve",
    "publish": "serving:publish",
    "share": "serving:share",
    "list": "reading:list_",
    "show": "reading:show",
    "plans": "planning:plans_",
    "import": "importing:import_",
    "export": "reading:export",
    "community": "growing:community",
    "privacy": "privacy:privacy_",
    "forget": "forgetting:forget",
    "burn": "forgetting:burn",
    "retention": "retaining:retention",
    "check": "checking:check",
    "config": "configuring:config",
    "paths": "reading:paths_",
}
"""Each command and where it stands in cop_tui/commands, to be loaded when it is called."""


class Program(click.Group):
    """The group of commands: a problem ends it with a sentence and a code, never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command and exit with what it returns."""
        try:
            ctx.exit(super().invoke(ctx) or 0)
        except Problem as problem:
            click.echo(problem.sentence, err=True)
            ctx.exit(next((code for kind, code in CODES if isinstance(problem, kind)), FAILED))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command, loaded now."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(f"cop_tui.commands.{module}"), name)
        return command


@click.group(
    cls=Program, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option("--data-dir", metavar="FOLDER", help="Where everything is kept. Also COP_TUI_DATA.")
@click.option(
    "--theme",
    metavar="NAME",
    type=click.Choice(THEMES),
    help=f"How screens look: {', '.join(THEMES)}. Also COP_TUI_THEME.",
)
@click.version_option(package_name="cop-tui", prog_name="cop-tui")
@click.pass_context
def cli(context: click.Context, data_dir: str | None, theme: str | None) -> int:
    """Lead a workshop of a community of practice, and keep what the room said.

    Without a command it opens the library.

    \b
    Example:
      cop-tui new --community "Falls prevention"
      cop-tui open last
    """
    if theme:
        os.environ["COP_TUI_THEME"] = theme  # an option is the environment of one run
    context.obj = paths.data_folder(data_dir)
    return 0 if context.invoked_subcommand else screen(host(context.obj), None)
