"""Wishes about votes and statements."""

from __future__ import annotations

from sessions.commands.base import Command
from sessions.objects import Count


class CastVote(Command, frozen=True):
    """One participant's vote: so many dots on a target, or 1, 0, −1 for agree, pass, disagree."""

    target: str
    value: int
    activity: str = ""
    """The activity whose vote it is, where it comes from a file; the one that votes now where empty."""


class SetHands(Command, frozen=True):
    """Set the hands raised for a target; they are added to the ballots."""

    target: str
    hands: Count


class CountSlip(Command, frozen=True):
    """Count one paper slip: a dot for each target on it."""

    targets: tuple[str, ...]


class RunOff(Command, frozen=True):
    """Vote once more, between these targets alone."""

    targets: tuple[str, ...]


class Pick(Command, frozen=True):
    """Say which targets the room goes on with."""

    targets: tuple[str, ...]


class Say(Command, frozen=True):
    """Propose a version of this activity's statement, in these words or a note's."""

    text: str = ""
    note: int | None = None


class SetScores(Command, frozen=True):
    """Set the hands of fist-to-five on the present version: how many showed 0, 1, … 5."""

    hands: tuple[int, ...]


class Score(Command, frozen=True):
    """One participant's score, 0 to 5, on the present version."""

    value: int


class Agree(Command, frozen=True):
    """Settle the statement. Below three only `anyway`, with the reason kept."""

    anyway: bool = False
    why: str = ""
