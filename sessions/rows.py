"""What a community says, promises and learns, beyond notes: a table of the record for each kind.

Every row has a handle, a letter and its number in the session (`D1`, `I2`), which is never used again. The
names are the tables and columns of the TinyDB record and the keys of the JSON export. Days are written as in
2027-01-14; "" is not known.
"""

from __future__ import annotations

import re
from typing import ClassVar, Literal, TypeVar

import msgspec

from sessions.objects import SCORES, Object

Visibility = Literal["private", "group", "report"]
"""Who may see it: the facilitator's own screen, the room, or readers of the summary too."""

ACTS = ("adopt", "adapt", "abandon")
"""What follows from a test (Model for Improvement)."""
STILL_OPEN = ("open", "adapt")
"""How a promise stands that is not settled; what was adapted is tested again."""
STANDING = {
    "open": "still open",
    "done": "done",
    "dropped": "dropped",
    "adopt": "adopted",
    "adapt": "goes on, adapted",
    "abandon": "abandoned",
}
"""How a promise stands, in words that blame nobody."""
CYCLES = ("immediate", "potential", "applied", "realised", "reframing")
"""Cycles of value (Wenger, Trayner and de Laat 2011)."""


class Row(Object):
    """A row of a table. What makes it readable stands in the class: table, letter, and what it is called."""

    table: ClassVar[str] = ""
    letter: ClassVar[str] = ""
    noun: ClassVar[str] = ""

    number: int = 0
    at: int = 0
    """When it was said (milliseconds)."""
    author: int | None = None
    """The participant who said it; None where it was taken down for the room."""
    visibility: Visibility = "report"
    erased: bool = False

    @property
    def handle(self) -> str:
        """What it is called in lines and on the wall."""
        return f"{self.letter}{self.number}"

    @property
    def still_open(self) -> bool:
        """Whether it still waits for somebody: the next meeting hears of it again."""
        return True


class Tie(Row, kw_only=True):
    """One person turns to another about this, or works with them."""

    table, letter, noun = "ties", "T", "tie"
    a: int
    b: int
    kind: Literal["turns_to", "works_with"] = "turns_to"
    since_session: str = ""


class MissingVoice(Row, kw_only=True):
    """Somebody who ought to be here."""

    table, letter, noun = "missing_voices", "M", "missing voice"
    who: str
    boundary: str = ""
    inviter: str = ""
    invited_on: str = ""
    joined: str = ""
    status: Literal["missing", "joined", "dropped"] = "missing"

    @property
    def still_open(self) -> bool:
        """Whether they are missing still."""
        return self.status == "missing"


class Lead(Row, kw_only=True):
    """A place where a community could start, and whom to ask."""

    table, letter, noun = "leads", "L", "lead"
    where: str
    whom: str = ""


class Ripple(Row, kw_only=True):
    """More of one issue brings more (`+`) or less (`-`) of another."""

    table, letter, noun = "ripples", "R", "ripple"
    from_: str = msgspec.field(name="from")
    """A note's number, a theme as in `practice/A`, or words where it is neither."""
    to: str
    sign: Literal["+", "-"] = "+"
    why: str = ""
    strength: int = 1
    """1 to 3."""


class Goal(Row, kw_only=True):
    """What somebody wants for themselves, or all of us together."""

    table, letter, noun = "goals", "G", "goal"
    scope: Literal["individual", "group"] = "group"
    whose: str = ""
    text: str
    measure: str = ""
    review_date: str = ""


class Cycle(Object):
    """One turn of Plan, Do, Study, Act."""

    n: int
    start: str = ""
    end: str = ""
    question: str = ""
    prediction: str = ""
    who: str = ""
    when: str = ""
    where: str = ""
    data: str = ""
    observations: str = ""
    problems: str = ""
    result: str = ""
    """How it compared with the prediction."""
    learning: str = ""
    act: str = ""
    """One of `ACTS`; "" while it is open."""


