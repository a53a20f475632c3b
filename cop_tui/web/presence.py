"""Who is at a phone just now: it is never journaled, and gone with the host."""

from __future__ import annotations

import time
from collections.abc import Callable

HERE_SECONDS = 75.0
"""A phone that asked for something so long ago counts as here; without scripts it asks only when it is touched."""
WRITING_SECONDS = 30.0
"""A phone that told so long ago that somebody writes on it counts as writing."""
FOLLOW_SECONDS = 10.0
"""A page that should follow by itself, and has not after so long, is held back."""


class Presence:
    """The phones of one session, by the number of whoever holds them."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: dict[int, float] = {}
        self._streams: dict[int, int] = {}
        self._writing: dict[int, float] = {}
        self._done: dict[int, str] = {}
        self.walls = 0
        """How many browsers show the room page."""
        self.far = 0
        """How many pages another machine than this one has asked for,"""
        self.followed = 0
        """and how many of those have followed the session by themselves."""
        self._to_follow: float | None = None
        """When the first of them was given a page that should."""

    def see(self, participant: int) -> None:
        """Note that a phone asked for something."""
        self._seen[participant] = self._clock()

    def write(self, participant: int) -> None:
        """Note that somebody writes."""
        self.see(participant)
        self._writing[participant] = self._clock()

    def rest(self, participant: int, place: str = "") -> None:
        """Note that somebody writes no more, having kept something; or that they have nothing more to say in a step."""
        self.see(participant)
        self._writing.pop(participant, None)
        if place:
            self._done[participant] = place

    def is_done(self, participant: int, place: str) -> bool:
        """Whether somebody has nothing more to say in this step."""
        return self._done.get(participant) == place

    def expect(self) -> None:
        """Note that another machine was given a page that follows by itself."""
        if self._to_follow is None:
            self._to_follow = self._clock()

    @property
    def unfollowed(self) -> bool:
        """Whether a page should have followed long since, and none has."""
        waited = self._to_follow is not None and self._clock() - self._to_follow >= FOLLOW_SECONDS
        return waited and not self.followed

    def follow(self, participant: int, by: int) -> None:
        """Note that a phone follows the session (1), or does no more (−1)."""
        self.see(participant)
        many = self._streams.get(participant, 0) + by
        if many > 0:
            self._streams[participant] = many
        else:
            self._streams.pop(participant, None)

    @property
    def phones(self) -> int:
        """How many phones are here."""
        since = self._clock() - HERE_SECONDS
        return len({*self._streams, *(one for one, seen in self._seen.items() if seen > since)})

    @property
    def writing(self) -> int:
        """How many people are writing."""
        since = self._clock() - WRITING_SECONDS
        return sum(1 for written in self._writing.values() if written > since)
