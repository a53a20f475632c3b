"""Events: facts in the past tense, and the entries of the journal that hold them."""

from __future__ import annotations

import msgspec

from sessions.events.base import Change, Event
from sessions.events.notes import (
    NoteAdded,
    NoteEdited,
    NoteErased,
    NoteHidden,
    NoteMerged,
    NoteMoved,
    NotePlaced,
    NoteTakenBack,
    ThemeChanged,
)
from sessions.events.votes import (
    HandsCounted,
    Picked,
    Scored,
    ScoresCounted,
    SlipCounted,
    StatementChanged,
    StatementSettled,
    VoteCast,
    VoteOpened,
    VotesShown,
)
from sessions.events.workshop import (
    Closed,
    Commented,
    Counted,
    Moved,
    NotesShown,
    PersonChanged,
    Place,
    Released,
    SessionMade,
    Started,
    TimeGiven,
)

Fact = (
    SessionMade | Started | Moved | TimeGiven | NotesShown | Released | Closed | Commented
    | PersonChanged | Counted
    | NoteAdded | NoteTakenBack | NoteErased | NoteEdited | NoteMoved | NoteHidden | NoteMerged
    | NotePlaced | ThemeChanged
    | VoteOpened | VotesShown | VoteCast | HandsCounted | SlipCounted | Picked
    | StatementChanged | ScoresCounted | Scored | StatementSettled
)  # fmt: skip
"""Every event there is."""


class Entry(msgspec.Struct, frozen=True):
    """What one command came to: all its events or none, as one line of the journal."""

    sequence: int
    at: int
    """Milliseconds since 1970."""
    by: str
    """Who asked, as a word that names no person."""
    events: tuple[Fact, ...]
    key: str = ""
    undoes: int = 0
    """The sequence of the entry that this one undid; 0 where it undid none."""


__all__ = [
    "Change", "Closed", "Commented", "Counted", "Entry", "Event", "Fact", "HandsCounted", "Moved", "NoteAdded",
    "NoteEdited", "NoteErased", "NoteHidden", "NoteMerged", "NoteMoved", "NotePlaced", "NoteTakenBack",
    "NotesShown", "PersonChanged", "Picked", "Place", "Released", "Scored", "ScoresCounted", "SessionMade",
    "SlipCounted", "Started", "StatementChanged", "StatementSettled", "ThemeChanged", "TimeGiven", "VoteCast",
    "VoteOpened", "VotesShown",
]  # fmt: skip