class Promise(Row, kw_only=True):
    """What somebody said they would do, carried from meeting to meeting until it is settled."""

    noun = "promise"
    owner: str = ""
    due: str = ""
    status: str = "open"
    update: str = ""
    closed_at: str = ""
    was_due: str = ""
    """The day on which it was due first, where another was agreed since at this meeting."""
    told_on: str = ""
    """The day on which the room heard last how it stands."""
    origin_session: str = ""
    origin: str = ""
    """Its handle in that session."""

    @property
    def still_open(self) -> bool:
        """Whether it is not settled: the next meeting hears of it again."""
        return self.status in STILL_OPEN and not self.erased


class Improvement(Promise, kw_only=True):
    """A small change to test, and what each test taught."""

    table, letter, noun = "improvements", "I", "improvement"
    item_ids: list[str] = msgspec.field(default_factory=list)
    """The notes and themes that it is about, these as in `practice/A`."""
    aim: str
    """How much, by when."""
    measure: str = ""
    baseline: str = ""
    change_idea: str = ""
    cycles: list[Cycle] = msgspec.field(default_factory=list)


class Action(Promise, kw_only=True):
    """Something that somebody will do."""

    table, letter, noun = "actions", "D", "action"
    text: str


class Decision(Row, kw_only=True):
    """What the room decided, and how."""

    table, letter, noun = "decisions", "C", "decision"
    text: str
    method: str = ""
    scores: list[int] = msgspec.field(default_factory=lambda: [0] * SCORES)
    """How many scored 0, 1, … 5, where it was scored."""
    dissent: str = ""
    date: str = ""
    supersedes: str = ""
    """The decision whose place it takes."""


class Reflection(Row, kw_only=True):
    """What somebody chose to share of their journal. What is not shared never leaves them."""

    table, letter, noun = "reflections", "J", "reflection"
    question: str = ""
    text: str
    shared: bool = True


class Story(Row, kw_only=True):
    """One member's path from an activity to its effect (value-creation story)."""

    table, letter, noun = "stories", "S", "story"
    teller: str = ""
    activity: str = ""
    insight: str = ""
    used_how: str = ""
    effect: str = ""
    reframed: str = ""
    cycles_reached: list[str] = msgspec.field(default_factory=list)
    """Those of `CYCLES` that it tells of."""
    teller_consent: bool = False
    """Whether the teller lets readers of the summary have it."""


class Feedback(Row, kw_only=True):
    """How useful the meeting was, 0 to 5, and what people said."""

    table, letter, noun = "feedback", "F", "feedback"
    ratings: list[int] = msgspec.field(default_factory=lambda: [0] * SCORES)
    """How many rated it 0, 1, … 5."""
    most_useful: str = ""
    change_one_thing: str = ""


KINDS: tuple[type[Row], ...] = (
    Tie, MissingVoice, Lead, Ripple, Improvement, Action, Decision, Goal, Reflection, Story, Feedback,
)  # fmt: skip
"""Every kind of row, in the order of the record."""
BY_LETTER = {kind.letter: kind for kind in KINDS}
AnyRow = TypeVar("AnyRow", bound=Row)
DIGITS = 9
"""Digits of the largest number that a word is taken to mean."""
_HANDLE = re.compile(rf"([A-Za-z])(\d{{1,{DIGITS}}})")


def parsed(handle: str) -> tuple[type[Row], int] | None:
    """The kind and number that a handle such as `D1` names; None where it is no such handle."""
    found = _HANDLE.fullmatch(handle.strip())
    kind = BY_LETTER.get(found[1].upper()) if found else None
    return (kind, int(found[2])) if found and kind else None


def whole(word: str) -> int | None:
    """The whole number that a word is; None where it is none."""
    return int(word) if word.isdecimal() and len(word) <= DIGITS else None


def blanked(row: AnyRow) -> AnyRow:
    """The row as a tombstone: its number, time and standing, and nothing that anybody said."""
    kept = ("number", "at", "visibility", "status", "scores", "ratings", "kind", "sign", "strength", "scope", "shared",
            "origin_session", "origin", "since_session", "closed_at", "told_on", "due", "was_due")  # fmt: skip
    fresh = {
        field: type(value)()
        for field in row.__struct_fields__
        if field not in kept and isinstance(value := getattr(row, field), (str, list, int))
    }
    return msgspec.structs.replace(row, **{**fresh, "author": None, "erased": True})
