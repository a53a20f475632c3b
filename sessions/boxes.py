"""Where votes go, and how a vote stands."""

from __future__ import annotations

import msgspec


class Box(msgspec.Struct, frozen=True):
    """Where the votes for one note (`"12"`) or theme (`"A"`) in one round of an activity's vote go."""

    activity: str
    round: int
    target: str

    @property
    def key(self) -> str:
        """The box as one word."""
        return f"{self.activity}/{self.round}/{self.target}"


class Voting(msgspec.Struct, frozen=True):
    """How a vote stands: its round (1, then run-offs), dots for each person, finalists of a run-off."""

    round: int
    dots: int
    finalists: tuple[str, ...] = ()
    shown: bool = False
