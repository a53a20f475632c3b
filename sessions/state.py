"""What is kept of a session, and how it stands in its record: plain fields, and a table for each kind of object."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple, Self

import msgspec

from sessions import rows
from sessions.clean import clean
from sessions.objects import (
    JOINING,
    Activity,
    Attendance,
    Comment,
    Community,
    GroupTally,
    Measure,
    NextMeeting,
    Note,
    Object,
    Participant,
    Statement,
    Tally,
    Theme,
)


class Shelf(NamedTuple):
    """A table of the record: what it holds, and the key of each; one object alone where there is no key."""

    kind: type[Object]
    key: Callable[[Any], Any] | None = None


SHELVES: dict[str, Shelf] = {
    "community": Shelf(Community),
    "activities": Shelf(Activity, lambda one: one.id),
    "participants": Shelf(Participant, lambda one: one.number),
    "attendance": Shelf(Attendance),
    "notes": Shelf(Note, lambda one: one.number),
    "themes": Shelf(Theme, lambda one: f"{one.activity}/{one.letter}"),
    "tallies": Shelf(Tally, lambda one: f"{one.activity}/{one.round}/{one.target}"),
    "group_tallies": Shelf(GroupTally, lambda one: f"{one.activity}/{one.round}/{one.boundary}/{one.target}/{one.group}"),
    "statements": Shelf(Statement, lambda one: f"{one.activity}/{one.version}"),
    "earlier_statements": Shelf(Statement, lambda one: one.slot),
    **{kind.table: Shelf(kind, lambda one: one.number) for kind in rows.KINDS},
    "next_meeting": Shelf(NextMeeting),
    "comments": Shelf(Comment, lambda one: one.number),
    "measures": Shelf(Measure, lambda one: one.name),
}  # fmt: skip
"""The tables of the record, beside `session`, which holds what the session says of itself."""

WORDED = ("ripples",)
"""Measures whose sentence speaks in words of the room: where some were erased they are not kept, but counted anew."""
SCOPES = ("in_scope", "out_of_scope")
"""Fields of the charter that take over the words of notes and themes."""
_WORKING = {
    "revision",
    "ballots",
    "placed",
    "seats",
    "rated",
    "said",
    "slips",
    "boxes",
    "_by_activity",
    "_under",
}


@dataclass(eq=False)
class State:
    """Everything that is known of one workshop.

    The plain fields are the one document of the record's table `session`; the others are a table each.
    """

    id: str = ""
    plan: str = ""
    title: str = ""
    date: str = ""
    """The day of the workshop, as in 2026-11-26."""
    starts: str = ""
    """When it is to start, as in 10:00; "" where nobody said."""
    place: str = ""
    mode: str = ""
    """room, hybrid or remote; "" where nobody said."""
    facilitator: str = ""
    ask: str = ""
    """What the community asks of its sponsor."""
    token: str = ""
    """The ten letters that open the summary; "" where it is not shared."""
    joining: str = " ".join(JOINING)
    """What whoever joins by phone is asked, in words parted by blanks."""
    created: int = 0
    started: int = 0
    """When the clock started; 0 before."""
    closed: int = 0
    released: bool = False
    burnt: int = 0
    """When all but its counts was burnt; 0 where that stands."""
    activity: str = ""
    """The activity that is on now."""
    entered: int = 0
    """When it was entered; 0 while the clock stands."""
    round: int = 0
    """Which round of the step was begun by hand last, from 0."""
    round_at: int = 0
    """When that round began."""
    paused_at: int = 0
    """When the clock was stopped for a break; 0 while it runs."""
    pause: int = 0
    """Seconds that the present break is given; 0 for one without an end."""
    pauses: int = 0
    """Seconds of all breaks that were called so far."""
    notes_made: int = 0
    people_made: int = 0
    made: dict[str, int] = field(default_factory=dict)
    """Table to the highest number given out in it; of themes and statements behind it their activity."""

    community: Community = field(default_factory=Community)
    activities: dict[str, Activity] = field(default_factory=dict)
    participants: dict[int, Participant] = field(default_factory=dict)
    attendance: Attendance = field(default_factory=Attendance)
    notes: dict[int, Note] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=dict)
    group_tallies: dict[str, GroupTally] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    earlier_statements: dict[str, Statement] = field(default_factory=dict)
    """Slot to the statement that this community agreed on before."""
    ties: dict[int, rows.Tie] = field(default_factory=dict)
    missing_voices: dict[int, rows.MissingVoice] = field(default_factory=dict)
    leads: dict[int, rows.Lead] = field(default_factory=dict)
    ripples: dict[int, rows.Ripple] = field(default_factory=dict)
    improvements: dict[int, rows.Improvement] = field(default_factory=dict)
    actions: dict[int, rows.Action] = field(default_factory=dict)
    decisions: dict[int, rows.Decision] = field(default_factory=dict)
    goals: dict[int, rows.Goal] = field(default_factory=dict)
    reflections: dict[int, rows.Reflection] = field(default_factory=dict)
    stories: dict[int, rows.Story] = field(default_factory=dict)
    feedback: dict[int, rows.Feedback] = field(default_factory=dict)
    next_meeting: NextMeeting = field(default_factory=NextMeeting)
    comments: dict[int, Comment] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    """What the measures came to when the session was closed."""

    revision: int = field(default=0, compare=False)
    """The sequence number of the last entry."""
    ballots: dict[str, dict[str, int]] = field(default_factory=dict, compare=False)
    """Tally to seat to value. Never in the record."""
    placed: dict[str, dict[str, int]] = field(default_factory=dict, compare=False)
    """The same votes as activity, round and seat to target to value. Never in the record."""
    seats: dict[int, str] = field(default_factory=dict, compare=False)
    """Unnamed note to the seat that may mend it. Never in the record."""
    rated: dict[str, int] = field(default_factory=dict, compare=False)
    """Seat to the feedback that it may mend. Never in the record."""
    said: dict[str, set[int]] = field(default_factory=dict, compare=False)
    """The notes of each, as activity and participant or seat. In the record only with the notes themselves."""
    slips: dict[str, int] = field(default_factory=dict, compare=False)
    """Activity and round to the dots on its paper slips. In the record only with the tallies."""
    boxes: dict[str, set[str]] = field(default_factory=dict, compare=False)
    """Activity and round to the targets that have votes. In the record only with the tallies."""
    _by_activity: dict[str, set[int]] = field(default_factory=dict, compare=False, repr=False)
    _under: dict[int, set[int]] = field(default_factory=dict, compare=False, repr=False)

    def keep(self, note: Note, seat: str = "") -> None:
        """Put a note in its place; `seat` may mend it, where it is unnamed. For events alone."""
        self.notes[note.number] = note
        self._by_activity.setdefault(note.activity, set()).add(note.number)
        if seat:
            self.seats[note.number] = seat
        if who := note.author or seat:
            self.said.setdefault(f"{note.activity}/{who}", set()).add(note.number)
        self.merge(note, note.merged_into)

    def unsay(self, note: Note) -> None:
        """Forget who said a note, wherever that is kept but in the note. For events alone."""
        who = note.author or self.seats.get(note.number)
        self.seats.pop(note.number, None)
        self.said.get(f"{note.activity}/{who}", set()).discard(note.number)

    def drop(self, number: int) -> None:
        """Take a note out again. For events alone."""
        note = self.notes.pop(number)
        self.unsay(note)
        self._under.get(note.merged_into or 0, set()).discard(number)
        self._by_activity[note.activity].discard(number)

    def merge(self, note: Note, into: int | None) -> None:
        """Put a note under another, or let it stand alone. For events alone."""
        self._under.get(note.merged_into or 0, set()).discard(note.number)
        note.merged_into = into
        if into is not None:
            self._under.setdefault(into, set()).add(note.number)

    def take_in(self, tally: Tally, slips: int = 0) -> None:
        """Take a tally in, where so many dots of paper slips are new; one of no votes goes out. For events alone."""
        vote = f"{tally.activity}/{tally.round}"
        self.slips[vote] = self.slips.get(vote, 0) + slips
        if tally.sum.total:
            self.tallies[f"{vote}/{tally.target}"] = tally
            self.boxes.setdefault(vote, set()).add(tally.target)
        else:
            self.tallies.pop(f"{vote}/{tally.target}", None)
            self.boxes.get(vote, set()).discard(tally.target)

    def count(self, what: str, number: int) -> None:
        """Note that a number was given out, for good. For events alone."""
        self.made[what] = max(self.made.get(what, 0), number)

    def forget(self, words: str = "") -> None:
        """Drop what measures and the charter took over of words that were erased. For events alone."""
        for name in WORDED:
            self.measures.pop(name, None)
        for scope in SCOPES:
            setattr(self.community, scope, [one for one in getattr(self.community, scope) if one != words])

    def shelf(self, kind: type[rows.Row]) -> dict[int, Any]:
        """The rows of a kind by their numbers."""
        found: dict[int, Any] = getattr(self, kind.table)
        return found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, State) and self.tables() == other.tables()

    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """The session as the documents of its record, a list for each table."""
        own = {
            one.name: getattr(self, one.name)
            for one in fields(self)
            if one.name not in SHELVES and one.name not in _WORKING
        }
        tables: dict[str, list[dict[str, Any]]] = {"session": [{**own, "made": dict(self.made)}]}
        for table, shelf in SHELVES.items():
            value = getattr(self, table)
            if shelf.key is None:
                items = [value]
            else:
                items = (
                    list(value.values()) if table == "activities" else [value[key] for key in sorted(value)]
                )
            tables[table] = [msgspec.to_builtins(item) for item in items]
        return tables

    def copied(self) -> Self:
        """A session of its own in the same state, ballots and seats with it."""
        made = self.from_tables(self.tables())
        made.revision = self.revision
        made.ballots = {key: dict(value) for key, value in self.ballots.items()}
        made.placed = {key: dict(value) for key, value in self.placed.items()}
        made.seats, made.rated = dict(self.seats), dict(self.rated)
        made.said = {key: set(value) for key, value in self.said.items()}
        return made

    @classmethod
    def from_tables(cls, tables: dict[str, list[dict[str, Any]]]) -> Self:
        """The session that a record holds; its ballots and seats are not in there.

        A table that an older program did not write is empty.

        Raises:
            ValueError: if a document is not of its table's form (`msgspec.ValidationError` is one).
        """
        session = cls(**_checked(tables["session"][0]))
        for table, shelf in SHELVES.items():
            items = msgspec.convert(tables.get(table, []), list[shelf.kind])  # type: ignore[name-defined]
            if shelf.key is None:
                if items:
                    setattr(session, table, items[0])
            elif table == "notes":
                for note in items:
                    session.keep(note)
            elif table == "tallies":
                for tally in items:
                    session.take_in(tally, tally.by.slips.for_)
            else:
                setattr(session, table, {shelf.key(one): one for one in items})
        return session


def _checked(own: dict[str, Any]) -> dict[str, Any]:
    """The session's own document, if each of its fields is of the right kind.

    Raises:
        ValueError: if one is not.
    """
    plain = {
        one.name: type(one.default) for one in fields(State) if isinstance(one.default, (str, int, bool))
    }
    made = own.get("made", {})
    if not isinstance(made, dict) or any(type(number) is not int for number in made.values()):
        raise ValueError("the numbers given out are none")
    rest = {name: value for name, value in own.items() if name != "made"}
    if set(rest) - set(plain) or any(type(value) is not plain[name] for name, value in rest.items()):
        raise ValueError("a field of the session is of another kind")
    cleaned = {name: clean(one, lines=True) if isinstance(one, str) else one for name, one in rest.items()}
    return {**cleaned, "made": dict(made)}
