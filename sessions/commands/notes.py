"""Wishes about notes and themes."""

from __future__ import annotations

from sessions.commands.base import Command


class AddNote(Command, frozen=True):
    """Keep what someone said, in the lane named or the first."""

    text: str
    lane: str = ""
    author: int | None = None
    activity: str = ""
    about: str = ""
    """The note or theme that it is an idea for; in a round of help the one that is on where empty."""
    ref: str = ""
    """What it is called in the file that it comes from."""


class EditNote(Command, frozen=True):
    """Put new words in place of a note's."""

    note: int
    text: str


class MoveNote(Command, frozen=True):
    """Put a note in another lane."""

    note: int
    lane: str


class HideNote(Command, frozen=True):
    """Take a note off every face, or bring it back."""

    note: int
    hidden: bool = True


class MergeNotes(Command, frozen=True):
    """Say that two notes say the same: the first now stands under the second."""

    note: int
    into: int


class TakeBack(Command, frozen=True):
    """Remove one's own note."""

    note: int


class EraseNote(Command, frozen=True):
    """Remove the words of a note from every face and from the journal, for good."""

    note: int


class GroupNotes(Command, frozen=True):
    """Put notes in a theme: the one with this letter, or a new one with this name."""

    notes: tuple[int, ...]
    letter: str = ""
    name: str = ""


class AddTheme(Command, frozen=True):
    """Make a theme with a count of paper cards that stay on the wall."""

    name: str
    cards: int = 0


class NameTheme(Command, frozen=True):
    """Give a theme another name."""

    letter: str
    name: str


class SplitNote(Command, frozen=True):
    """Take a note out of its theme."""

    note: int


class Approve(Command, frozen=True):
    """Let notes that wait onto the board; all of them where none is named."""

    notes: tuple[int, ...] = ()
