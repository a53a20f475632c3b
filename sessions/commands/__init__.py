"""Commands: wishes, as a terminal, a participant, a reader or an import may have them.

What each does stands with the act that makes it (`sessions/acts/`) and the function that decides it.
A `key` is made by whoever asks: the same key again is the same wish, and counts once.
"""

from __future__ import annotations

from sessions.commands.base import (
    Command,
)
from sessions.commands.community import (
    AddLead,
    AddMissing,
    AddPerson,
    AddTie,
    Apologise,
    CountGroup,
    CountHere,
    Expect,
    GiveConsent,
    Join,
    LeaveCommunity,
    MarkHere,
    SetCharter,
    StepOut,
)
from sessions.commands.notes import (
    AddNote,
    AddTheme,
    Approve,
    EditNote,
    EraseNote,
    GroupNotes,
    HideNote,
    MergeNotes,
    MoveNote,
    NameTheme,
    SplitNote,
    TakeBack,
)
from sessions.commands.practice import (
    AddAction,
    AddGoal,
    AddImprovement,
    AddRipple,
    Decide,
    EditRow,
    GiveFeedback,
    MeetNext,
    PlanTest,
    Reflect,
    Settle,
    ShowRow,
    TellStory,
    Tried,
)
from sessions.commands.votes import (
    Agree,
    CastVote,
    CountSlip,
    Pick,
    RunOff,
    Say,
    Score,
    SetHands,
    SetScores,
)
from sessions.commands.workshop import (
    AddComment,
    ApproveComments,
    Back,
    CarryOver,
    Close,
    Erase,
    GoTo,
    MoreTime,
    Next,
    NextRound,
    Release,
    Reveal,
    SetSession,
    Share,
    Skip,
    TakeBreak,
    Undo,
)

Imported = AddPerson | AddNote | AddTheme | GroupNotes | CastVote
"""Wishes that come by the thousand, from a file."""


class Batch(Command, frozen=True):
    """Many wishes of a file, all of them or none. `participants` says whose each is; 0 is nobody's."""

    wishes: tuple[Imported, ...]
    participants: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    """Where in the file each stands, for whoever must mend it."""
    themes: tuple[str, ...] = ()
    """The name of the theme that each note goes into, made where it is new; "" is none.

    By name, as nobody knows what number a note will have while others add theirs.
    """


Wish = (
    Next | Back | GoTo | MoreTime | Reveal | Undo | Release | Share | Close | AddComment | Skip | TakeBreak
    | NextRound | SetSession | CarryOver | Erase | AddNote | Approve | EditNote | MoveNote | HideNote | MergeNotes
    | TakeBack | EraseNote | GroupNotes | AddTheme | NameTheme | SplitNote | CastVote | SetHands
    | CountSlip | RunOff | Pick | Say | SetScores | Score | Agree | AddPerson | Join | StepOut | CountHere | MarkHere
    | ApproveComments | Apologise | GiveConsent | LeaveCommunity | CountGroup | AddTie | AddMissing | AddLead | SetCharter
    | Expect | AddRipple | AddImprovement | PlanTest | Tried | AddAction | Settle | Decide | AddGoal
    | Reflect | TellStory | GiveFeedback | MeetNext | EditRow | ShowRow | Batch
)  # fmt: skip
"""Every command there is."""

__all__ = [
    "AddAction",
    "AddComment",
    "AddGoal",
    "AddImprovement",
    "AddLead",
    "AddMissing",
    "AddNote",
    "AddPerson",
    "AddRipple",
    "AddTheme",
    "AddTie",
    "Agree",
    "Apologise",
    "Approve",
    "ApproveComments",
    "Back",
    "Batch",
    "CarryOver",
    "CastVote",
    "Close",
    "Command",
    "CountGroup",
    "CountHere",
    "CountSlip",
    "Decide",
    "EditNote",
    "EditRow",
    "Erase",
    "EraseNote",
    "Expect",
    "GiveConsent",
    "GiveFeedback",
    "GoTo",
    "GroupNotes",
    "HideNote",
    "Imported",
    "Join",
    "LeaveCommunity",
    "MarkHere",
    "MeetNext",
    "MergeNotes",
    "MoreTime",
    "MoveNote",
    "NameTheme",
    "Next",
    "NextRound",
    "Pick",
    "PlanTest",
    "Reflect",
    "Release",
    "Reveal",
    "RunOff",
    "Say",
    "Score",
    "SetCharter",
    "SetHands",
    "SetScores",
    "SetSession",
    "Settle",
    "Share",
    "ShowRow",
    "Skip",
    "SplitNote",
    "StepOut",
    "TakeBack",
    "TakeBreak",
    "TellStory",
    "Tried",
    "Undo",
    "Wish",
]  # fmt: skip
