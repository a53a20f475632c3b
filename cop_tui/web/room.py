"""A room: a live session as phones meet it, and who of it a phone is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from cop_tui.web.presence import Presence
from sessions.live import LiveSession

MOST_SEATS = 5
"""People who may share a phone."""


@dataclass
class Room:
    """A live session as phones meet it."""

    live: LiveSession
    presence: Presence = field(default_factory=Presence)
    began_without: bool = False
    """Whether the workshop began before any phone had come."""

    @cached_property
    def cookie(self) -> str:
        """The name of the cookie by which its phones are known: one browser may be in several rooms of a host."""
        return f"cop_{hashlib.sha256(self.live.session.id.encode()).hexdigest()[:8]}"

    def participants(self, cookies: Mapping[str, str]) -> list[int]:
        """Who holds the phone with these cookies, the one it answers for now first; nobody where it has not joined."""
        passes, session = self.live.passes, self.live.session
        kept = cookies.get(self.cookie, "").split("~")[:MOST_SEATS] if passes else []
        found = [passes.participant(one) for one in kept] if passes else []
        return [one for one in dict.fromkeys(found) if one in session.participants]

    def cookie_for(self, participants: list[int]) -> str:
        """What the cookie of these holds."""
        passes = self.live.passes
        return "~".join(passes.phone(one) for one in participants[:MOST_SEATS]) if passes else ""


class Rooms(Protocol):
    """The sessions that phones may come into. The host keeps them."""

    async def find(self, word: str) -> Room:
        """The room that a token, or six digits, open; also of a session that was closed since.

        Raises:
            NotFound: if they open none.
            Problem: if the session cannot be opened.
        """

    def told(self, room: Room) -> None:
        """Note that who is at a phone there has changed."""

    def asked_as(self, name: str) -> None:
        """Note that somebody asked for this machine under a name that is not its own."""
