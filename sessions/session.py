"""A session: the state that its events add up to.

Folding the same entries always gives the same session, and one event costs the same however long the
session has been. Whatever draws or decides reads this and changes nothing; only `apply` changes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

import msgspec

from sessions.clean import clean
from sessions.errors import Refused
from sessions.objects import (
    Activity,
    Attendance,
    Comment,
    Community,
    Note,
    Participant,
    Statement,
    Tally,
    Theme,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sessions.events import Entry

TABLES = (
    "community", "activities", "participants", "attendance", "notes", "themes", "tallies", "statements", "comments",
)  # fmt: skip
"""The tables of the record, beside `session`, which holds what the session says of itself."""

_WORKING = {"revision", "ballots", "placed", "seats", "_by_activity", "_under"}
_ONE = {"community": Community, "attendance": Attendance}


@dataclass(eq=False)
class Session:
    """Everything that is known of one workshop.

    The plain fields are the one document of the record's table `session`; the others are a table each.
    """

    id: str = ""
    plan: str = ""
    title: str = ""
    date: str = ""
    """The day of the workshop, as in 2026-11-26."""
    token: str = ""
    """The ten letters that open the summary."""
    created: int = 0
    started: int = 0
    """When the clock started; 0 before."""
    closed: int = 0
    released: bool = False
    activity: str = ""
    """The activity that is on now."""
    entered: int = 0
    """When it was entered; 0 while the clock stands."""
    notes_made: int = 0
    people_made: int = 0

    community: Community = field(default_factory=Community)
    activities: dict[str, Activity] = field(default_factory=dict)
    participants: dict[int, Participant] = field(default_factory=dict)
    attendance: Attendance = field(default_factory=Attendance)
    notes: dict[int, Note] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    comments: dict[int, Comment] = field(default_factory=dict)

    revision: int = field(default=0, compare=False)
    """The sequence number of the last entry."""
    ballots: dict[str, dict[str, int]] = field(default_factory=dict, compare=False)
    """Tally to seat to value. Never in the record."""
    placed: dict[str, dict[str, int]] = field(default_factory=dict, compare=False)
    """The same votes as activity, round and seat to target to value. Never in the record."""
    seats: dict[int, str] = field(default_factory=dict, compare=False)
    """Unnamed note to the seat that may mend it. Never in the record."""
    _by_activity: dict[str, set[int]] = field(default_factory=dict, compare=False, repr=False)
    _under: dict[int, set[int]] = field(default_factory=dict, compare=False, repr=False)

    def apply(self, entry: Entry) -> None:
        """Fold one entry in.

        Raises:
            KeyError: if it speaks of something that is not there, as after damage to the journal.
        """
        self.revision = entry.sequence
        for event in entry.events:
            event.apply(self, entry.at)

    # What is on now

    @property
    def now(self) -> Activity:
        """The activity that is on now."""
        return self.activities[self.activity]

    @property
    def place(self) -> int:
        """Which activity that is, from 1."""
        return list(self.activities).index(self.activity) + 1

    def find_activity(self, name: str) -> Activity:
        """The activity whose id or title begins with `name`.

        Raises:
            Refused: if none does, or more than one.
        """
        wanted = name.casefold()
        for exact in (True, False):
            hits = [
                activity
                for activity in self.activities.values()
                if any(
                    word == wanted if exact else word.startswith(wanted)
                    for word in (activity.id.casefold(), activity.title.casefold())
                )
            ]
            if len(hits) == 1:
                return hits[0]
        names = ", ".join(activity.id for activity in self.activities.values())
        raise Refused(f"There is no one activity called {name!r}. The plan has {names}.")

    # Handles

    def source(self, activity: Activity) -> Activity:
        """The activity whose notes and themes this one works on."""
        return self.activities.get(activity.source, activity)

    def note(self, number: int) -> Note:
        """The note with this number.

        Raises:
            Refused: if there is none, or it was erased.
        """
        note = self.notes.get(number)
        if note is None:
            raise Refused(f"There is no note {number}.")
        if note.erased:
            raise Refused(f"Note {number} was erased; nothing of it is kept.")
        return note

    def notes_of(self, activity: Activity, *, all_of_them: bool = False) -> list[Note]:
        """The notes of an activity in the order of their numbers.

        Hidden, merged and erased ones are left out unless `all_of_them` is asked for.
        """
        notes = [self.notes[number] for number in sorted(self._by_activity.get(activity.id, ()))]
        if all_of_them:
            return notes
        return [note for note in notes if not (note.hidden or note.erased or note.merged_into)]

    def keep(self, note: Note) -> None:
        """Put a note in its place. For events alone."""
        self.notes[note.number] = note
        self._by_activity.setdefault(note.activity, set()).add(note.number)
        self.merge(note, note.merged_into)

    def drop(self, number: int) -> None:
        """Take a note out again. For events alone."""
        note = self.notes.pop(number)
        self._under.get(note.merged_into or 0, set()).discard(number)
        self._by_activity[note.activity].discard(number)

    def themes_of(self, activity: Activity) -> list[Theme]:
        """The themes of an activity in the order of their letters."""
        mine = [theme for theme in self.themes.values() if theme.activity == activity.id]
        return sorted(mine, key=lambda theme: (len(theme.letter), theme.letter))

    def find_theme(self, activity: Activity, letter: str) -> Theme | None:
        """The theme with this letter in the activity, or in the one it works on; None where there is none."""
        own = self.themes.get(f"{activity.id}/{letter.upper()}")
        return own or self.themes.get(f"{activity.source}/{letter.upper()}")

    def theme(self, activity: Activity, letter: str) -> Theme:
        """The theme with this letter in the activity, or in the one it works on.

        Raises:
            Refused: if there is none.
        """
        if found := self.find_theme(activity, letter):
            return found
        raise Refused(f"There is no theme {letter.upper()} in {self.source(activity).title}.")

    def statement(self, activity: Activity) -> Statement | None:
        """The present version of an activity's statement."""
        versions = [one for one in self.statements.values() if one.activity == activity.id]
        return max(versions, key=lambda one: one.version, default=None)

    def tally(self, activity: Activity, target: str, round_: int = 0) -> Tally:
        """The votes for a target in a round (the present one unless told); empty where there are none."""
        key = f"{activity.id}/{round_ or activity.round}/{target}"
        return self.tallies.get(key) or Tally(
            activity=activity.id, round=round_ or activity.round, target=target
        )

    def voted(self, activity: str, target: str) -> bool:
        """Whether anybody has voted for a note or theme of this activity, wherever the vote was held."""
        return any(
            f"{voting.id}/{round_}/{target}" in self.tallies
            for voting in self._working_on(activity)
            for round_ in range(1, voting.round + 1)
        )

    def in_play(self, activity: str, target: str) -> bool:
        """Whether a note or theme of this activity has votes, is in a run-off, or was picked."""
        return self.voted(activity, target) or any(
            target in voting.finalists or target in voting.picked for voting in self._working_on(activity)
        )

    def _working_on(self, activity: str) -> list[Activity]:
        """The activities whose votes are about the notes and themes of this one."""
        return [one for one in self.activities.values() if activity in (one.id, one.source)]

    def covers(self, number: int) -> bool:
        """Whether other notes stand under this one."""
        return bool(self._under.get(number))

    def merge(self, note: Note, into: int | None) -> None:
        """Put a note under another, or let it stand alone. For events alone."""
        self._under.get(note.merged_into or 0, set()).discard(note.number)
        note.merged_into = into
        if into is not None:
            self._under.setdefault(into, set()).add(note.number)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Session) and self.tables() == other.tables()

    # The record

    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """The session as the documents of its record, a list for each table."""
        own = {
            one.name: getattr(self, one.name)
            for one in fields(self)
            if one.name not in TABLES and one.name not in _WORKING
        }
        tables: dict[str, list[dict[str, Any]]] = {"session": [own]}
        for table in TABLES:
            value = getattr(self, table)
            if table in _ONE:
                items: Iterable[Any] = [value]
            else:
                items = value.values() if table == "activities" else (value[key] for key in sorted(value))
            tables[table] = [msgspec.to_builtins(item) for item in items]
        return tables

    @classmethod
    def from_tables(cls, tables: dict[str, list[dict[str, Any]]]) -> Session:
        """The session that a record holds; its ballots and seats are not in there.

        Raises:
            msgspec.ValidationError: if a document is not of its table's form.
        """
        session = cls(**_checked(tables["session"][0]))
        session.community = msgspec.convert(tables["community"][0], Community)
        session.attendance = msgspec.convert(tables["attendance"][0], Attendance)
        session.activities = {one.id: one for one in msgspec.convert(tables["activities"], list[Activity])}
        session.participants = {
            one.number: one for one in msgspec.convert(tables["participants"], list[Participant])
        }
        for note in msgspec.convert(tables["notes"], list[Note]):
            session.keep(note)
        session.themes = {
            f"{one.activity}/{one.letter}": one for one in msgspec.convert(tables["themes"], list[Theme])
        }
        session.tallies = {
            f"{one.activity}/{one.round}/{one.target}": one
            for one in msgspec.convert(tables["tallies"], list[Tally])
        }
        session.statements = {
            f"{one.activity}/{one.version}": one
            for one in msgspec.convert(tables["statements"], list[Statement])
        }
        session.comments = {one.number: one for one in msgspec.convert(tables["comments"], list[Comment])}
        return session


def _checked(own: dict[str, Any]) -> dict[str, Any]:
    """The session's own document, if each of its fields is of the right kind.

    Raises:
        ValueError: if one is not.
    """
    plain = {
        one.name: type(one.default) for one in fields(Session) if isinstance(one.default, (str, int, bool))
    }
    if set(own) - set(plain) or any(type(value) is not plain[name] for name, value in own.items()):
        raise ValueError("a field of the session is of another kind")
    return {
        name: clean(value, lines=True) if isinstance(value, str) else value for name, value in own.items()
    }
