"""Events: facts in the past tense, and the entries of the journal that hold them."""

from __future__ import annotations

import msgspec

from sessions.events.base import Change, Event
from sessions.events.meeting import (
    Break,
    CarriedOver,
    CommunityChanged,
    GroupsCounted,
    Measured,
    MeetingSet,
    Paused,
    Restored,
    RoundBegun,
    SessionChanged,
    Skipped,
)
from sessions.events.notes import (
    NoteAdded,
    NoteApproved,
    NoteEdited,
    NoteErased,
    NoteHidden,
    NoteMerged,
    NoteMoved,
    NotePlaced,
    NoteTakenBack,
    ThemeChanged,
)
from sessions.events.rows import (
    ActionChanged,
    DecisionChanged,
    FeedbackChanged,
    GoalChanged,
    ImprovementChanged,
    LeadChanged,
    MissingVoiceChanged,
    ReflectionChanged,
    RippleChanged,
    RowChanged,
    RowErased,
    StoryChanged,
    TieChanged,
)
from sessions.events.votes import (
    HandsCounted,
    PhonesCounted,
    PhonesScored,
    Picked,
    Scored,
    ScoresCounted,
    ScoresShown,
    SlipCounted,
    StatementChanged,
    StatementSettled,
    VoteCast,
    VoteOpened,
    VotesShown,
)
from sessions.events.workshop import (
    Closed,
    CommentApproved,
    Commented,
    Counted,
    Moved,
    NotesShown,
    PersonChanged,
    Place,
    Released,
    SessionMade,
    Shared,
    Started,
    TimeGiven,
)

Fact = (
    SessionMade | Started | Moved | TimeGiven | NotesShown | Released | Shared | Closed | Commented
    | CommentApproved | PersonChanged | Counted
    | NoteApproved | NoteAdded | NoteTakenBack | NoteErased | NoteEdited | NoteMoved | NoteHidden | NoteMerged
    | NotePlaced | ThemeChanged
    | VoteOpened | VotesShown | VoteCast | HandsCounted | SlipCounted | PhonesCounted | Picked
    | StatementChanged | ScoresCounted | Scored | ScoresShown | PhonesScored | StatementSettled
    | TieChanged | MissingVoiceChanged | LeadChanged | RippleChanged | ImprovementChanged | ActionChanged
    | DecisionChanged | GoalChanged | ReflectionChanged | StoryChanged | FeedbackChanged | RowErased
    | Paused | RoundBegun | Skipped | SessionChanged | CommunityChanged | MeetingSet | GroupsCounted
    | CarriedOver | Measured | Restored
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
    "ActionChanged",
    "Break",
    "CarriedOver",
    "Change",
    "Closed",
    "CommentApproved",
    "Commented",
    "CommunityChanged",
    "Counted",
    "DecisionChanged",
    "Entry",
    "Event",
    "Fact",
    "FeedbackChanged",
    "GoalChanged",
    "GroupsCounted",
    "HandsCounted",
    "ImprovementChanged",
    "LeadChanged",
    "Measured",
    "MeetingSet",
    "MissingVoiceChanged",
    "Moved",
    "NoteAdded", "NoteApproved",
    "NoteEdited",
    "NoteErased",
    "NoteHidden",
    "NoteMerged",
    "NoteMoved",
    "NotePlaced",
    "NoteTakenBack",
    "NotesShown",
    "Paused",
    "PersonChanged",
    "PhonesCounted",
    "PhonesScored",
    "Picked",
    "Place",
    "ReflectionChanged",
    "Released",
    "Restored",
    "RippleChanged",
    "RoundBegun",
    "RowChanged",
    "RowErased",
    "Scored",
    "ScoresCounted",
    "ScoresShown",
    "SessionChanged",
    "SessionMade",
    "Shared",
    "Skipped",
    "SlipCounted",
    "Started",
    "StatementChanged",
    "StatementSettled",
    "StoryChanged",
    "ThemeChanged",
    "TieChanged",
    "TimeGiven",
    "VoteCast",
    "VoteOpened",
    "VotesShown",
]  # fmt: skip
