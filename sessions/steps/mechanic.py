"""What a step is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sessions.actors import Asking
from sessions.blocks import Audience, Block, Offer
from sessions.commands import Command
from sessions.events import Event
from sessions.objects import Activity
from sessions.session import Session

Decider = Callable[[Asking, Any], list[Event]]
"""Turns a wish into the events it comes to, or raises `Refused`; changes nothing itself."""


@dataclass(frozen=True)
class Mechanic:
    """A step: the commands it decides, the blocks that show it, and what it offers to participants."""

    name: str
    commands: Mapping[type[Command], Decider]
    blocks: Callable[[Session, Activity, Audience], tuple[Block, ...]]
    offers: Callable[[Session, Activity], tuple[Offer, ...]]
    line: Callable[[Session, Activity], str] = lambda session, activity: ""
    """The lines that the facilitator may want now, where a plain note is not what the step is for."""
