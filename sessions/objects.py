"""Every object of a session and every field of it, named once.

The names here are the tables and columns of the TinyDB record and the keys of the JSON export too.
Times are whole milliseconds since 1970 (UTC), durations whole seconds.
"""

from __future__ import annotations

import msgspec

SCORES = 6
"""Fist-to-five has six scores, 0 to 5."""
LARGEST_ROOM = 10_000
"""People that a room is taken to hold at most."""


class Object(msgspec.Struct, kw_only=True):
    """Something that is kept in the record."""


class Community(Object):
    """People who share a concern and learn to do it better together."""

    id: str = ""
    name: str = ""


class Attendance(Object):
    """Who is in the room, as counted aloud. None where nobody counted."""

    present: int | None = None
    no_phone: int | None = None
    remote: int | None = None


class Participant(Object):
    """One person in the room. Only the name is needed; "" elsewhere means not said."""

    number: int
    name: str
    organisation: str = ""
    profession: str = ""
    hierarchy: str = ""
    sector: str = ""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of an activity, as its plan has it."""

    kind: str
    prompt: str
    minutes: int = 0


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


class Activity(Object):
    """One part of this workshop: what the plan asks for, and how far it has come."""

    id: str
    kind: str
    title: str
    planned: int = 0
    """Seconds that the plan gives it, with what was lent or borrowed since."""
    actual: int = 0
    """Seconds spent in it, up to when it was last left."""
    source: str = ""
    """The activity whose notes it works on; its own where empty."""
    slot: str = ""
    """The place in the record that its agreed statement fills."""
    lanes: list[str] = []
    steps: list[Step] = []
    unnamed: bool = False
    hidden: bool = False
    vote: str = "dots"
    dots: int = 0
    """Dots that each person has in this vote, once it is opened."""
    visited: bool = False
    step: int = 0
    notes_shown: bool = True
    votes_shown: bool = False
    round: int = 1
    """1 for the vote, 2 and on for its run-offs."""
    finalists: list[str] = []
    """The handles that a run-off is between."""
    picked: list[str] = []

    @property
    def at(self) -> Step:
        """The step that is on now."""
        return self.steps[self.step]

    @property
    def voting(self) -> Voting:
        """How its vote stands."""
        return Voting(self.round, self.dots, tuple(self.finalists), self.votes_shown)


class Note(Object):
    """What someone said."""

    number: int
    activity: str
    lane: str
    text: str
    theme: str = ""
    author: int | None = None
    """The participant who said it; None where that is not known, or unnamed."""
    source: str = "keyboard"
    hidden: bool = False
    merged_into: int | None = None
    erased: bool = False
    at: int = 0


class Theme(Object):
    """A group of notes, and a count of paper cards that stay on the wall."""

    activity: str
    letter: str
    name: str
    cards: int = 0


class Count(Object):
    """Votes for, against and pass. A dot is a vote for."""

    for_: int = msgspec.field(default=0, name="for")
    against: int = 0
    pass_: int = msgspec.field(default=0, name="pass")

    @property
    def total(self) -> int:
        """How many votes or dots these are."""
        return self.for_ + self.against + self.pass_


class By(Object):
    """The same votes by how they came: phones are ballots of participants."""

    phones: Count = msgspec.field(default_factory=Count)
    hands: Count = msgspec.field(default_factory=Count)
    slips: Count = msgspec.field(default_factory=Count)


class Tally(Object):
    """The votes in one box."""

    activity: str
    round: int
    target: str
    by: By = msgspec.field(default_factory=By)

    @property
    def sum(self) -> Count:
        """All of them together."""
        ways = (self.by.phones, self.by.hands, self.by.slips)
        return Count(
            for_=sum(way.for_ for way in ways),
            against=sum(way.against for way in ways),
            pass_=sum(way.pass_ for way in ways),
        )


class Statement(Object):
    """One version of what the room says together, with its fist-to-five."""

    activity: str
    slot: str
    version: int
    text: str
    note: int | None = None
    """The note it was made from."""
    phones: list[int] = msgspec.field(default_factory=lambda: [0] * SCORES)
    """How many scored 0, 1, … 5 by ballot."""
    hands: list[int] = msgspec.field(default_factory=lambda: [0] * SCORES)
    """How many scored 0, 1, … 5 by hand."""
    agreed: bool = False
    dissent: str = ""
    """Why the room went on although somebody was below three."""

    @property
    def scores(self) -> list[int]:
        """How many scored 0, 1, … 5 in all."""
        return [a + b for a, b in zip(self.phones, self.hands, strict=True)]


class Comment(Object):
    """What a reader of the summary said back."""

    number: int
    text: str
    name: str = ""
    at: int = 0
