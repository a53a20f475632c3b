"""Making a session."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from pathlib import Path

import click
from filelock import FileLock, Timeout

from cop_tui import paths
from cop_tui.commands.common import ask
from cop_tui.host.doorway import NoHost
from sessions import library, plans
from sessions.disk import PRIVATE_FILE
from sessions.errors import Busy, Problem
from sessions.live import LiveSession

TRIES, PAUSE_SECONDS = 50, 0.1


@click.command()
@click.option("--community", required=True, metavar="NAME", help="Whose workshop it is.")
@click.option(
    "--plan",
    default="",
    metavar="PLAN",
    help=f"A plan: {', '.join(plans.BUILT_IN)}, or one of your own; {plans.DEFAULT} where left out.",
)
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
    wanted = {"community": community, "plan": plan or plans.DEFAULT, "title": title, "date": date}
    click.echo(make(paths.writable(data), wanted))
    _, problem = plans.usable(wanted["plan"], data / plans.FOLDER)
    if problem:
        click.echo(f"{problem} The built-in {wanted['plan']} was taken.", err=True)


def make(data: Path, wanted: dict[str, str]) -> str:
    """Make a session under the lock of the data folder, or by the host that has it."""

    def made() -> LiveSession:
        return LiveSession.create(
            data,
            community=wanted["community"],
            plan=wanted["plan"],
            title=wanted["title"],
            date=wanted["date"],
        )

    return by_whoever_writes(data, made, "new", wanted)


def by_whoever_writes(data: Path, make: Callable[[], LiveSession], what: str, wanted: dict[str, str]) -> str:
    """Make a session under the lock of the data folder, or ask the host that has it; returns the session's id.

    Args:
        data: The data folder, which can be written.
        make: Makes the session.
        what: What the host is asked for instead, with `wanted` as its details.

    Raises:
        Problem: if it cannot be made.
    """

    async def alone() -> str:
        try:
            live = make()
        except OSError as error:
            raise Problem(
                f"The session cannot be written to {data} ({error.strerror}). Nothing was kept."
            ) from error
        # Its journal is there, and with it the session: what follows can be made of that at any time.
        with contextlib.suppress(OSError):
            await live.record()
            library.keep(data, library.Row.of(live.session, live.clock()))
        await live.close()
        return live.session.id

    for _ in range(TRIES):
        try:
            with FileLock(data / paths.LOCK, timeout=0, mode=PRIVATE_FILE):
                return asyncio.run(alone())
        except Timeout:
            # A host has the lock, or another that makes a session just now.
            with contextlib.suppress(NoHost):
                return str(ask(data, what, **wanted)["id"])
        time.sleep(PAUSE_SECONDS)
    raise Busy(f"Another program holds {data}. Nothing was made; try again.")
