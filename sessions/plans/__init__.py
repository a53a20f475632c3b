"""Plans: which activities a workshop has, in TOML."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import msgspec

from sessions import clean
from sessions.activities import KINDS
from sessions.activities.kind import Kind
from sessions.errors import Malformed, NotFound
from sessions.objects import Activity, Step
from sessions.steps import STEPS

DEFAULT = "hour"
LONGEST = 24 * 60
"""Minutes that an activity may have."""
_ID = re.compile("[a-z0-9][a-z0-9_-]{0,30}")


class PlannedStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A step as a plan writes it."""

    kind: str
    prompt: str = ""
    minutes: int = 0


class PlannedActivity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An activity as a plan writes it; what is left out comes from its kind."""

    kind: str
    minutes: int
    id: str = ""
    title: str = ""
    from_: str = msgspec.field(default="", name="from")
    lanes: tuple[str, ...] | None = None
    unnamed: bool | None = None
    hidden: bool | None = None
    vote: str = ""
    steps: tuple[PlannedStep, ...] = ()


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A plan: its name on the command line, its title on the wall, and its activities in order."""

    name: str
    title: str
    activities: tuple[PlannedActivity, ...]

    @property
    def minutes(self) -> int:
        """Minutes from start to end."""
        return sum(activity.minutes for activity in self.activities)


def names() -> list[str]:
    """The plans there are, the default first."""
    found = sorted(
        file.name.removesuffix(".toml")
        for file in resources.files(__name__).iterdir()
        if file.name.endswith(".toml")
    )
    return sorted(found, key=lambda name: name != DEFAULT)


def load(name: str) -> Plan:
    """The plan of this name.

    Raises:
        NotFound: if there is none.
    """
    if name not in names():
        raise NotFound(f"There is no plan {name!r}. There are {', '.join(names())}.")
    return parse(
        resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"), f"{name}.toml"
    )


def parse(text: str, file: str) -> Plan:
    """The plan that a TOML text describes.

    Raises:
        Malformed: naming the file, the place in it, and what was expected.
    """
    try:
        plan = clean.cleaned(msgspec.convert(tomllib.loads(text), Plan))
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise Malformed(f"{file}: {error}") from error
    if not plan.activities:
        raise Malformed(f"{file}: a plan needs at least one activity.")
    seen: set[str] = set()
    for number, activity in enumerate(plan.activities, 1):
        where = f"{file}, activity {number}"
        if activity.kind not in KINDS:
            raise Malformed(f"{where}: kind is {activity.kind!r}; expected one of {', '.join(KINDS)}.")
        name = activity.id or activity.kind
        if not _ID.fullmatch(name):
            raise Malformed(f"{where}: id is {name!r}; expected small letters, digits and hyphens.")
        if not 1 <= activity.minutes <= LONGEST:
            raise Malformed(f"{where}: minutes is {activity.minutes}; expected 1 to {LONGEST}.")
        if activity.vote not in ("", "dots", "agree"):
            raise Malformed(f"{where}: vote is {activity.vote!r}; expected dots or agree.")
        if activity.from_ and activity.from_ not in seen:
            raise Malformed(f"{where}: from is {activity.from_!r}; expected the id of an activity before it.")
        for step in activity.steps:
            if step.kind not in STEPS:
                raise Malformed(f"{where}: step {step.kind!r}; expected one of {', '.join(STEPS)}.")
        if name in seen:
            raise Malformed(f"{where}: id {name!r} stands twice; give one of them an id of its own.")
        seen.add(name)
    return plan


def activities(plan: Plan) -> tuple[Activity, ...]:
    """The activities of a new session by this plan."""
    return tuple(_activity(planned, KINDS[planned.kind]) for planned in plan.activities)


def _activity(planned: PlannedActivity, kind: Kind) -> Activity:
    prompts = dict(kind.steps)
    steps = planned.steps or tuple(PlannedStep(name, prompt) for name, prompt in kind.steps)
    hidden = kind.hidden if planned.hidden is None else planned.hidden
    return Activity(
        id=planned.id or planned.kind,
        kind=planned.kind,
        title=planned.title or kind.title,
        planned=planned.minutes * 60,
        source=planned.from_,
        slot=kind.slot,
        lanes=list(kind.lanes if planned.lanes is None else planned.lanes),
        steps=[
            Step(kind=step.kind, prompt=step.prompt or prompts.get(step.kind, ""), minutes=step.minutes)
            for step in steps
        ],
        unnamed=kind.unnamed if planned.unnamed is None else planned.unnamed,
        hidden=hidden,
        notes_shown=not hidden,
        vote=planned.vote or kind.vote,
    )
