"""What a face knows of where it is: the library before it is in a session, and then the session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Protocol

import msgspec

from sessions.actors import Actor
from sessions.commands import Command
from sessions.events import Entry
from sessions.library import Row
from sessions.plans import Found
from sessions.session import Session

if TYPE_CHECKING:
    from sessions.blocks import Block
    from sessions.previewing import Preview


class Receipt(msgspec.Struct, frozen=True):
    """That a command was kept: the entry that it came to. A repeated key gets the entry of the first."""

    entry: Entry


Handle = Annotated[str, msgspec.Meta(max_length=20)]


class Wall(msgspec.Struct, frozen=True):
    """What a facilitator turned the walls to: the room views that are open elsewhere follow it."""

    blanked: bool = False
    chosen: Handle = ""
    """The handle of what they chose; "" where nothing is."""
    tops: Annotated[tuple[Handle, ...], msgspec.Meta(max_length=100)] = ()
    """The handles that the page of each lane begins with, or the page of what has none; none for the newest notes."""
    page: int = 0
    """The page of what has no handles."""


class Doors(msgspec.Struct, frozen=True):
    """How phones come in, and how many are here."""

    join: str = ""
    """What the code to scan holds, behind the address; "" where nobody can join any more."""
    code: str = ""
    """Six digits, for typing."""
    room: str = ""
    """Where the room page is, behind the address."""
    phones: int = 0
    """Phones that are here now,"""
    writing: int = 0
    """and on how many of them somebody is writing."""
    arrived: bool = False
    """Whether any phone has reached this machine yet."""
    canary: str = ""
    """What arrived from the facilitator's own phone, and what to try: a sentence for whoever sets up."""


class Pulse(msgspec.Struct, frozen=True):
    """What is never journaled: where the site is, how disk and network are, who is attached."""

    address: str = ""
    """Where phones reach the site, as in http://192.168.1.20:8642; "" where they cannot."""
    reach: str = ""
    """What kind of address that is, in a few words."""
    trouble: str = ""
    """What the facilitator must know now: a full disk, a host that is gone."""
    notices: tuple[str, ...] = ()
    """What they should have been told once: a port that was taken, damage that was found."""
    terminals: int = 0
    rooms: int = 0
    """Room views that are open elsewhere: with one of them on the wall, a terminal need not be."""
    wall: Wall = Wall()
    doors: Doors = Doors()

    @property
    def joinable(self) -> bool:
        """Whether phones can join."""
        return bool(self.address and self.doors.join)


class Desk(Protocol):
    """Where the host is asked for something."""

    async def ask(self, what: str, **details: Any) -> dict[str, Any]:
        """Ask for something that changes no session: another address, an export.

        Raises:
            Problem: with a sentence, where it cannot be had.
        """


class Lobby(Desk, Protocol):
    """Where a terminal is before it is in a session: the library, and the way in."""

    def rows(self) -> list[Row]:
        """Every session there is, the one changed last first."""

    def preview(self, session_id: str, *, words: bool) -> Preview:
        """What is known of a session before it is entered, in numbers alone unless `words` may be shown.

        Raises:
            Problem: if it cannot be read.
        """

    def older(self, period: str, day: str, *, answered: bool) -> list[Row]:
        """The sessions that are older than a retention; with `answered` also those that somebody said no to lately."""

    def growth(self, community: str) -> tuple[Block, ...]:
        """A community over its meetings, as it may be shown on a wall.

        Raises:
            Problem: if it has no meeting that began.
        """

    def history(self, session_id: str) -> list[Entry]:
        """Everything that was said in a session.

        Raises:
            Problem: if its journal cannot be read.
        """

    def plans(self) -> list[Found]:
        """Every plan there is, those that cannot be used with the sentence why."""

    async def new(self, community: str, plan: str, title: str = "", date: str = "") -> str:
        """Make a session and return its id.

        Raises:
            Problem: with a sentence, where it cannot be made.
        """

    async def enter(self, session_id: str) -> Live:
        """Attach to a session, leaving the one before.

        Raises:
            Problem: with a sentence, where it cannot be opened.
        """

    async def leave(self) -> None:
        """Detach from the session; it goes on."""


class Live(Desk, Protocol):
    """A session as a face sees it. `LiveSession` keeps it in the host, `RemoteLive` in a terminal."""

    @property
    def session(self) -> Session:
        """The session, nothing in it newer than the disk."""

    @property
    def pulse(self) -> Pulse:
        """What is never journaled."""

    @property
    def version(self) -> int:
        """Goes up whenever the session or the pulse changes."""

    async def submit(self, command: Command, by: Actor) -> Receipt:
        """Wish something.

        Raises:
            Refused: with a sentence; nothing was changed.
        """

    async def changed(self, since: int) -> int:
        """Wait until `version` is past `since`, and return it."""
