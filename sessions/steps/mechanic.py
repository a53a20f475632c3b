"""What a step is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sessions.actors import Asking
from sessions.blocks import Audience, Block, Offer
from sessions.commands import Command
from sessions.events import Event
from sessions.objects import Activity
from sessions.session import Session

Decider = Callable[[Asking, Any], list[Event]]
"""Turns a wish into the events it comes to, or raises `Refused`; changes nothing itself."""


def no_forms(session: Session, activity: Activity) -> tuple[Offer, ...]:
    """Nothing for a participant to do."""
    return ()


def as_it_is(session: Session, activity: Activity, form: Offer) -> Offer:
    """An offer whose form is whole already."""
    return form


@dataclass(frozen=True)
class Mechanic:
    """A step: the commands it decides, the blocks that show it, and what it offers to participants."""

    name: str
    blocks: Callable[[Session, Activity, Audience], tuple[Block, ...]]
    commands: Mapping[type[Command], Decider] = field(default_factory=dict)
    forms: Callable[[Session, Activity], tuple[Offer, ...]] = no_forms
    """What it offers, without the targets and choices that grow with the session: asked at every wish of a participant."""
    filled: Callable[[Session, Activity, Offer], Offer] = as_it_is
    """The form of an offer with its targets and choices."""
    line: Callable[[Session, Activity], str] = lambda session, activity: ""
    """The lines that the facilitator may want now, where a plain note is not what the step is for."""
    title: str = ""
    """What it is called on the wall; its name where empty."""
    asks: Callable[[Session, Activity, str], str] = lambda session, activity, chosen: ""
    """The beginning of the line that a plain answer on a screen ends in, as in `/person`; "" where it is a note.

    What is chosen on that screen may stand in it."""

    meant: Callable[[Session, Activity, str], str] = lambda session, activity, words: ""
    """The line that plain words surely are in this step, as "A 7" where hands are counted; "" where they are a note."""
    lines: tuple[str, ...] = ()
    """The words of the lines that this step is for, in the order in which they are wanted: help begins with them."""
    calm: bool = False
    """Whether the wall stays as it is while lines come in: people are reading it, or looking at something else."""

    def offers(self, session: Session, activity: Activity) -> tuple[Offer, ...]:
        """What a participant may do now, with all that there is to choose from."""
        return tuple(self.filled(session, activity, form) for form in self.forms(session, activity))

    @property
    def word(self) -> str:
        """What it is called on the wall."""
        return self.title or self.name
