"""The health of what is kept, and its repair."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click
from filelock import FileLock, Timeout

from cop_tui import paths
from sessions import health
from sessions.blocks import plural
from sessions.disk import PRIVATE_FILE
from sessions.errors import Problem

DAMAGED = 4


@click.command()
@click.option(
    "--data",
    "of_data",
    is_flag=True,
    help="Look at every journal and record and at the library, and mend them.",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def check(data: Path, of_data: bool, as_json: bool) -> int:
    """Verify what is kept, and mend what can be mended.

    Nothing that can be read is lost by it: lines that do not add up are copied aside first. While a host runs it only
    looks. It ends with 4 where something stays wrong.

    \b
    Example:
      cop-tui check --data
    """
    if not of_data:
        raise click.UsageError("What is to be checked? --data checks every session that is kept.")
    try:
        with FileLock(paths.writable(data) / paths.LOCK, timeout=0, mode=PRIVATE_FILE):
            reports = list(health.examined(data, mend=True))
    except Timeout:
        click.echo(
            "A host is running, so nothing is mended. cop-tui stop ends it; every session is kept.", err=True
        )
        reports = list(health.examined(data, mend=False))
    except OSError as error:
        raise Problem(
            f"What was found cannot be mended ({error.strerror}). Everything stands as it was."
        ) from error
    if as_json:
        click.echo(
            json.dumps([{**asdict(one), "well": one.well} for one in reports], ensure_ascii=False, indent=2)
        )
    else:
        _tell(reports)
    return DAMAGED if any(report.lost for report in reports) else 0


def _tell(reports: list[health.Report]) -> None:
    """Say what was found and done, and how many are well."""
    for report in reports:
        for sentence in report.found:
            click.echo(f"{report.id}: {sentence}")
        for sentence in report.mended:
            click.echo(f"{report.id}: ✓ {sentence}")
    sessions = [report for report in reports if report.id != health.LIBRARY]
    well = sum(report.well for report in sessions)
    click.echo(f"{plural(len(sessions), 'session')}, {well} without a fault.")
