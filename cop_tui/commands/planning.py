"""Reading plans before a workshop is made of one."""

from __future__ import annotations

import json
import shutil
import textwrap
from pathlib import Path
from typing import Any

import click
import msgspec

from sessions import clean, plans
from sessions.blocks import plural
from sessions.errors import Malformed, Problem
from sessions.objects import Activity
from sessions.plans import Found, Plan

WIDE = 100
"""Columns of the table where there is no terminal."""
NARROWEST = 24
"""Columns that a prompt gets at least."""


@click.command(name="plans")
@click.argument("name", default="", metavar="[NAME]")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--toml", is_flag=True, help="As its file has it, to begin one of your own with.")
@click.pass_obj
def plans_(data: Path, name: str, as_json: bool, toml: bool) -> None:
    """List the plans there are, or show one with its times.

    Plans of your own are files such as mine.toml in the folder that cop-tui paths calls plans.

    \b
    Example:
      cop-tui plans
      cop-tui plans launch
      cop-tui plans launch --toml > mine.toml
    """
    folder = data / plans.FOLDER
    if toml and (as_json or not name):
        raise click.UsageError(
            "--toml needs the name of one plan, and no --json: cop-tui plans launch --toml"
        )
    if name:
        plan = _asked_for(name, folder)
        if toml:
            click.echo(clean.clean(plans.written(name, folder), lines=True))
            return
        click.echo(_json(_timed(plan, name in plans.own(folder))) if as_json else _table(plan))
        return
    every = plans.found(folder)
    if as_json:
        click.echo(_json([_row(one) for one in every]))
    else:
        _list([one for one in every if one.plan])
    for one in every:
        if one.problem:
            click.echo(one.problem, err=True)


def _asked_for(name: str, folder: Path) -> Plan:
    """The plan of this name. A file with a mistake in it is no misuse of the command."""
    try:
        return plans.load(name, folder)
    except Malformed as error:
        raise Problem(error.sentence) from error


def _list(every: list[Found]) -> None:
    width = max((len(one.name) for one in every), default=0)
    for one in every:
        assert one.plan
        mark = "  (your own)" if one.own else ""
        click.echo(f"{one.name:<{width}}  {one.plan.minutes:>4} min  {one.plan.title}{mark}")


def _row(one: Found) -> dict[str, Any]:
    """A plan of the list, as JSON has it."""
    plan = one.plan
    return {
        "name": one.name,
        "title": plan.title if plan else None,
        "minutes": plan.minutes if plan else None,
        "own": one.own,
        "problem": one.problem or None,
    }


FIELDS = ("id", "kind", "title", "lanes", "unnamed", "hidden", "approve", "vote", "caps", "steps")
"""What JSON tells of an activity beside its time and its source: fields as a plan has them."""


def _timed(plan: Plan, own: bool) -> dict[str, Any]:
    """A plan with the minute at which each activity begins, what its kind says filled in."""
    start, shown = 0, []
    for activity in plans.activities(plan):
        minutes = activity.planned // 60
        fields = {field: msgspec.to_builtins(getattr(activity, field)) for field in FIELDS}
        shown.append({"start": start, "minutes": minutes, "from": activity.source, **fields})
        start += minutes
    return {"name": plan.name, "title": plan.title, "minutes": start, "own": own, "activities": shown}


def _table(plan: Plan) -> str:
    """A plan as a table: when each activity begins, its minutes, and what each step asks in which rounds."""
    activities = plans.activities(plan)
    names = max(len("activity"), *(len(one.title) for one in activities))
    kinds = max(len("step"), *(len(step.kind) for one in activities for step in one.steps))
    indent = 5 + 2 + 4 + 2 + names + 2 + kinds + 2
    room = max(NARROWEST, shutil.get_terminal_size((WIDE, 0)).columns - indent)
    lines = [f"{plan.title}, {plural(plan.minutes, 'minute')}", ""]
    lines.append(f"{'start':>5}  {'min':>4}  {'activity':<{names}}  {'step':<{kinds}}  asks")
    start = 0
    for activity in activities:
        head = f"{_clock(start):>5}  {activity.planned // 60:>4}  {activity.title:<{names}}"
        for kind, said in _steps(activity, room):
            lines.append(f"{head}  {kind:<{kinds}}  {said}".rstrip())
            head = " " * len(head)
        start += activity.planned // 60
    return "\n".join([*lines, f"{_clock(start):>5}  {plan.minutes:>4}  in all"])


def _steps(activity: Activity, room: int) -> list[tuple[str, str]]:
    """Line by line, what the steps of an activity ask: the prompt, the questions beneath it, its rounds."""
    lines = []
    for step in activity.steps:
        said = textwrap.wrap(step.prompt, room)
        for number, question in enumerate(step.questions, 1):
            said += textwrap.wrap(question, room, initial_indent=f"{number}  ", subsequent_indent="   ")
        times = [f"{step.minutes} min"] if step.minutes else []
        times += [f"{one.title} {one.minutes}" for one in step.rounds]
        said += textwrap.wrap(f"[{', '.join(times)}]", room) if times else []
        lines += [(step.kind if number == 0 else "", line) for number, line in enumerate(said)]
    return lines


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def _json(shown: Any) -> str:
    return json.dumps(shown, ensure_ascii=False, indent=2)
