"""Wishes about what the community promises, tests, decides, wants, reflects on and tells.

Days may be written as they are spoken; they are read from the day of the meeting on.
"""

from __future__ import annotations

from sessions.commands.base import Command


class AddRipple(Command, frozen=True):
    """Note that more of one issue brings more or less of another."""

    from_: str
    to: str
    sign: str = "+"
    why: str = ""
    strength: int = 1


class AddImprovement(Command, frozen=True):
    """Plan a small change to test."""

    items: tuple[str, ...]
    aim: str
    change: str = ""
    measure: str = ""
    owner: str = ""
    due: str = ""
    expect: str = ""
    baseline: str = ""


class PlanTest(Command, frozen=True):
    """Plan the next cycle of an improvement, or add to the one that is open."""

    improvement: str
    question: str
    expect: str = ""
    who: str = ""
    when: str = ""
    where: str = ""
    start: str = ""


class Tried(Command, frozen=True):
    """Note what happened in a test, what was learned, and what follows: adopt, adapt or abandon."""

    improvement: str
    happened: str
    learned: str = ""
    act: str = ""
    result: str = ""
    data: str = ""
    problems: str = ""


class AddAction(Command, frozen=True):
    """Note what somebody will do."""

    text: str
    owner: str = ""
    due: str = ""


class Settle(Command, frozen=True):
    """Say how a promise stands: `done`, `open` (with a new day) or `dropped`; or that a missing voice joined."""

    handle: str
    status: str
    words: str = ""
    due: str = ""


class Decide(Command, frozen=True):
    """Note what the room decided."""

    text: str
    method: str = ""
    scores: tuple[int, ...] = ()
    dissent: str = ""
    supersedes: str = ""


class AddGoal(Command, frozen=True):
    """Note what all of us want, or one person."""

    text: str
    whose: str = ""
    """A person; all of us where empty."""
    measure: str = ""
    review: str = ""


class Reflect(Command, frozen=True):
    """Note what somebody chose to share of their journal, and which question it answers, from 1."""

    text: str
    question: int = 0


class TellStory(Command, frozen=True):
    """Note a story of value: what somebody did, saw, used, and what came of it."""

    teller: str = ""
    activity: str = ""
    insight: str = ""
    used_how: str = ""
    effect: str = ""
    reframed: str = ""
    consent: bool = False


class GiveFeedback(Command, frozen=True):
    """Note how useful the meeting was."""

    ratings: tuple[int, ...] = ()
    """How many rated it 0, 1, … 5."""
    most_useful: str = ""
    change_one_thing: str = ""


class MeetNext(Command, frozen=True):
    """Note when the community meets again."""

    when: str = ""
    topic: str = ""
    host: str = ""
    place: str = ""


class EditRow(Command, frozen=True):
    """Put new words in what has this handle."""

    handle: str
    text: str


class ShowRow(Command, frozen=True):
    """Say who may see what has this handle: nobody here (`private`), the room (`group`), or readers too (`report`)."""

    handle: str
    visibility: str
