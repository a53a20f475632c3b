"""Every object of a session and every field of it, named once.

The names here are the tables and columns of the TinyDB record and the keys of the JSON export too.
Times are whole milliseconds since 1970 (UTC), durations whole seconds.
"""

from __future__ import annotations

import msgspec

from sessions.boxes import Voting

BOUNDARIES = ("organisation", "profession", "hierarchy", "sector")
"""What a community of practice reaches across. Every answer is optional."""
JOINING = ("name", *BOUNDARIES)  # what a phone may be asked of whoever holds it
STAGES = ("potential", "coalescing", "maturing", "stewardship", "transformation")
"""Stages of development of a community (Wenger, McDermott and Snyder 2002)."""
LEVELS = ("core", "active", "peripheral", "transactional")
"""How somebody takes part; all are legitimate (Wenger, McDermott and Snyder 2002; CDC)."""
SCORES = 6
"""Fist-to-five has six scores, 0 to 5."""
LARGEST_ROOM = 10_000
"""People that a room is taken to hold at most."""


class Object(msgspec.Struct, kw_only=True):
    """Something that is kept in the record."""


class Community(Object):
    """People who share a concern and learn to do it better together: who they are, and their charter."""

    id: str = ""
    name: str = ""
    stage: str = ""
    """One of `STAGES`; "" where nobody said."""
    in_scope: list[str] = []
    out_of_scope: list[str] = []
    sponsor: str = ""
    leaders: list[str] = []
    rhythm: str = ""
    """How often they meet, as in "every second Thursday"."""
    membership_rule: str = ""
    charter_review_date: str = ""
    expected: dict[str, list[str]] = {}
    """Boundary to the groups that ought to be here: what measures hold the room against, absent ones too."""


class Consent(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody agreed to, in which version of its words, and when (milliseconds)."""

    purpose: str
    version: int
    when: int


class GroupCount(msgspec.Struct, frozen=True, kw_only=True):
    """People counted by hands who gave no names: how many of this profession in this sector."""

    profession: str
    sector: str
    count: int


class Attendance(Object):
    """Who is in the room, as counted aloud. None where nobody counted."""

    present: int | None = None
    """How many are here in all; None where nobody counted."""
    no_phone: int | None = None
    """How many of them have no phone,"""
    remote: int | None = None
    """and how many take part from elsewhere."""
    apologies: list[str] = []
    """Who sent word that they could not come."""
    groups: list[GroupCount] = []
    consent: Consent | None = None
    """What the room as a whole agreed to, those without a name included."""


class Participant(Object):
    """One person of the community; "" means not said. Only who joined by phone, or was forgotten, has no name."""

    number: int
    name: str
    organisation: str = ""
    profession: str = ""
    hierarchy: str = ""
    sector: str = ""
    brings: str = ""
    level: str = ""
    """How they take part: one of `LEVELS`; "" where nobody said."""
    here: bool = True
    """Whether they are at this meeting, here or remote."""
    joined: str = ""
    """The day they were first met, as in 2026-11-26."""
    left: str = ""
    consent: Consent | None = None
    quotable: bool = False
    """Whether their words may be quoted outside,"""
    phone: bool = False
    """and whether they joined by phone."""
    forgotten: bool = False  # nothing is left of who it was, but that they count
    at: int = 0
    author: int | None = None  # who noted them; None where the room did, or they came in by themselves


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a step: alone, in twos, all together."""

    title: str
    minutes: int


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of an activity, as its plan has it."""

    kind: str
    prompt: str
    minutes: int = 0
    rounds: tuple[Round, ...] = ()
    questions: tuple[str, ...] = ()
    """What is asked beneath the prompt, one after another."""


class Activity(Object):
    """One part of this workshop: what the plan asks for, and how far it has come."""

    id: str
    kind: str
    title: str
    planned: int = 0
    """Seconds that it has: what the plan gave it, and what it borrowed or lent since."""
    lent: int = 0
    """Seconds of that which it borrowed; below zero what it lent."""
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
    approve: bool = False
    """Whether what participants add waits until the facilitator lets it onto the board."""
    caps: dict[str, int] = {}
    """The most `notes` and `dots` of each participant."""
    vote: str = "dots"
    dots: int = 0
    """Dots that each person has in this vote, once it is opened."""
    visited: bool = False
    reached: int = 0
    """The furthest of its steps that was entered, from 1; 0 for none."""
    skipped: bool = False
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
    ref: str = ""
    """What it was called in the file that it came from."""
    about: str = ""
    """The note or theme that it is an idea for, in a round of help."""
    carried_from: str = ""
    """The session and the number under which it was first said, where it waited since then."""
    hidden: bool = False
    waiting: bool = False  # for approval
    merged_into: int | None = None
    erased: bool = False
    at: int = 0


class Theme(Object):
    """A group of notes, and a count of paper cards that stay on the wall."""

    activity: str
    letter: str
    name: str
    cards: int = 0
    at: int = 0
    author: int | None = None
    """The participant who made it; None where the room did."""


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
    """One version of what the room says together (of a `note`, perhaps), and whether what phones scored is `shown`."""

    activity: str
    slot: str
    version: int
    text: str
    note: int | None = None
    phones: list[int] = msgspec.field(default_factory=lambda: [0] * SCORES)
    """How many scored 0, 1, … 5 by ballot."""
    hands: list[int] = msgspec.field(default_factory=lambda: [0] * SCORES)
    """How many scored 0, 1, … 5 by hand."""
    agreed: bool = False
    shown: bool = False
    dissent: str = ""
    """Why the room went on although somebody was below three."""
    previous_version: int | None = None
    """The version that it took the place of, in this session or in the one before."""
    at: int = 0
    author: int | None = None
    """The participant who proposed it; None where the room did."""

    @property
    def scores(self) -> list[int]:
        """How many scored 0, 1, … 5 in all."""
        return [a + b for a, b in zip(self.phones, self.hands, strict=True)]


class Comment(Object):
    """What a reader of the summary said back."""

    number: int
    text: str
    name: str = ""
    target: str = ""  # the handle of what it is about; the whole summary where empty
    waiting: bool = False  # for approval
    at: int = 0


class GroupTally(Object):
    """Votes of one group of a declared boundary, kept only where the groups are large enough to hide in."""

    activity: str
    round: int
    target: str
    boundary: str
    group: str
    count: Count = msgspec.field(default_factory=Count)


class NextMeeting(Object):
    """When the community meets again; "" where it is not known."""

    date: str = ""
    time: str = ""
    topic: str = ""
    host: str = ""
    place: str = ""


class Measure(Object):
    """What a measure came to. `value` is None where there is too little to say, or it does not apply."""

    name: str
    value: float | None
    n: int
    sentence: str
    definition_version: int = 1
