"""What a plan is, as it is written, and the activities that a session by it begins with."""

from __future__ import annotations

import msgspec

from sessions.activities import KINDS
from sessions.activities.kind import Kind
from sessions.objects import JOINING, Activity, Round, Step


class PlannedRound(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A round of a step: alone, in twos, all together."""

    title: str
    minutes: int


class PlannedStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A step as a plan writes it."""

    kind: str
    prompt: str = ""
    """What is asked of the room; what the activity's kind asks where empty."""
    minutes: int = 0
    """0 where it has no time of its own."""
    rounds: tuple[PlannedRound, ...] = ()
    questions: tuple[str, ...] | None = None
    """What is asked beneath the prompt; what the activity's kind asks where None."""


class PlannedActivity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An activity as a plan writes it; what is left out comes from its kind."""

    kind: str
    minutes: int
    id: str = ""
    title: str = ""
    from_: str = msgspec.field(default="", name="from")
    """The activity before it whose notes it works on."""
    lanes: tuple[str, ...] | None = None
    unnamed: bool | None = None
    hidden: bool | None = None
    approve: bool = False
    vote: str = ""
    caps: dict[str, int] = {}
    """The most `notes` and `dots` of each participant."""
    steps: tuple[PlannedStep, ...] = ()

    @property
    def name(self) -> str:
        """Its id; its kind where it has none of its own."""
        return self.id or self.kind


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A plan: its title on the wall, and its activities in order."""

    title: str
    activities: tuple[PlannedActivity, ...]
    join: tuple[str, ...] = JOINING
    """What whoever joins by phone is asked, each of which may stay empty: some of `JOINING`."""
    name: str = ""
    """What it is called on the command line, which is what its file is called."""

    @property
    def minutes(self) -> int:
        """Minutes from start to end."""
        return sum(activity.minutes for activity in self.activities)


def activities(plan: Plan) -> tuple[Activity, ...]:
    """The activities of a new session by this plan."""
    return tuple(_activity(planned, KINDS[planned.kind]) for planned in plan.activities)


def steps(planned: PlannedActivity) -> tuple[Step, ...]:
    """The steps of an activity; a prompt that nobody wrote and its kind does not have is empty."""
    kind = KINDS[planned.kind]
    written = planned.steps or tuple(PlannedStep(name) for name, _ in kind.steps)
    return tuple(_step(written, number, kind) for number in range(len(written)))


def _step(written: tuple[PlannedStep, ...], number: int, kind: Kind) -> Step:
    step = written[number]
    turn = sum(one.kind == step.kind for one in written[:number])
    prompts = [prompt for name, prompt in kind.steps if name == step.kind]
    asked = step.questions
    if asked is None:
        asked = kind.questions if step.kind == kind.steps[0][0] and turn == 0 else ()
    return Step(
        kind=step.kind,
        prompt=step.prompt or (prompts[min(turn, len(prompts) - 1)] if prompts else ""),
        minutes=step.minutes,
        rounds=tuple(Round(title=one.title, minutes=one.minutes) for one in step.rounds),
        questions=asked,
    )


def _activity(planned: PlannedActivity, kind: Kind) -> Activity:
    hidden = kind.hidden if planned.hidden is None else planned.hidden
    return Activity(
        id=planned.name,
        kind=planned.kind,
        title=planned.title or kind.title,
        planned=planned.minutes * 60,
        source=planned.from_,
        slot=kind.slot,
        lanes=list(kind.lanes if planned.lanes is None else planned.lanes),
        steps=list(steps(planned)),
        unnamed=kind.unnamed if planned.unnamed is None else planned.unnamed,
        hidden=hidden,
        approve=planned.approve,
        caps=dict(planned.caps),
        notes_shown=not hidden,
        vote=planned.vote or kind.vote,
    )
