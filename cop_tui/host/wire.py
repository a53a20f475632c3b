"""The wire between a terminal and the host: what they say to each other, over loopback TCP.

Each message is one line of JSON. Attaching, attaching again and following are one thing: the terminal
names the last entry it has and of which reading, and the host sends every entry since.
"""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec

from cop_tui.host.door import SiteOptions
from sessions import errors
from sessions.commands import Wish as AnyCommand
from sessions.errors import Problem
from sessions.events import Entry
from sessions.live import Pulse

VERSION = 2
LONGEST = 16 * 1024 * 1024
"""Bytes of one message of a client at the most.

An import is one wish, so that all of it is kept or nothing: 5,000 notes of a usual length are 1 MB, 20,000 rows
of the longest file 12. Whoever is not let in yet is cut off in seconds, whatever they have sent.
"""
LARGEST = 64 * 1024 * 1024
"""Bytes of one message of the host at the most.

It holds what the longest wish comes to, which says more of each note than the wish did, and a session that
was brought back from an export whole.
"""

PROBLEMS: dict[str, type[Problem]] = {
    name: kind for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Problem)
}


class Message(msgspec.Struct, frozen=True, tag=True, tag_field="is"):
    """Something said on the wire."""


class Hello(Message, frozen=True):
    """A client: who it is, and what it has already. Without a session it only asks."""

    secret: str
    terminal: str
    kind: str = "terminal"
    version: int = VERSION
    session: str = ""
    reading: str = ""
    sequence: int = 0


class Welcome(Message, frozen=True):
    """The host: let in, and how its site was started."""

    site: SiteOptions


class Bye(Message, frozen=True):
    """The host: it was told to stop. Everything is kept; do not start another."""


class Trouble(Message, frozen=True):
    """The host: a request failed, or (id 0) the client is not let in."""

    id: int
    kind: str
    sentence: str


class Wish(Message, frozen=True):
    """A client: a command. An import may act for a participant."""

    id: int
    command: AnyCommand
    participant: int = 0


class Reply(Message, frozen=True):
    """The host: the command is kept, as this entry."""

    id: int
    entry: Entry


class Events(Message, frozen=True):
    """The host: entries that the client has not; with `anew`, everything before is void."""

    reading: str
    entries: list[Entry]
    anew: bool = False


class News(Message, frozen=True):
    """The host: the pulse."""

    pulse: Pulse


class Ask(Message, frozen=True):
    """A client: something that is no change of the session."""

    id: int
    what: str
    details: dict[str, Any] = {}


class Answer(Message, frozen=True):
    """The host: what was asked for."""

    id: int
    details: dict[str, Any]


FromClient = Hello | Wish | Ask
FromHost = Welcome | Bye | Trouble | Reply | Events | News | Answer

_encoder = msgspec.json.Encoder()
from_client = msgspec.json.Decoder(FromClient)
from_host = msgspec.json.Decoder(FromHost)


def encode(message: Message) -> bytes:
    """A message as its line."""
    return _encoder.encode(message) + b"\n"


async def receive(reader: asyncio.StreamReader) -> bytes:
    """The next line; empty at the end of the connection."""
    try:
        return await reader.readline()
    except (ConnectionError, ValueError):
        return b""


def trouble(id_: int, problem: Problem) -> Trouble:
    """A problem as its message."""
    return Trouble(id_, type(problem).__name__, problem.sentence)


def problem(message: Trouble) -> Problem:
    """The problem that a message tells of."""
    return PROBLEMS.get(message.kind, Problem)(message.sentence)
